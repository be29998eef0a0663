//! Fee schedules: the list, one with its preview, the form, the second person.

use super::view::{CaseFeesView, FeeRowBody, FeeScheduleBody};
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ApplicationKind, FeeScheduleKind};
use cites::taxa::TaxonGroup;
use cites::{Amount, Currency, Date, DocumentType, Money, Term};
use office::money::estimate::{self, Estimate};
use office::money::{FEES, schedule};
use office::shared::case;
use pages::money as face;
use pages::{FieldError, links};
use permits::money::{ApplicantClass, FeeFacts, FeeItem, FeeLine, FeeRow, FeeSchedule, FeeShare, FeeTax, PayPoint};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::FeeScheduleRow;

/// What a fee of the form may say.
const ROW_PARTS: [&str; 9] = ["item", "rate", "percent", "least", "most", "document_type", "taxon", "term", "class"];
/// Most rows of a schedule.
const MOST_ROWS: usize = 60;

/// A kind of document by its code.
///
/// # Errors
/// `kind-unknown`.
pub fn kind(text: &str, field: &str) -> Result<DocumentType, Failure> {
    DocumentType::from_code(text.trim())
        .ok_or_else(|| Failure::field(field, "choice-unknown", "Choose one of the list."))
}

/// A class of applicants by its code.
///
/// # Errors
/// `choice-unknown`.
pub fn class(text: &str, field: &str) -> Result<ApplicantClass, Failure> {
    ApplicantClass::from_code(text.trim())
        .ok_or_else(|| Failure::field(field, "choice-unknown", "Choose one of the list."))
}

/// A term by its code.
///
/// # Errors
/// `choice-unknown`.
pub fn term(text: &str, field: &str) -> Result<Term, Failure> {
    Term::from_code(text.trim()).ok_or_else(|| Failure::field(field, "choice-unknown", "Choose one of the list."))
}

fn group(text: &str, field: &str) -> Result<TaxonGroup, Failure> {
    let unknown = || Failure::field(field, "choice-unknown", "Choose one of the list.");
    TaxonGroup::from_code(text.trim()).ok_or_else(unknown)
}

/// How many permits an application may be for.
///
/// # Errors
/// `consignments-count`.
pub fn permits(n: u16) -> Result<u16, Failure> {
    let most = permits::consignments::MOST;
    let help = format!("Give a whole number of consignments from 1 to {most}.");
    if (1..=most).contains(&n) { Ok(n) } else { Err(Failure::field("permits", "consignments-count", help)) }
}

fn date(text: &str, field: &str) -> Result<Date, Failure> {
    text.trim().parse().map_err(|_| Failure::field(field, "date-form", "Give a date, like 2026-11-02."))
}

/// What was entered, read.
///
/// # Errors
/// Every field that is not right.
pub fn entered(body: &FeeScheduleBody) -> Result<FeeSchedule, Failure> {
    let currency = Currency::parse(body.currency.trim()).map_err(|e| Failure::parse("currency", &e))?;
    let until = body.valid_until.as_deref().filter(|t| !t.trim().is_empty());
    let unknown = |field: &str| Failure::field(field, "choice-unknown", "Choose one of the list.");
    let row = |(n, r): (usize, &FeeRowBody)| -> Result<FeeRow, Failure> {
        let name = |part: &str| format!("rows.{n}.{part}");
        let given = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
        let item = FeeItem::from_code(&r.item).ok_or_else(|| unknown(&name("item")))?;
        let money = |text: &str, part: &str| {
            Money::parse(text, currency).map(|m| m.minor).map_err(|e| Failure::parse(&name(part), &e))
        };
        let share = match given(&r.percent).filter(|_| item == FeeItem::Value) {
            None => None,
            Some(percent) => Some(FeeShare {
                percent: Amount::parse(&percent).map_err(|e| Failure::parse(&name("percent"), &e))?,
                least_minor: given(&r.least).map_or(Ok(0), |t| money(&t, "least"))?,
                most_minor: given(&r.most).map(|t| money(&t, "most")).transpose()?,
            }),
        };
        Ok(FeeRow {
            item,
            document_type: given(&r.document_type).map(|k| kind(&k, &name("document_type"))).transpose()?,
            class: given(&r.class).map(|c| class(&c, &name("class"))).transpose()?,
            taxon: given(&r.taxon).map(|g| group(&g, &name("taxon"))).transpose()?,
            term: given(&r.term).map(|t| term(&t, &name("term"))).transpose()?,
            // A percentage has no rate for one.
            rate_minor: if share.is_some() && r.rate.trim().is_empty() { 0 } else { money(&r.rate, "rate")? },
            beyond: r.beyond,
            share,
        })
    };
    if body.rows.len() > MOST_ROWS {
        return Err(Failure::field("rows", "fee-rows-many", "Give at most 60 fees."));
    }
    Ok(FeeSchedule {
        currency,
        pay_point: PayPoint::from_code(body.pay_point.trim()).ok_or_else(|| unknown("pay_point"))?,
        payment_days: body.payment_days,
        valid_from: date(&body.valid_from, "valid_from")?,
        valid_until: until.map(|t| date(t, "valid_until")).transpose()?,
        rows: body.rows.iter().enumerate().map(row).collect::<Result<_, _>>()?,
        tax: match body.tax.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
            None => None,
            Some(text) => Some(FeeTax { percent: Amount::parse(text).map_err(|e| Failure::parse("tax", &e))? }),
        },
    })
}

