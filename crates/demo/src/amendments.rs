//! Permits whose holders asked for a change: one waits, one is amended, one was refused. And an import permit under which
//! two consignments came, and a case that waits for one.

use crate::Error;
use crate::people::Staff;
use crate::story::{party, skins};
use crate::straight::{self, Words};
use cites::document::Block;
use cites::{Amount, RefusalReason, Role, country};
use jiff::ToSpan as _;
use office::Office;
use office::econtrol::endorse::{Presented, endorse};
use office::econtrol::receive::{Counted, receive_under};
use office::eexchange::fetch::{Wanted, fetch};
use office::eexchange::outbox;
use office::epermit::amend::{Amended, amend};
use office::epermit::amend_request::{Asked, ask};
use office::epermit::draft::{OnBehalf, create};
use office::epermit::intake::papers;
use office::epermit::propose::{Proposal, propose};
use office::epermit::{accept, approve, awaited, sign, submit};
use office::shared::facts::day;
use permits::FormInput;
use permits::application::ImportPermitFacts;
use permits::form::LineInput;
use permits::permit::state::FigureSource;

/// Adds them, by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |c| staff.iter().find(move |s| s.house.party() == c).ok_or(Error::Plan("a house is missing"));
    let (qm, qn) = (of(country::DEMO_EXPORTER)?, of(country::DEMO_IMPORTER)?);
    changes(office, qm, qn).await?;
    arrivals(office, qm, qn).await?;
    comes_later(office, qm, qn).await
}

fn asked(changes: &[(&str, &str)], reason: &str) -> Asked {
    let typed = changes.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Asked { typed, reason: reason.to_owned() }
}

async fn changes(office: &Office, qm: &Staff, qn: &Staff) -> Result<(), Error> {
    let firm = qm.firms.first().ok_or(Error::Plan("a company is missing"))?;
    let buyer = qn.firms.first().ok_or(Error::Plan("a company is missing"))?;
    let (applicant, officer) = (qm.the(Role::Applicant)?, qm.the(Role::MaOfficer)?);
    let (approver, signer) = (qm.the(Role::MaApprover)?, qm.nth(Role::MaApprover, 1)?);
    let mut permits = Vec::new();
    for (n, marks) in ["QM-RA-2026-000621 to 000630", "QM-RA-2026-000631 to 000640", "QM-RA-2026-000641 to 000650"]
        .into_iter()
        .enumerate()
    {
        let mut form = skins(firm, buyer, day(office.clock.now()).saturating_add(30.days()));
        form.own_reference = format!("Sample skins {}", n + 1);
        for line in &mut form.lines {
            line.quantity = "10".into();
            line.marks = marks.into();
        }
        let words = Words {
            asked: "Ranched, as every year.",
            grounds: "Within the yearly output of the ranch.",
            note: "Ranch records seen.",
        };
        let id = straight::approved(office, qm, applicant, form, words).await?;
        permits.push(sign::sign(office, signer, id).await?.permit.id());
    }
    let [waits, amended, refused] = permits[..] else { return Err(Error::Plan("three permits")) };
    let moved = asked(
        &[("importer.street", "Quay Road 5"), ("port_of_entry", "QNSTH")],
        "Our buyer has moved to the southern quay.",
    );
    ask(office, applicant, waits, moved).await?;

    let by_air = asked(&[("transport_mode", "air"), ("port_of_exit", "QMCAP")], "The ship does not sail this month.");
    let case = ask(office, applicant, amended, by_air).await?.application.id();
    amend(office, officer, amended, Amended::default()).await?;
    crate::beside::approved(office, qm, case).await?;
    sign::sign(office, signer, case).await?;

    let private = asked(&[("purpose", "P")], "The skins are for the buyer's own use.");
    let case = ask(office, applicant, refused, private).await?.application.id();
    accept::accept(office, qm.the(Role::MaClerk)?, case).await?;
    let text = "The invoice on file says that the skins are sold: the purpose stays T.".to_owned();
    let proposal = Proposal::Refuse { reason: RefusalReason::R02, text: text.clone() };
    propose(office, officer, case, proposal).await?;
    approve::refuse(office, approver, case, RefusalReason::R02, text).await?;
    Ok(())
}

