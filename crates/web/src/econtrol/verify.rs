//! The page behind the code on the paper.

use super::api::{Checked, asked, check};
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::page_with;
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::StatusCode;
use cites::{PermitStatus, Term, Unit};
use office::registers::numbered::{self, StampAnswer};
use pages::FieldError;
use pages::econtrol::{Answer as Word, CrossingRow, VerifyLine, VerifyPage, VerifyResult};
use permits::PublicStatus;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::PublicPermit;

/// The check: number and code in the query, or the text of a scanned code in either box.
pub async fn show(call: Arc<Call>) -> Answer {
    let (number, code) = (call.asked("number").unwrap_or(""), call.asked("code").unwrap_or(""));
    let submitted = call.query.iter().any(|(n, _)| n == "number" || n == "code");
    if !submitted {
        return draw(&call, BTreeMap::new(), Vec::new(), None).await;
    }
    let mut errors = Vec::new();
    if number.is_empty() && code.is_empty() {
        errors.push(FieldError::new("number", "number-empty").help("Enter the number of the permit."));
    }
    if code.is_empty() && !number.is_empty() && !number.contains(':') {
        errors.push(FieldError::new("code", "token-empty").help("Enter the security code as printed."));
    }
    if !errors.is_empty() {
        return draw(&call, call.asked_again(), errors, None).await;
    }
    answer(&call, number, code).await
}

/// The same by the address behind the second symbol.
pub async fn by_address(call: Arc<Call>) -> Answer {
    let (number, token) = (call.param("number").to_owned(), call.param("token").to_owned());
    answer(&call, &number, &token).await
}

async fn answer(call: &Call, number: &str, code: &str) -> Answer {
    let now = call.app.office.clock.now();
    let asked = asked(number, code, &call.app.keys, day(now));
    let mut result = VerifyResult {
        answer: Word::NotKnown,
        stamp: None,
        number: asked.number.clone(),
        kind: None,
        issuer: None,
        route: None,
        valid: None,
        lines: Vec::new(),
        left_at: None,
        crossings: Vec::new(),
        checked: now,
    };
    match check(call, &asked).await? {
        Checked::NotKnown => {
            if let Some(word) = crate::blanks::border::word(call, &asked.number, &asked.code, false).await? {
                result.answer = word;
            }
        }
        Checked::NotGenuine => result.answer = Word::NotGenuine,
        Checked::Known { status, permit, used } => {
            result.answer = word(status, &permit, used, day(now));
            fill(&mut result, &permit);
            result.stamp = stamp(call, &permit).await?.map(stamp_key);
        }
    }
    draw(call, BTreeMap::new(), Vec::new(), Some(result)).await
}

/// What the stamp that was asked for says beside a permit that is known; nothing when none was asked for.
pub(super) async fn stamp(call: &Call, permit: &PublicPermit) -> Result<Option<StampAnswer>, Failure> {
    let Some(stamp) = call.asked("stamp").map(str::trim).filter(|s| !s.is_empty()) else { return Ok(None) };
    Ok(Some(numbered::stamp_of(&call.app.office, permit.party, &permit.number, stamp).await?))
}

/// Message key of a stamp's answer; without `stamp-` its code in the API.
pub(super) fn stamp_key(answer: StampAnswer) -> &'static str {
    match answer {
        StampAnswer::This => "stamp-this",
        StampAnswer::Other => "stamp-other",
        StampAnswer::NotInUse => "stamp-not-in-use",
        StampAnswer::Unknown => "stamp-unknown",
    }
}

/// The one word of a permit that is known.
pub fn word(status: PublicStatus, permit: &PublicPermit, used: bool, today: cites::Date) -> Word {
    match (status, permit.status) {
        (_, PermitStatus::Suspended) => Word::Suspended,
        // What crosses many times is as good after a crossing as before it.
        (PublicStatus::Valid, PermitStatus::PartlyUsed) if !permit.kind.reusable() => Word::PartlyUsed,
        (PublicStatus::Valid | PublicStatus::UsedUp, _) if used => Word::UsedUp,
        (PublicStatus::Valid, _) if today < permit.valid_from => Word::NotYetValid,
        (PublicStatus::Valid, _) => Word::Valid,
        (PublicStatus::Expired, _) => Word::Expired,
        (PublicStatus::Cancelled, _) => Word::Cancelled,
        (PublicStatus::Replaced, _) => Word::Replaced { by: permit.replaced_by.as_ref().map(ToString::to_string) },
        (PublicStatus::UsedUp, _) => Word::UsedUp,
    }
}

fn fill(result: &mut VerifyResult, permit: &PublicPermit) {
    // A document that is used more than once keeps what it permits until its last day.
    let left = permit.endorsed_at.is_some() && permit.status != PermitStatus::PartlyUsed;
    result.number = permit.number.to_string();
    result.kind = Some(permit.kind);
    result.issuer = Some(permit.party);
    result.route = permit.importer.map(|to| (permit.exporter, to));
    result.valid = Some((permit.valid_from, permit.valid_until));
    result.crossings = crossings(permit);
    let single = permit.endorsed_at.filter(|_| result.crossings.is_empty());
    result.left_at = single.map(|at| (at, permit.port.clone().unwrap_or_default()));
    result.lines = permit
        .lines
        .iter()
        .filter_map(|l| {
            Some(VerifyLine {
                block: l.block.clone(),
                taxon: l.taxon.clone(),
                term: Term::from_code(&l.term)?,
                permitted: l.permitted(),
                gone: l.endorsed(),
                left: if left { cites::Amount::ZERO } else { l.remaining() },
                unit: Unit::from_code(&l.unit)?,
            })
        })
        .collect();
}

/// Crossings of a reusable document, block by block, oldest first.
fn crossings(permit: &PublicPermit) -> Vec<CrossingRow> {
    let mut rows: Vec<CrossingRow> = Vec::new();
    for line in &permit.lines {
        let Some(unit) = Unit::from_code(&line.unit) else { continue };
        for c in &line.crossings {
            let what = (line.block.clone(), c.quantity(), unit);
            match rows.iter_mut().find(|r| r.at == c.at && r.out == c.out) {
                Some(row) => row.quantities.push(what),
                None => {
                    rows.push(CrossingRow { at: c.at, out: c.out, port: c.port.clone(), quantities: vec![what] });
                }
            }
        }
    }
    rows.sort_by_key(|r| r.at);
    rows
}

async fn draw(
    call: &Call,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    result: Option<VerifyResult>,
) -> Answer {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = VerifyPage {
        shell: shell(call).await,
        typed,
        issuers: call.app.office.houses().map(|h| h.party()).collect(),
        errors,
        result,
    };
    page_with(call, &shown, status)
}