fn row(r: &FeeScheduleRow, in_force: Option<&FeeScheduleRow>) -> face::FeesRow {
    face::FeesRow {
        id: r.id.to_string(),
        from: r.schedule.valid_from,
        until: r.schedule.valid_until,
        pay_point: r.schedule.pay_point.code().into(),
        rows: r.schedule.rows.len(),
        state: r.state.clone(),
        in_force: in_force.is_some_and(|f| f.id == r.id),
    }
}

/// The list.
pub async fn list(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let now = read.fee_schedule_of(day(call.app.office.clock.now())).await?;
    let rows = read.fee_schedules(100).await?;
    drop(read);
    let shown = face::Fees {
        shell: shell(&call).await,
        rows: rows.iter().map(|r| row(r, now.as_ref())).collect(),
        can_set: call.seat()?.has(FEES),
    };
    page(&call, &shown)
}

async fn kept(call: &Call) -> Result<FeeScheduleRow, Failure> {
    let mut read = call.read().await?;
    read.fee_schedule(call.id::<FeeScheduleKind>("fee")?).await?.ok_or(Failure::NotFound)
}

/// The facts that the preview asks for; `None` when nothing was asked.
fn asked(call: &Call, currency: Currency) -> Result<Option<FeeFacts>, Failure> {
    let Some(document) = call.asked("document_type") else { return Ok(None) };
    let lines = call.asked("lines").unwrap_or("1").parse::<usize>().ok().filter(|n| (1..=500).contains(n));
    let lines = lines.ok_or_else(|| Failure::field("lines", "number-form", "Give a whole number, like 2."))?;
    let quantity = Amount::parse(call.asked("quantity").unwrap_or("1")).map_err(|e| Failure::parse("quantity", &e))?;
    // The sum is what a tariff by quantity asks for; it stands on the first line.
    let chosen = |name: &str| call.asked(name).map(str::trim).filter(|t| !t.is_empty());
    let line = FeeLine {
        quantity: Amount::ZERO,
        term: chosen("term").map(|t| term(t, "term")).transpose()?,
        // A group lies in wider ones: orchids are plants.
        groups: chosen("taxon").map(|g| group(g, "taxon")).transpose()?.map(around).unwrap_or_default(),
    };
    let mut all = vec![line; lines];
    all[0].quantity = quantity;
    let number = || Failure::field("permits", "number-form", "Give a whole number, like 2.");
    let of = call.asked("permits").map(str::trim).filter(|t| !t.is_empty()).unwrap_or("1");
    let of = permits(of.parse().map_err(|_| number())?)?;
    Ok(Some(FeeFacts {
        document_type: kind(document, "document_type")?,
        class: class(call.asked("class").unwrap_or("ORGANISATION"), "class")?,
        urgent: call.asked("urgent").is_some(),
        replaces: false,
        amends: false,
        lines: all,
        permits: of,
        value: match call.asked("value").map(str::trim).filter(|t| !t.is_empty()) {
            None => None,
            Some(text) => Some(Money::parse(text, currency).map_err(|e| Failure::parse("value", &e))?),
        },
    }))
}

