//! Registers of operations and institutions and of the simplified procedure over pages and API, and what they say beside an
//! officer's checks.

use crate::blanks::order::{balance, card as blank_card};
use crate::epermit::api::after;
use crate::shared::call::Call;
use crate::shared::draw::{ROWS, next_page};
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Date;
use cites::ids::{EntryId, EntryKind};
use jiff::ToSpan as _;
use office::blanks::keep;
use office::registers::behalf::COUNTER;
use office::registers::carried::Carrier;
use office::registers::inclusion::{self, Given};
use office::registers::operations::{self, Entry, Holds, Said, Wanted};
use office::registers::stock::{JUDGES, READERS, TRADERS};
use pages::FieldError;
use pages::blanks::links as simplified;
use pages::parts::{Check, Verdict};
use pages::registers::{EntryCard, EntryHolds, EntryNewPage, EntryPage, RegistersPage, SpecimenRow, links};
use permits::blank::OpenBox;
use permits::{Application, DeskAct};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{CounterOf, Cursor, EntryRow, EntryState, RegisterKind, Subject};
use utoipa::ToSchema;

/// An entry to apply for, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryInput {
    /// `BREEDER`, `CAPTIVE_I`, `NURSERY`, `RANCH`, `CAVIAR`, `SCIENTIFIC`, `RESCUE` or `SIMPLIFIED`.
    pub kind: String,
    /// Name of the operation.
    pub name: String,
    /// Where it is.
    #[serde(default)]
    pub address: String,
    /// One species a line: name; stock; output of a year; unit. For `SIMPLIFIED`: name; term; source; most of a year; unit.
    #[serde(default)]
    pub species: String,
    /// How it began.
    #[serde(default)]
    pub statement: String,
    /// For `SIMPLIFIED`: as of a registration for the simplified procedure.
    #[serde(default)]
    pub open_boxes: Option<String>,
}

/// A registration for the simplified procedure to apply for, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationInput {
    /// Who is registered.
    pub name: String,
    /// One a line: name; term; source; most of a year; unit.
    pub specimens: String,
    /// Why the simplified procedure.
    #[serde(default)]
    pub statement: String,
    /// Boxes that orders of blanks may leave open, of 7, 9 and 11, divided by commas; box 3 always is. Not given: all of
    /// them.
    #[serde(default)]
    pub open_boxes: Option<String>,
}

impl RegistrationInput {
    async fn apply(self, call: &Call) -> Result<Entry, Failure> {
        let wanted = Wanted {
            kind: RegisterKind::Simplified,
            name: self.name,
            address: String::new(),
            species: self.specimens,
            statement: self.statement,
        };
        Ok(operations::apply_with(&call.app.office, &call.who()?, wanted, self.open_boxes).await?)
    }
}

/// A proposal to take an entry in, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryProposal {
    /// What was looked at.
    pub note: String,
    /// For the simplified procedure: boxes that may stay open, of 7, 9 and 11, divided by commas. Not given: as applied
    /// for.
    #[serde(default)]
    pub open_boxes: Option<String>,
}

/// What may be traded by the simplified procedure, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpecimenView {
    /// Scientific name.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// Source code.
    pub source: String,
    /// Most of a calendar year.
    pub most: String,
    /// Unit code.
    pub unit: String,
}

/// A species of an operation over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptView {
    /// Scientific name.
    pub taxon: String,
    /// Breeding or mother stock.
    pub stock: String,
    /// Output of a year.
    pub output: String,
    /// Unit code.
    pub unit: String,
}

