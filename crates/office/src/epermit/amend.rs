//! The issuing authority amends a permit of its own: entries that no longer fit, never the specimens, the persons, a larger
//! quantity or a later day (`spec/permits.md` 2.17). The amended document is a new version: it takes the way of a
//! replacement, with another officer who approves and a signature, and the old paper's code says which one is valid now.

use super::{amend_request, examine, risk};
use crate::money::charge;
use crate::shared::act::{self, Ran};
use crate::shared::case::{self, CaseEvent, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::ids::{ApplicationId, FindingIdKind, PermitId};
use cites::{ApplicationStatus, Role};
use permits::application::state::ApplicationState;
use permits::application::{Application, ApplicationAct, ProposedDecision};
use permits::form::PartyInput;
use permits::permit::Permit;
use permits::{ActError, Draft, Finding, FormInput, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use store::{ApplicationRow, AuditEntry, Read, Tx};

/// Who amends; another officer approves and signs.
pub const AMENDERS: &[Role] = &[Role::MaOfficer];

/// What is amended.
#[derive(Debug, Clone, Default)]
pub struct Amended {
    /// Texts by the path of their box, like `importer.city` or `lines.0.marks`; those that say what the permit says
    /// already change nothing.
    pub typed: BTreeMap<String, String>,
    /// Special conditions for box 5, one paragraph an entry; `None`: as they were.
    pub conditions: Option<Vec<String>>,
    /// Why; printed on the amended document.
    pub reason: String,
}

/// A permit as the form of an amendment begins.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The permit.
    pub permit: paper::Stored,
    /// Its content as it was asked for, and where its holder asked for a change, with that.
    pub form: FormInput,
    /// What the permit says now.
    pub now: FormInput,
    /// Its special conditions, as its approval says.
    pub conditions: Vec<String>,
    /// The request of the holder, or what another officer sent back, that is gone on with: its reference and reason.
    pub request: Option<(ApplicationId, String, String)>,
}

/// The box of the form that a path belongs to; `None` for what no amendment changes.
pub fn box_of(path: &str) -> Option<&'static str> {
    let address = |rest: &str| matches!(rest, "street" | "post_box" | "postcode" | "city" | "subdivision");
    if let Some(rest) = path.strip_prefix("importer.") {
        return address(rest).then_some("3");
    }
    if let Some(rest) = path.strip_prefix("exporter.") {
        return address(rest).then_some("4");
    }
    if let Some((_, rest)) = path.strip_prefix("lines.").and_then(|r| r.split_once('.')) {
        return match rest {
            "common_name" => Some("8"),
            "description" | "marks" | "mark_kind" | "age_sex" => Some("9"),
            "quantity" => Some("11"),
            _ => None,
        };
    }
    match path {
        "purpose" => Some("5a"),
        "transport_mode" | "port_of_exit" | "port_of_entry" | "shipment_date" => Some("15"),
        _ => None,
    }
}

/// Every path that an amendment may change in a form with so many lines. An importer is on it or not.
pub fn paths(lines: usize, importer: bool) -> Vec<String> {
    let address = ["street", "post_box", "postcode", "city", "subdivision"];
    let of = |party: &str| address.map(|part| format!("{party}.{part}")).to_vec();
    let mut out = if importer { of("importer") } else { Vec::new() };
    out.extend(of("exporter"));
    let line = ["common_name", "description", "marks", "mark_kind", "age_sex", "quantity"];
    out.extend((0..lines).flat_map(|n| line.map(|part| format!("lines.{n}.{part}"))));
    out.extend(["purpose", "transport_mode", "port_of_exit", "port_of_entry", "shipment_date"].map(str::to_owned));
    out
}

/// What an officer sees before amending.
///
/// # Errors
/// `permit-state` where it may not be amended, `permit-expired`, `amendment-used`, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn begin(office: &Office, who: &Who, id: PermitId) -> Result<Begun, Error> {
    who.must_be(AMENDERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let permit = paper::load(&mut read, who, id).await?;
    permit.value.amendable(day(read.at()))?;
    let old = old_case(&mut read, who, &permit.value).await?;
    let form = form_of(&old, &permit.value)?;
    let open = amend_request::open_of(&mut read, id).await?;
    Ok(match open {
        amend_request::Open::ToDo(request) => {
            let request: case::Stored = case::load(&mut read, who, request).await?;
            let asked = with_asked(&form, request.value.form());
            let about = (
                request.columns.id,
                request.columns.reference.clone(),
                request.value.form().particulars.reason.clone(),
            );
            Begun { permit, now: form, form: asked, conditions: conditions_of(&old), request: Some(about) }
        }
        _ => Begun { permit, now: form.clone(), form, conditions: conditions_of(&old), request: None },
    })
}