/// The group with the wider ones that hold it.
fn around(group: TaxonGroup) -> Vec<TaxonGroup> {
    TaxonGroup::ALL.iter().copied().filter(|wider| *wider == group || wider.encloses(group)).collect()
}

/// A line as pages show it.
pub fn line(l: &permits::money::InvoiceLine, currency: Currency) -> face::InvoiceLine {
    face::InvoiceLine {
        item: l.item.code().into(),
        count: l.count,
        rate: Money { minor: l.rate_minor, currency },
        sum: Money { minor: l.minor, currency },
        share: l.share.map(|s| (s.percent, Money { minor: s.value_minor, currency })),
        cited: l.cited.map(|c| face::Cited {
            from: c.from,
            row: c.row,
            of: face::RowFor {
                document_type: c.document_type,
                taxon: c.taxon,
                term: c.term,
                class: c.class.map(|c| c.code().into()),
            },
        }),
    }
}

/// What a case will cost, as pages show it.
pub fn cost(e: &Estimate) -> face::Cost {
    face::Cost {
        from: e.from,
        until: e.until,
        lines: e.lines.iter().map(|l| line(l, e.currency)).collect(),
        total: e.total,
    }
}

/// What an application will cost, for programs.
pub async fn of_case(call: Arc<Call>) -> Answer {
    let (who, id) = (call.reader()?, call.id::<ApplicationKind>("application")?);
    let mut read = call.read().await?;
    let stored = case::load(&mut read, &who, id).await?;
    let hours = office::epermit::urgent::duration(&mut read).await?;
    drop(read);
    let found = estimate::of_form(&call.app.office, &who, stored.value.form(), stored.value.side()).await?;
    json(&CaseFeesView::of(found.as_ref(), crate::shared::prices::takes(hours)))
}

/// One schedule with what a fee would be.
pub async fn show(call: Arc<Call>) -> Answer {
    let kept = kept(&call).await?;
    let facts = match asked(&call, kept.schedule.currency) {
        Ok(facts) => Ok(facts),
        Err(failure) => Err(failure.on_form()?),
    };
    let (facts, errors) = match facts {
        Ok(facts) => (facts, Vec::new()),
        Err(errors) => (None, errors),
    };
    draw(&call, &kept, facts, errors).await
}

async fn draw(call: &Call, kept: &FeeScheduleRow, facts: Option<FeeFacts>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let s = &kept.schedule;
    let mut read = call.read().await?;
    let now = read.fee_schedule_of(day(call.app.office.clock.now())).await?;
    let proposer = read.person(kept.proposed_by).await?.map(|p| p.name).unwrap_or_default();
    drop(read);
    let mut errors = errors;
    let preview = match facts.map(|facts| schedule::preview(s, &facts)) {
        None => None,
        Some(Ok((lines, total))) => {
            Some(face::Preview { lines: lines.iter().map(|l| line(l, s.currency)).collect(), total })
        }
        // The schedule takes a percentage and nobody said of what.
        Some(Err(e)) => {
            errors.push(FieldError::new("value", e.code()).help(e.to_string()));
            None
        }
    };
    let fee = |r: &FeeRow| face::FeeRow {
        item: r.item.code().into(),
        document_type: r.document_type,
        class: r.class.map(|c| c.code().into()),
        taxon: r.taxon,
        term: r.term,
        rate: Money { minor: r.rate_minor, currency: s.currency },
        beyond: r.beyond,
        share: r.share.map(|f| {
            let money = |minor| Money { minor, currency: s.currency };
            (f.percent, money(f.least_minor), f.most_minor.map(money))
        }),
    };
    let status = form_status(&errors);
    let mut typed = call.asked_again();
    for name in ["lines", "permits"] {
        typed.entry(name.into()).or_insert_with(|| "1".into());
    }
    let shown = face::FeePage {
        shell: shell(call).await,
        head: row(kept, now.as_ref()),
        currency: s.currency.code().into(),
        days: s.payment_days,
        tax: s.tax.map(|tax| tax.percent),
        fees: s.rows.iter().map(fee).collect(),
        proposer,
        can_confirm: seat.has(FEES) && kept.proposed_by != seat.person.id,
        can_drop: seat.has(FEES),
        typed,
        preview,
        errors,
    };
    page_with(call, &shown, status)
}