/// An entry over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Id.
    pub id: String,
    /// Which register.
    pub kind: &'static str,
    /// Number, once approved.
    pub number: Option<String>,
    /// Name of the operation.
    pub name: String,
    /// `APPLIED`, `PROPOSED`, `VALID`, `DECLINED` or `ENDED`.
    pub state: &'static str,
    /// First day.
    pub from: Option<String>,
    /// Last day, included.
    pub until: Option<String>,
    /// Species; empty in lists.
    pub species: Vec<KeptView>,
    /// What may be traded by the simplified procedure; empty in lists and for other registers.
    pub specimens: Vec<SpecimenView>,
    /// Numbers of the boxes that may stay open by the simplified procedure; empty in lists and for other registers.
    pub open_boxes: Vec<&'static str>,
    /// Number that the Secretariat gave the operation.
    pub secretariat_number: Option<String>,
    /// Day on which the Secretariat included it.
    pub included_on: Option<String>,
    /// Approved here and proposed to the Secretariat, which has not given its number yet?
    pub at_secretariat: bool,
    /// Who said so, when the authority entered it for its holder; only where one entry is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<super::counter::SaidView>,
}

/// The Secretariat's number of an operation, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InclusionBody {
    /// As published: `A-XX-501` for animals of Appendix I bred for commerce, `P-XX-1001` for nurseries.
    pub number: String,
    /// Day of inclusion, `YYYY-MM-DD`.
    pub on: String,
    /// What says so.
    pub evidence: String,
    /// Why it is typed once more.
    #[serde(default)]
    pub reason: String,
}

/// Entries over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryList {
    /// The last change first.
    pub rows: Vec<EntryView>,
    /// For the next page: its `after`.
    pub next: Option<String>,
}

fn view(row: &EntryRow) -> EntryView {
    EntryView {
        id: row.id.to_string(),
        kind: row.kind.code(),
        number: row.number.clone(),
        name: row.name.clone(),
        state: row.state.code(),
        from: row.from.map(|d| d.to_string()),
        until: row.until.map(|d| d.to_string()),
        species: Vec::new(),
        specimens: Vec::new(),
        open_boxes: Vec::new(),
        secretariat_number: row.inclusion.as_ref().map(|i| i.number.clone()),
        included_on: row.inclusion.as_ref().map(|i| i.on.to_string()),
        at_secretariat: at_secretariat(row),
        said: None,
    }
}

/// Every operation of this register has to stand in the Secretariat's too, and this one does not yet.
fn at_secretariat(row: &EntryRow) -> bool {
    row.kind == RegisterKind::CaptiveI && row.state == EntryState::Valid && row.inclusion.is_none()
}

pub(super) fn whole(entry: &Entry) -> EntryView {
    let species = entry.value.species().iter().map(|k| KeptView {
        taxon: k.taxon.clone(),
        stock: k.stock.to_string(),
        output: k.output.to_string(),
        unit: k.unit.code().to_owned(),
    });
    let specimens = entry.value.specimens().iter().map(|s| SpecimenView {
        taxon: s.taxon.clone(),
        term: s.term.code().to_owned(),
        source: s.source.code().to_owned(),
        most: s.most.to_string(),
        unit: s.unit.code().to_owned(),
    });
    let open_boxes = entry.value.boxes().iter().map(|b| b.code()).collect();
    EntryView { species: species.collect(), specimens: specimens.collect(), open_boxes, ..view(&entry.columns) }
}

fn card(row: &EntryRow, today: Date) -> EntryCard {
    let soon = today.checked_add(90.days()).unwrap_or(today);
    EntryCard {
        id: row.id.to_string(),
        kind: row.kind.code(),
        number: row.number.clone().unwrap_or_default(),
        name: row.name.clone(),
        state: row.state.code(),
        days: row.from.zip(row.until),
        review: row.until.is_some_and(|d| d <= soon),
        at_secretariat: at_secretariat(row),
        unpaid: false,
    }
}

fn today(call: &Call) -> Date {
    crate::shared::enter::day(call.app.office.clock.now())
}

fn id(call: &Call) -> Result<EntryId, Failure> {
    call.id::<EntryKind>("entry")
}