/// Amends: the case begins, is examined by the rules of today and proposed in one act. Another officer approves it, and its
/// signature makes the amended document. Where the holder asked for a change, or an approver sent one back, that case is
/// gone on with: accepted, taken and written as the officer says; what is not typed is as it was asked for, and a blank
/// reason is the holder's.
///
/// # Errors
/// `amendment-open` while the holder's request waits for something else,
/// `amendment-nothing` where nothing is changed, `amendment-new-application` for what is no amendment, `reason-empty`, form
/// errors at their boxes, [`Error::Rules`], `permit-state`, `permit-expired`, `amendment-used`, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn amend(office: &Office, who: &Who, id: PermitId, amended: Amended) -> Result<Stepped, Error> {
    who.must_be(AMENDERS)?;
    let person = who.person()?.clone();
    let now = office.clock.now();
    let on = day(now);
    let case: ApplicationId = office.id(now);
    let draw = risk::draw(office);
    let ran = act::run!(office, who, now, "amend", |tx| {
        let permit = paper::lock(tx, who, id).await?;
        permit.value.amendable(on)?;
        let request: Option<case::Stored> = match amend_request::open_of(tx, id).await? {
            amend_request::Open::ToDo(request) => Some(case::lock(tx, who, request).await?),
            amend_request::Open::Waits => return Err(amend_request::already()),
            amend_request::Open::None => None,
        };
        let old = old_case(tx, who, &permit.value).await?;
        let before = form_of(&old, &permit.value)?;
        let (asked, why) = match &request {
            Some(r) => (with_asked(&before, r.value.form()), r.value.form().particulars.reason.clone()),
            None => (before.clone(), String::new()),
        };
        let reason = Some(amended.reason.trim()).filter(|r| !r.is_empty()).unwrap_or(why.trim()).to_owned();
        if reason.is_empty() {
            return Err(ActError::precondition("reason-empty", "Write the reason.").into());
        }
        let (mut form, mut boxes) = changed(&before, asked, &amended.typed)?;
        let standing = conditions_of(&old);
        let conditions = match &amended.conditions {
            Some(all) => all.iter().map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect(),
            None => standing.clone(),
        };
        if conditions != standing {
            boxes.insert("5");
        }
        if boxes.is_empty() {
            return Err(nothing());
        }
        write_amendment(&mut form, &permit.value, &boxes, &reason);
        let draft = Draft::parse(&form).map_err(ActError::Form)?;
        permit.value.amended_by(&draft)?;
        let officer = (person.id, person.name.clone());
        let (stored, case, mut events) = match request {
            Some(request) => {
                if request.value.status() == ApplicationStatus::Submitted {
                    let risk = risk::computed(tx, office, who, &request, draw, now).await?;
                    tx.risk_insert(request.columns.id, &risk).await?;
                }
                let (taken, events) = amend_request::taken(who, &request.value, form, officer, now)?;
                (request, taken, events)
            }
            None => {
                let stamp = Stamp::new(&who.actor, now);
                let findings = findings_of(office, now, &old, permit.value.consignment().nth);
                let (begun, created) =
                    Application::amendment(case, &old, permit.value.consignment(), form, findings, officer, stamp)?;
                insert(tx, &begun, id, false).await?;
                let stored = case::lock(tx, who, case).await?;
                let risk = risk::computed(tx, office, who, &stored, draw, now).await?;
                tx.risk_insert(case, &risk).await?;
                charge::at_amendment(tx, office, who, &begun, now).await?;
                (stored, begun, vec![created])
            }
        };
        let trace = examine::trace(tx, office, who, &case, on).await?;
        if trace.is_blocked() {
            return Err(Error::Rules(Box::new(trace)));
        }
        let proposal =
            ProposedDecision::Grant { trace: Box::new(trace), conditions: conditions.clone(), note: reason.clone() };
        let (proposed, event) = case.act(ApplicationAct::Propose { proposal }, &who.actor, now, &who.house.policy())?;
        events.push(event);
        let stepped = Box::pin(case::write(tx, office, &stored, proposed, events)).await?;
        let id = stepped.application.id();
        let words = CaseEvent { reference: stepped.row.reference.clone(), events: stepped.events.clone() };
        tx.audit(AuditEntry::new("amend", "application", id).payload(&words)?);
        Ok((stepped, id.to_string()))
    });
    match ran? {
        Ran::Now(stepped) => Ok(stepped),
        Ran::Before(id) => case::again(office, who, ApplicationId::parse(&id).map_err(Error::internal)?).await,
    }
}