/// Confirms or drops.
pub async fn decide(call: Arc<Call>) -> Answer {
    let kept = kept(&call).await?;
    let confirm = match call.param("act") {
        "confirm" => true,
        "drop" => false,
        _ => return Err(Failure::NotFound),
    };
    match schedule::decide(&call.app.office, &call.who()?, kept.id, confirm).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &links::fee_schedule(&kept.id.to_string()), "flash-done", None)),
        Err(failure) => draw(&call, &kept, None, failure.on_form()?).await,
    }
}

async fn draw_form(
    call: &Call,
    (rows, open): (usize, usize),
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let status = form_status(&errors);
    let items = FeeItem::fees();
    let shown = face::FeeForm {
        shell: shell(call).await,
        rows,
        open,
        items: items.map(|i| i.code().to_owned()).collect(),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The form, filled with the schedule in force.
pub async fn form(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let today = day(call.app.office.clock.now());
    let now = read.fee_schedule_of(today).await?;
    drop(read);
    let mut typed = BTreeMap::from([
        ("valid_from".to_owned(), today.to_string()),
        ("pay_point".to_owned(), "SUBMISSION".to_owned()),
        ("payment_days".to_owned(), "14".to_owned()),
        ("beyond".to_owned(), "3".to_owned()),
    ]);
    let mut rows = 0;
    if let Some(now) = now {
        let s = now.schedule;
        typed.insert("currency".into(), s.currency.code().into());
        typed.insert("pay_point".into(), s.pay_point.code().into());
        typed.insert("payment_days".into(), s.payment_days.to_string());
        typed.extend(s.tax.map(|tax| ("tax".to_owned(), tax.percent.to_string())));
        rows = s.rows.len();
        for (n, r) in s.rows.iter().enumerate() {
            let rate = super::view::plain(Money { minor: r.rate_minor, currency: s.currency });
            typed.insert(format!("rows.{n}.item"), r.item.code().into());
            typed.insert(format!("rows.{n}.rate"), rate);
            typed.extend(r.document_type.map(|k| (format!("rows.{n}.document_type"), k.code().into())));
            typed.extend(r.class.map(|c| (format!("rows.{n}.class"), c.code().into())));
            typed.extend(r.taxon.map(|g| (format!("rows.{n}.taxon"), g.code().into())));
            typed.extend(r.term.map(|t| (format!("rows.{n}.term"), t.code().into())));
            if let Some(share) = r.share {
                let money = |minor| super::view::plain(Money { minor, currency: s.currency });
                typed.insert(format!("rows.{n}.percent"), share.percent.to_string());
                typed.insert(format!("rows.{n}.least"), money(share.least_minor));
                typed.extend(share.most_minor.map(|m| (format!("rows.{n}.most"), money(m))));
            }
            if r.item == FeeItem::Line {
                typed.insert("beyond".into(), r.beyond.to_string());
            }
        }
    }
    draw_form(&call, (rows, rows), typed, Vec::new()).await
}

/// A date of three boxes.
fn typed_date(call: &Call, name: &str) -> String {
    let part = |p: &str| call.typed(&format!("{name}-{p}")).to_owned();
    pages::parts::date::join(&part("day"), &part("month"), &part("year"))
}

/// The fees of the form as typed, blank ones left out, and which of them is asked with its lists: one at a time, because
/// each list is long.
struct Typed {
    rows: Vec<BTreeMap<String, String>>,
    open: usize,
}

impl Typed {
    fn of(call: &Call) -> Typed {
        let mut all: BTreeMap<usize, BTreeMap<String, String>> = BTreeMap::new();
        for (name, value) in &call.form {
            let Some((n, part)) = name.strip_prefix("rows.").and_then(|rest| rest.split_once('.')) else { continue };
            // One more than a schedule may have, so that the office can say so.
            let Some(n) = n.parse::<usize>().ok().filter(|n| *n <= MOST_ROWS) else { continue };
            let value = value.trim();
            if ROW_PARTS.contains(&part) && !value.is_empty() {
                all.entry(n).or_default().insert(part.to_owned(), value.to_owned());
            }
        }
        let asked = call.typed("open").parse::<usize>().unwrap_or(usize::MAX);
        let open = all.keys().position(|n| *n == asked).unwrap_or(all.len());
        Typed { rows: all.into_values().collect(), open }
    }

    fn remove(&mut self, n: usize) {
        if n >= self.rows.len() {
            return;
        }
        self.rows.remove(n);
        match self.open {
            open if open == n => self.open = self.rows.len(),
            open if open > n => self.open = open - 1,
            _ => {}
        }
    }

    /// Shows the row of the first error with its lists.
    fn turn_to(&mut self, errors: &[FieldError]) {
        let row = |e: &FieldError| e.field.strip_prefix("rows.")?.split('.').next()?.parse::<usize>().ok();
        if let Some(n) = errors.iter().find_map(row).filter(|n| *n < self.rows.len()) {
            self.open = n;
        }
    }

    async fn draw(&self, call: &Call, errors: Vec<FieldError>) -> Answer {
        let mut typed = again(call);
        typed.retain(|name, _| !name.starts_with("rows."));
        for (n, row) in self.rows.iter().enumerate() {
            typed.extend(row.iter().map(|(part, value)| (format!("rows.{n}.{part}"), value.clone())));
        }
        draw_form(call, (self.rows.len(), self.open), typed, errors).await
    }
}

/// Enters a schedule; or asks for the next fee, for another one, or leaves one out.
pub async fn propose(call: Arc<Call>) -> Answer {
    let mut typed = Typed::of(&call);
    let (go, n) = call.typed("go").split_once('.').unwrap_or((call.typed("go"), ""));
    let n = n.parse::<usize>().unwrap_or(usize::MAX);
    match go {
        "more" if typed.open == typed.rows.len() => {
            let error = FieldError::new(format!("rows.{}.item", typed.open), "choice-unknown");
            return typed.draw(&call, vec![error]).await;
        }
        "more" => typed.open = typed.rows.len(),
        "change" if n < typed.rows.len() => typed.open = n,
        "change" => {}
        "remove" => typed.remove(n),
        _ => {
            return match enter(&call, &typed.rows).await {
                Ok(row) => Ok(go_and_say(&call, &links::fee_schedule(&row.id.to_string()), "flash-saved", None)),
                Err(failure) => {
                    let errors = failure.on_form()?;
                    typed.turn_to(&errors);
                    typed.draw(&call, errors).await
                }
            };
        }
    }
    typed.draw(&call, Vec::new()).await
}

fn again(call: &Call) -> BTreeMap<String, String> {
    let mut typed = call.typed_again();
    for name in ["valid_from", "valid_until"] {
        let date = typed_date(call, name);
        if !date.is_empty() {
            typed.insert(name.into(), date);
        }
    }
    typed
}

async fn enter(call: &Call, rows: &[BTreeMap<String, String>]) -> Result<FeeScheduleRow, Failure> {
    let number = |name: &str, none: u16| -> Result<u16, Failure> {
        match call.typed(name).trim() {
            "" => Ok(none),
            text => text.parse().map_err(|_| Failure::field(name, "number-form", "Give a whole number, like 2.")),
        }
    };
    let beyond = number("beyond", 0)?;
    let given = rows.iter().map(|row| {
        let cell = |part: &str| row.get(part).cloned().unwrap_or_default();
        FeeRowBody {
            item: cell("item"),
            document_type: Some(cell("document_type")),
            class: Some(cell("class")),
            taxon: Some(cell("taxon")),
            term: Some(cell("term")),
            rate: cell("rate"),
            beyond,
            percent: Some(cell("percent")),
            least: Some(cell("least")),
            most: Some(cell("most")),
        }
    });
    let until = typed_date(call, "valid_until");
    let body = FeeScheduleBody {
        currency: call.typed("currency").trim().to_uppercase(),
        pay_point: call.typed("pay_point").to_owned(),
        payment_days: number("payment_days", 0)?,
        valid_from: typed_date(call, "valid_from"),
        valid_until: Some(until).filter(|t| !t.is_empty()),
        rows: given.collect(),
        tax: Some(call.typed("tax").to_owned()),
    };
    let schedule = entered(&body)?;
    Ok(schedule::propose(&call.app.office, &call.who()?, schedule).await?)
}