/// The page of an entry: those of the simplified procedure have their own.
pub(super) fn place(row: &EntryRow) -> String {
    let id = row.id.to_string();
    if row.kind == RegisterKind::Simplified { simplified::registration(&id) } else { links::entry(&id) }
}

const SIMPLIFIED: Option<RegisterKind> = Some(RegisterKind::Simplified);

type Rows = (Vec<EntryRow>, Option<Cursor>, bool);

async fn rows(call: &Call, kind: Option<RegisterKind>) -> Result<Rows, Failure> {
    let (office, who) = (&call.app.office, call.reader()?);
    let own = call.seat()?.has(TRADERS);
    // Agents hold no entry of their own; their page of the simplified procedure says so.
    if own || !call.seat()?.has(READERS) {
        return Ok((operations::mine(office, &who, kind).await?, None, own));
    }
    let kind = kind.or_else(|| call.asked("kind").and_then(RegisterKind::from_code));
    let page = operations::list(office, &who, kind, after(call, Cursor::NEWEST)?, ROWS).await?;
    Ok((page.rows, page.next, false))
}

async fn draw_list(call: &Call, kind: Option<RegisterKind>) -> Answer {
    let (found, next, own) = rows(call, kind).await?;
    let on = today(call);
    let unpaid = match found.iter().any(|r| r.state == EntryState::Valid) {
        true => call.read().await?.entries_unpaid(call.app.office.clock.now()).await?,
        false => Vec::new(),
    };
    let rows = found.iter().map(|r| EntryCard { unpaid: unpaid.contains(&r.id), ..card(r, on) }).collect();
    let simplified = kind == SIMPLIFIED;
    let enters = call.seat()?.has(COUNTER);
    page(call, &RegistersPage { shell: shell(call).await, rows, next: next_page(call, next), own, simplified, enters })
}

/// Entries.
pub async fn list(call: Arc<Call>) -> Answer {
    draw_list(&call, None).await
}

/// Registrations for the simplified procedure.
pub async fn list_simplified(call: Arc<Call>) -> Answer {
    draw_list(&call, SIMPLIFIED).await
}

async fn draw_new(call: &Call, simplified: bool, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    page_with(call, &EntryNewPage { shell: shell(call).await, typed, errors, simplified, counter: None }, status)
}

/// What the entry says whose review is due, to be applied for once more; with `from` in the address.
async fn once_more(call: &Call) -> Result<BTreeMap<String, String>, Failure> {
    let Some(from) = call.asked("from") else { return Ok(BTreeMap::new()) };
    let id = EntryId::parse(from).map_err(|_| Failure::NotFound)?;
    let entry = operations::get(&call.app.office, &call.reader()?, id).await?;
    let wanted = Wanted::again(&entry);
    let simplified = wanted.kind == RegisterKind::Simplified;
    let fields = [
        ("kind", wanted.kind.code().to_owned()),
        ("name", wanted.name),
        ("address", wanted.address),
        (if simplified { "specimens" } else { "species" }, wanted.species),
        ("statement", wanted.statement),
        (OPEN, entry.value.open_boxes().replace(',', "\n")),
    ];
    Ok(fields.map(|(name, text)| (name.to_owned(), text)).into())
}

/// The form that applies.
pub async fn new(call: Arc<Call>) -> Answer {
    let typed = once_more(&call).await?;
    draw_new(&call, false, typed, Vec::new()).await
}

/// The form that applies for the simplified procedure. What European practice leaves open is ticked.
pub async fn new_simplified(call: Arc<Call>) -> Answer {
    let mut typed = once_more(&call).await?;
    typed.entry(OPEN.to_owned()).or_insert_with(|| "9\n11".to_owned());
    draw_new(&call, true, typed, Vec::new()).await
}

const OPEN: &str = "open_boxes";

/// The boxes that were ticked.
fn ticked(call: &Call) -> Option<String> {
    Some(call.ticked(OPEN).join(","))
}