fn trophies(kind: &str, qm: &Staff, qn: &Staff, n: u32) -> Result<FormInput, Error> {
    let hunter = qm.firms.first().ok_or(Error::Plan("a company is missing"))?;
    let buyer = qn.firms.first().ok_or(Error::Plan("a company is missing"))?;
    let partner = if kind == "IMPORT" { country::DEMO_EXPORTER } else { country::DEMO_IMPORTER };
    Ok(FormInput {
        document_type: kind.into(),
        partner_country: partner.code().to_owned(),
        exporter: party(hunter.name, &hunter.address),
        importer: party(buyer.name, &buyer.address),
        purpose: "H".into(),
        lines: vec![LineInput {
            taxon: "Panthera pardus".into(),
            common_name: "Leopard".into(),
            description: "Hunting trophies, skin and skull".into(),
            term: "TRO".into(),
            appendix: "I".into(),
            source: "W".into(),
            quantity: n.to_string(),
            unit: "NAR".into(),
            ..LineInput::default()
        }],
        transport_mode: "air".into(),
        language: "en".into(),
        own_reference: "Trophies of the season".into(),
        declaration: true,
        ..FormInput::default()
    })
}

async fn arrivals(office: &Office, qm: &Staff, qn: &Staff) -> Result<(), Error> {
    let words = || Words {
        asked: "Within the quota of the year.",
        grounds: "Animals of the quota; area and season are in order.",
        note: "Hunting licences seen.",
    };
    let form = trophies("IMPORT", qm, qn, 4)?;
    let id = straight::approved(office, qn, qn.the(Role::Applicant)?, form, words()).await?;
    let ours = sign::sign(office, qn.nth(Role::MaApprover, 1)?, id).await?;
    for n in [1, 2] {
        let under = ImportPermitFacts {
            issuer: country::DEMO_IMPORTER,
            number: ours.permit.number().clone(),
            valid_until: ours.permit.signed_document().valid_until,
        };
        let mut form = trophies("EXPORT", qm, qn, n)?;
        form.lines[0].import_permit = under.number.to_string();
        let id = straight::approved_under(office, qm, qm.the(Role::Applicant)?, form, words(), Some(under)).await?;
        let export = sign::sign(office, qm.nth(Role::MaApprover, 1)?, id).await?;
        let left = Presented {
            quantities: vec![(Block::nth(0), Amount::whole(n))],
            port: "QMBND".into(),
            port_name: "Bend".into(),
            transport_document: Some(format!("AWB 020-4410{n}")),
            source: FigureSource::CustomsWeb,
        };
        endorse(office, qm.the(Role::Customs)?, export.permit.id(), left).await?;
        outbox::work(office, &qm.house).await?;
        let wanted = Wanted {
            issuer: country::DEMO_EXPORTER,
            number: export.permit.number().clone(),
            token: Some(export.token.clone()),
        };
        let foreign = fetch(office, qn.the(Role::MaOfficer)?, wanted).await?.row.id;
        let counted = Counted {
            quantities: vec![(Block::nth(0), Amount::whole(n))],
            port: "QNNPT".into(),
            port_name: "Northport".into(),
        };
        // Other import permits of the year would fit too.
        let under = Some(ours.permit.number().clone());
        receive_under(office, qn.the(Role::Customs)?, foreign, counted, under).await?;
        // What arrived is confirmed to the other side.
        outbox::work(office, &qn.house).await?;
    }
    Ok(())
}

async fn comes_later(office: &Office, qm: &Staff, qn: &Staff) -> Result<(), Error> {
    let applicant = qm.the(Role::Applicant)?;
    let mut form = trophies("EXPORT", qm, qn, 1)?;
    form.own_reference = "Trophy, import permit to come".into();
    let id = create(office, applicant, form, OnBehalf::default()).await?.row.id;
    let word = "Asked for on the first of the month; expected in three weeks.";
    papers::promise(office, applicant, id, awaited::PAPER, word).await?;
    submit::submit(office, applicant, id).await?;
    accept::accept(office, qm.the(Role::MaClerk)?, id).await?;
    Ok(())
}
