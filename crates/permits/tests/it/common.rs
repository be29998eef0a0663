//! The cast and the props: one person a role, a complete form, proofs as the other rooms would make them.

use cites::document::{Address, Authority, Endorsed, Issue};
use cites::ids::{ApplicationId, FindingId, PermitId, PersonId};
use cites::{Amount, CountryCode, Date, Digest, FindingKind, PermitNumber, Role, Timestamp};
use permits::application::ApplicantSide;
use permits::draft::IssueFacts;
use permits::finding::{Finding, FindingResult, FindingScope};
use permits::permit::state::FigureSource;
use permits::permit::{EndorsementFacts, Permit};
use permits::*;
use rules::{Clearance, Trace};

pub const QM: CountryCode = cites::country::DEMO_EXPORTER;
pub const QN: CountryCode = cites::country::DEMO_IMPORTER;

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Noon of the day on which most tests play.
pub fn now() -> Timestamp {
    at("2026-11-25T12:00:00Z")
}

pub fn person(n: u8, roles: &[Role]) -> Actor {
    Actor::Person(Person {
        id: PersonId::from_bytes([n; 16]),
        name: format!("Person {n}"),
        roles: roles.to_vec(),
        organisation: None,
        party: QM,
    })
}

/// The person with exactly this role; `foreign_ma` is the authority of the destination.
pub fn of_role(role: Role) -> Actor {
    if role == Role::ForeignMa {
        return Actor::Partner { country: QN };
    }
    let n = Role::ALL.iter().position(|r| *r == role).unwrap();
    person(u8::try_from(n).unwrap() + 1, &[role])
}

pub fn side() -> ApplicantSide {
    ApplicantSide {
        applicant: of_role(Role::Applicant).person().map(|p| p.id),
        organisation: None,
        agent: of_role(Role::Agent).person().map(|p| p.id),
    }
}

pub fn application_id(n: u8) -> ApplicationId {
    ApplicationId::from_bytes([n; 16])
}

/// A complete export of crocodile skins (Appendix I, so that every act has a use).
pub fn form() -> FormInput {
    let mut form = FormInput::default();
    for (path, text) in [
        ("document_type", "EXPORT"),
        ("partner_country", "QN"),
        ("importer.name", "Tannery of the North"),
        ("importer.street", "14 Harbour Street"),
        ("importer.city", "Northport"),
        ("importer.country", "QN"),
        ("exporter.name", "River Bend Farm Ltd"),
        ("exporter.street", "1 River Road"),
        ("exporter.city", "Bend"),
        ("exporter.country", "QM"),
        ("purpose", "T"),
        ("lines.0.taxon", "Crocodylus niloticus"),
        ("lines.0.description", "Skins, raw, salted"),
        ("lines.0.term", "SKI"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "R"),
        ("lines.0.quantity", "240"),
        ("lines.1.taxon", "Crocodylus niloticus"),
        ("lines.1.description", "Meat, frozen"),
        ("lines.1.term", "MEA"),
        ("lines.1.appendix", "I"),
        ("lines.1.source", "R"),
        ("lines.1.quantity", "12.5"),
        ("lines.1.unit", "KGM"),
        ("transport_mode", "air"),
        ("declaration", "true"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

/// The answer of rules that ask for a non-detriment finding and find nothing against it.
pub fn trace(on: Date) -> Trace {
    serde_json::from_value(serde_json::json!({
        "on": on, "pack": Digest::of("", b"pack"), "checks": [], "documents": [], "lines": [],
        "findings": [{"kind": "NDF_EXPORT", "rule": "D-I-EXP", "lines": [0], "present": true}],
    }))
    .unwrap()
}

/// A trace in which a rule forbids it.
pub fn blocked_trace(on: Date) -> Trace {
    let mut value = serde_json::to_value(trace(on)).unwrap();
    value["checks"] = serde_json::json!([{
        "rule": "B1", "verdict": "blocked", "severity": "block",
        "citation": serde_json::to_value(rules::Citation::new("CITES", "Art. III", "1973")).unwrap(),
    }]);
    serde_json::from_value(value).unwrap()
}

pub fn clearance(draft: Digest, on: Date) -> Clearance {
    trace(on).clear(draft, on).unwrap()
}

pub fn ndf(result: FindingResult) -> Finding {
    Finding {
        id: FindingId::from_bytes([3; 16]),
        kind: FindingKind::NdfExport,
        authority: "Scientific Authority of Querimba".into(),
        made: Stamp { by: Who::System, at: now() },
        scope: FindingScope::default(),
        result,
        grounds: "Ranching programme within its quota.".into(),
        evidence: vec![],
        lots: vec![],
        expires: None,
    }
}

pub fn intent(application: &Application, number: &str, at: Timestamp) -> Intent {
    Intent::from_record(IntentRecord {
        permit: PermitId::from_bytes([9; 16]),
        application: application.id(),
        consignment: permits::Consignment::default(),
        number: PermitNumber::parse(number).unwrap(),
        draft: application.draft_digest().unwrap(),
        payloads: vec![Payload::new(PayloadPurpose::PermitXml, b"<SignedInfo/>".to_vec())],
        recorded_at: at,
    })
    .unwrap()
}

pub fn seal(application: &Application, number: &str, at: Timestamp) -> Seal {
    let today = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let clearance = clearance(application.draft_digest().unwrap(), today);
    let order = SigningOrder::new(clearance, intent(application, number, at)).unwrap();
    order.sealed("key-1".into(), vec![Signature([7; 64])]).unwrap()
}

pub fn issue_facts(number: &str) -> IssueFacts {
    IssueFacts {
        number: PermitNumber::parse(number).unwrap(),
        valid_from: day("2026-11-25"),
        valid_until: day("2027-05-24"),
        special_conditions: vec![],
        security_stamp: None,
        authority: Authority {
            name: "Management Authority of Querimba".into(),
            address: Address {
                street: "1 Reef Road".into(),
                post_box: None,
                city: "Capital City".into(),
                postcode: None,
                subdivision: None,
                country: QM,
            },
            representative: None,
        },
        issue: Issue { place: "Capital City".into(), at: now(), officer: "Signing Officer".into() },
        quota: vec![],
    }
}

/// A permit fresh from the signer, of the given application in `APPROVED`.
pub fn issued(application: &Application, number: &str) -> Permit {
    let document = application.draft().unwrap().document(issue_facts(number));
    let seal = seal(application, number, now());
    Permit::issue(&seal, side(), document, None, &of_role(Role::MaApprover), now()).unwrap().0
}

pub fn skins_and_meat(skins: &str, meat: &str) -> Vec<Endorsed> {
    [skins, meat]
        .iter()
        .enumerate()
        .map(|(n, amount)| Endorsed { block: cites::document::Block::nth(n), actual: Amount::parse(amount).unwrap() })
        .collect()
}

pub fn box_14(quantities: Vec<Endorsed>) -> EndorsementFacts {
    EndorsementFacts {
        quantities,
        port: "QMBND".into(),
        port_name: "Bend".into(),
        officer: "Customs Officer, Senior Inspector".into(),
        at: now(),
        on: day("2026-11-25"),
        transport_document: Some("AWB 020-12345675".into()),
        source: FigureSource::CustomsWeb,
    }
}