/// What is applied for, as it was typed or sent.
pub(super) fn wanted(input: EntryInput) -> Result<Wanted, Failure> {
    let help = "Choose the register.";
    let kind =
        RegisterKind::from_code(&input.kind).ok_or_else(|| Failure::field("kind", "register-kind-empty", help))?;
    let EntryInput { name, address, species, statement, .. } = input;
    Ok(Wanted { kind, name, address, species, statement })
}

async fn applied(call: &Call, mut input: EntryInput) -> Result<Entry, Failure> {
    let open_boxes = input.open_boxes.take();
    let wanted = wanted(input)?;
    Ok(operations::apply_with(&call.app.office, &call.who()?, wanted, open_boxes).await?)
}

/// The form of an entry as it was typed.
pub(super) fn typed(call: &Call) -> EntryInput {
    let text = |name: &str| call.typed(name).to_owned();
    EntryInput {
        kind: text("kind"),
        name: text("name"),
        address: text("address"),
        species: text("species"),
        statement: text("statement"),
        open_boxes: None,
    }
}

/// Applies for an entry.
pub async fn apply(call: Arc<Call>) -> Answer {
    match applied(&call, typed(&call)).await {
        Ok(e) => Ok(go_and_say(&call, &place(&e.columns), "flash-saved", None)),
        Err(failure) => draw_new(&call, false, call.typed_again(), failure.on_form()?).await,
    }
}

/// Applies for the simplified procedure.
pub async fn apply_simplified(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).to_owned();
    let input = RegistrationInput {
        name: text("name"),
        specimens: text("specimens"),
        statement: text("statement"),
        open_boxes: ticked(&call),
    };
    match input.apply(&call).await {
        Ok(e) => Ok(go_and_say(&call, &place(&e.columns), "flash-saved", None)),
        Err(failure) => draw_new(&call, true, call.typed_again(), failure.on_form()?).await,
    }
}

async fn holds(call: &Call, entry: &Entry) -> Result<EntryHolds, Failure> {
    Ok(match &entry.value.holds {
        Holds::Operation { address, species } => EntryHolds::Operation {
            address: address.clone(),
            species: species.iter().map(|k| (k.taxon.clone(), k.stock, k.output, k.unit)).collect(),
        },
        Holds::Traded { specimens, boxes } => {
            let blanks = keep::of_registration(&call.app.office, &call.reader()?, entry.columns.id).await?;
            let specimens = specimens.iter().map(|s| SpecimenRow {
                taxon: s.taxon.clone(),
                term: s.term,
                source: s.source,
                most: s.most,
                unit: s.unit,
            });
            EntryHolds::Traded {
                specimens: specimens.collect(),
                open: OpenBox::list(boxes),
                balance: balance(&blanks),
                blanks: blanks.iter().map(blank_card).collect(),
                // Who keeps a company's people and its account begins no application.
                orders: call.seat()?.has(TRADERS)
                    && call.seat()?.has(DeskAct::StartApplication.roles())
                    && entry.columns.in_force(today(call)),
            }
        }
    })
}

fn about(row: &EntryRow) -> Subject {
    Subject::Entry { entry: row.id, number: String::new() }
}

/// Its holder's people, and whoever meets invoices, see what is to be paid for it.
fn own_or_money(call: &Call, row: &EntryRow) -> Result<bool, Failure> {
    let seat = call.seat()?;
    let own = match seat.person.organisation {
        Some(o) => row.organisation == Some(o),
        None => row.person == Some(seat.person.id),
    };
    Ok(own || seat.has(office::money::INVOICES))
}

/// Where the holder applies once more: from ninety days before its last day on, and after it.
fn renew(call: &Call, entry: &EntryRow) -> Result<Option<String>, Failure> {
    let seat = call.seat()?;
    let own = match seat.person.organisation {
        Some(o) => entry.organisation == Some(o),
        None => entry.person == Some(seat.person.id),
    };
    let due = matches!(entry.state, EntryState::Valid) && card(entry, today(call)).review;
    let form = match entry.kind {
        RegisterKind::Simplified => simplified::SIMPLIFIED_APPLY,
        _ => links::REGISTER_APPLY,
    };
    Ok((own && due && seat.has(TRADERS)).then(|| format!("{form}?from={}", entry.id)))
}