/// Writes a case that amends a permit into the archive, with its findings.
pub(super) async fn insert(tx: &mut Tx, begun: &Application, permit: PermitId, asked: bool) -> Result<(), Error> {
    let (now, year) = (tx.at(), day(tx.at()).year());
    let serial = tx.take_serial("application", year).await?;
    let reference = format!("{:02}-{:05}", year.rem_euclid(100), serial.serial);
    tx.application_insert(&ApplicationRow::describe(begun, &reference, now), begun).await?;
    for finding in begun.findings() {
        tx.finding_insert(finding.id, begun.id(), finding.kind, finding.made.by.person(), finding).await?;
    }
    Ok(tx.amendment_insert(begun.id(), permit, asked).await?)
}

pub(super) async fn old_case(read: &mut Read, who: &Who, permit: &Permit) -> Result<Application, Error> {
    Ok(case::load(read, who, permit.application()).await?.value)
}

/// The content of the permit's own consignment, as a form.
pub(super) fn form_of(old: &Application, permit: &Permit) -> Result<FormInput, Error> {
    let draft = old.draft().ok_or_else(|| Error::internal("a permit without content"))?;
    Ok(draft.form_of(old.form(), permit.consignment().nth))
}

fn conditions_of(old: &Application) -> Vec<String> {
    match old.state() {
        ApplicationState::Approved { approval, .. } | ApplicationState::Issued { approval, .. } => {
            approval.conditions.clone()
        }
        _ => Vec::new(),
    }
}

/// The findings of the old case that speak of this consignment's lines, with identities of their own.
pub(super) fn findings_of(office: &Office, now: cites::Timestamp, old: &Application, nth: u16) -> Vec<Finding> {
    let kept = old.draft().filter(|d| d.in_parts()).map(|d| d.lines_of(nth));
    let mut out = Vec::new();
    for finding in old.findings() {
        let mut finding = finding.clone();
        if let (Some(kept), Some(line)) = (&kept, finding.scope.line) {
            let Some(place) = kept.iter().position(|n| *n == line) else { continue };
            finding.scope.line = Some(place);
        }
        finding.id = office.id::<FindingIdKind>(now);
        out.push(finding);
    }
    out
}

/// What a request asks for, on what the permit says: only boxes that an amendment may change.
fn with_asked(before: &FormInput, request: &FormInput) -> FormInput {
    let mut form = before.clone();
    for path in paths(before.lines.len(), before.importer != PartyInput::default()) {
        if let Some(text) = request.get(&path) {
            form.set(&path, &text);
        }
    }
    form
}

/// Writes what is typed into the form that was asked for; answers the boxes that say something else than the permit then.
pub(super) fn changed(
    before: &FormInput,
    asked: FormInput,
    typed: &BTreeMap<String, String>,
) -> Result<(FormInput, BTreeSet<&'static str>), Error> {
    let mut form = asked;
    let plain = |text: &str| text.trim().replace("\r\n", "\n");
    for (path, text) in typed {
        let Some(said) = before.get(path) else { return Err(other(path)) };
        if plain(&said) != plain(text) {
            box_of(path).ok_or_else(|| other(path))?;
        }
        form.set(path, &plain(text));
    }
    let differs = |path: &String| {
        let of = |f: &FormInput| f.get(path).map(|t| plain(&t));
        of(before) != of(&form)
    };
    let all = paths(before.lines.len(), true);
    let boxes = all.iter().filter(|p| differs(p)).filter_map(|p| box_of(p)).collect();
    Ok((form, boxes))
}

/// Nothing is asked for.
pub(super) fn nothing() -> Error {
    Error::value("", "amendment-nothing", "Change what no longer fits: nothing differs from the permit.")
}

fn other(path: &str) -> Error {
    Error::value(
        path,
        "amendment-new-application",
        "Let the holder apply anew: an amendment changes no species, no person, no country and no kind of document, and adds no quantity and no day.",
    )
}

/// The form of the document that stands in the permit's place, and says which boxes are amended and why.
pub(super) fn write_amendment(form: &mut FormInput, permit: &Permit, boxes: &BTreeSet<&'static str>, reason: &str) {
    form.declaration = true;
    form.replaces = permit.number().to_string();
    super::instead::stand_in(form);
    form.particulars.reason = reason.chars().take(500).collect();
    // In the order of the form.
    let mut order: Vec<&str> = boxes.iter().copied().collect();
    order.sort_by_key(|b| (b.trim_end_matches('a').parse::<u8>().unwrap_or(u8::MAX), *b));
    form.particulars.amended = order.join(", ");
}