async fn draw(call: &Call, mut typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let entry = operations::get(&call.app.office, &call.reader()?, id(call)?).await?;
    let (judge, approver) = (seat.has(JUDGES), seat.has(operations::APPROVERS));
    let own = entry.columns.proposed_by == Some(seat.person.id) && seat.house.tenant.four_eyes;
    let mut acts = Vec::new();
    match entry.columns.state {
        EntryState::Applied if judge => acts.push("propose"),
        EntryState::Proposed if approver && !own => acts.push("approve"),
        _ => {}
    }
    if entry.columns.state == EntryState::Valid && entry.columns.kind.with_secretariat() && judge {
        acts.push("include");
    }
    if typed.is_empty() {
        typed.insert(OPEN.to_owned(), entry.value.open_boxes().replace(',', "\n"));
    }
    let open = !matches!(entry.columns.state, EntryState::Declined | EntryState::Ended);
    if open && (judge || approver) {
        acts.push("close");
    }
    let status = form_status(&errors);
    let invoices = match own_or_money(call, &entry.columns)? {
        true => call.read().await?.invoices_about(&about(&entry.columns)).await?,
        false => Vec::new(),
    };
    let invoices = crate::money::beside::short(call, &invoices);
    let unpaid = invoices.iter().any(|i| i.overdue);
    let shown = EntryPage {
        shell: shell(call).await,
        entry: EntryCard { unpaid, ..card(&entry.columns, today(call)) },
        invoices,
        holds: holds(call, &entry).await?,
        marks: super::carried::shown(call, Carrier::Entry(entry.columns.id)).await?,
        statement: entry.value.statement,
        note: entry.value.note,
        inclusion: super::counter::inclusion(call, &entry.columns).await?,
        said: super::counter::said(call, CounterOf::Entry(entry.columns.id)).await?,
        acts,
        renew: renew(call, &entry.columns)?,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The same page again, with what was typed and what is wrong with it.
///
/// # Errors
/// What the page says.
pub(super) async fn again(call: &Call, errors: Vec<FieldError>) -> Answer {
    draw(call, call.typed_again(), errors).await
}

/// One entry.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

async fn went_on(call: &Call, act: &str, words: &str, open: Option<String>) -> Result<Entry, Failure> {
    let (office, who, id) = (&call.app.office, call.who()?, id(call)?);
    Ok(match act {
        "propose" => operations::propose_with(office, &who, id, words.to_owned(), open).await?,
        "approve" => operations::approve(office, &who, id).await?,
        "close" => operations::close(office, &who, id, words.to_owned()).await?,
        "include" => inclusion::include(office, &who, id, super::counter::given(call)).await?,
        _ => return Err(Failure::NotFound),
    })
}

/// One act on an entry.
pub async fn act(call: Arc<Call>) -> Answer {
    let words = if call.param("act") == "close" { call.typed("reason") } else { call.typed("note") };
    match went_on(&call, call.param("act"), words, ticked(&call)).await {
        Ok(e) => Ok(go_and_say(&call, &place(&e.columns), "flash-done", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn rows_api(call: &Call, kind: Option<RegisterKind>) -> Answer {
    let (found, next, _) = rows(call, kind).await?;
    json(&EntryList { rows: found.iter().map(view).collect(), next: next.map(|c| c.to_string()) })
}

/// Entries over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    rows_api(&call, None).await
}

/// Registrations for the simplified procedure over the API.
pub async fn list_simplified_api(call: Arc<Call>) -> Answer {
    rows_api(&call, SIMPLIFIED).await
}

/// One entry over the API.
pub async fn get_api(call: Arc<Call>) -> Answer {
    let found = operations::get(&call.app.office, &call.reader()?, id(&call)?).await?;
    let said = super::counter::said(&call, CounterOf::Entry(found.columns.id)).await?;
    json(&EntryView { said: said.map(Into::into), ..whole(&found) })
}

/// Applies over the API.
pub async fn apply_api(call: Arc<Call>) -> Answer {
    let made = applied(&call, call.json()?).await?;
    created(&whole(&made), &format!("/api/registers/{}", made.columns.id))
}

/// Applies for the simplified procedure over the API.
pub async fn apply_simplified_api(call: Arc<Call>) -> Answer {
    let input: RegistrationInput = call.json()?;
    let made = input.apply(&call).await?;
    created(&whole(&made), &format!("/api/simplified/{}", made.columns.id))
}

/// Proposes over the API.
pub async fn propose_api(call: Arc<Call>) -> Answer {
    let body: EntryProposal = call.json()?;
    json(&whole(&went_on(&call, "propose", &body.note, body.open_boxes).await?))
}

/// Approves over the API.
pub async fn approve_api(call: Arc<Call>) -> Answer {
    json(&whole(&went_on(&call, "approve", "", None).await?))
}

/// Types the Secretariat's number over the API.
pub async fn include_api(call: Arc<Call>) -> Answer {
    let body: InclusionBody = call.json()?;
    let InclusionBody { number, on, evidence, reason } = body;
    let given = Given { number, on: on.trim().parse().ok(), evidence, reason };
    json(&whole(&inclusion::include(&call.app.office, &call.who()?, id(&call)?, given).await?))
}

/// Closes over the API.
pub async fn close_api(call: Arc<Call>) -> Answer {
    let body: super::stock::NoteBody = call.json()?;
    json(&whole(&went_on(&call, "close", &body.note, None).await?))
}

/// What the registers say of a case, beside the officer's other checks. The archive is asked nothing when no line claims
/// to come from an operation.
///
/// # Errors
/// What the archive says.
pub async fn checks(call: &Call, read: &mut store::Read, application: &Application) -> Result<Vec<Check>, Failure> {
    let Some(draft) = application.draft() else { return Ok(Vec::new()) };
    let now = call.app.office.clock.now();
    let all = operations::look_up(read, &call.app.office, &call.reader()?, draft, application.side(), now).await?;
    let w = call.words();
    let mut out: Vec<Check> = Vec::new();
    let each = all.into_iter().map(|l| {
        let key = match &l.said {
            Said::Unknown => "said-unknown",
            Said::NotInForce => "said-not-in-force",
            Said::OtherSpecies => "said-other-species",
            Said::Registered => "said-registered",
            Said::Output { .. } => "said-output",
            Said::OtherUnit { .. } => "said-other-unit",
            Said::NoEntry => "said-no-entry",
        };
        let basis = match &l.said {
            Said::Output { exported, asked, output, unit, .. } => {
                let amount = |a: &cites::Amount| w.amount_of(a, unit);
                w.say_with(
                    "said-output-basis",
                    &[
                        ("exported", amount(exported).into()),
                        ("asked", amount(asked).into()),
                        ("output", amount(output).into()),
                    ],
                )
            }
            _ => l.number.clone(),
        };
        let verdict = if l.said.is_well() { Verdict::Passed } else { Verdict::Look };
        let mut check = Check::new(verdict, &w.say1(key, "number", l.number.clone()), &basis, "Res. Conf. 10.16");
        check.block = cites::document::Block::nth(l.line).to_string();
        check
    });
    for check in each {
        // The same sentence about many lines is said once.
        let alike =
            |c: &&mut Check| (c.verdict, &c.sentence, &c.reason) == (check.verdict, &check.sentence, &check.reason);
        match out.iter_mut().find(alike) {
            Some(known) => known.block = format!("{}, {}", known.block, check.block),
            None => out.push(check),
        }
    }
    Ok(out)
}
