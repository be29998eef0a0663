//! The sheet of security paper that a permit is printed on for its signature. Where a Party keeps such paper, printing asks
//! for the sheet, once for each print; a sheet that was misprinted is spoiled in the same act that takes the next one.

use super::numbered::{BINDERS, absent, facts, numbers, words};
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::PermitStatus;
use cites::ids::{JobKind, PermitId};
use cites::marks::{Mark, MarkKind};
use permits::Permit;
use store::{AuditEntry, Numbered, PapersOf, PieceMove, PieceState, Read, SheetRow};

/// May this permit still be printed for signature?
pub fn prints(permit: &Permit) -> bool {
    use PermitStatus as S;
    matches!(permit.status(), S::Issued | S::Delivered | S::Held | S::PartlyUsed)
}

/// The stamp and the sheets of a permit, those that were spoiled included. Where the Party keeps no security paper, a permit
/// prints without being asked.
///
/// # Errors
/// What the archive says.
pub async fn of_permit(read: &mut Read, permit: &Permit) -> Result<PapersOf, Error> {
    Ok(read.papers_of(permit.application(), permit.consignment().nth).await?)
}

/// Must whoever prints this permit name a sheet first? Only those who print for signature are asked.
///
/// # Errors
/// What the archive says.
pub async fn asks(office: &Office, who: &Who, permit: &Permit) -> Result<bool, Error> {
    if who.must_be(BINDERS).is_err() || !prints(permit) {
        return Ok(false);
    }
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let papers = of_permit(&mut read, permit).await?;
    Ok(papers.kept && papers.sheets.iter().all(|s| s.state != PieceState::Used))
}

/// Takes a sheet for printing a permit. A permit that is printed already is printed again only with a reason, and the sheet
/// before is spoiled. Answers all its sheets.
///
/// # Errors
/// `sheet-one`, `sheet-again` at `reason`, `sheet-permit`, `numbers-not-there` at `sheet` when the sheet is not in stock,
/// [`Error::NotPermitted`], [`Error::NotFound`], or what the archive says.
pub async fn print(
    office: &Office,
    who: &Who,
    id: PermitId,
    typed: &str,
    reason: &str,
) -> Result<Vec<SheetRow>, Error> {
    who.must_be(BINDERS)?;
    let sheet = numbers(Numbered::Paper, None, typed).map_err(at_sheet)?;
    if sheet.count() != 1 {
        return Err(Error::value("sheet", "sheet-one", "Give the number of one sheet."));
    }
    let now = office.clock.now();
    let (event, torn) = (office.id::<JobKind>(now), office.id::<JobKind>(now));
    act::run!(office, who, now, "print_on_sheet", |tx| {
        // The permit's row makes two who print it at the same moment go one after the other.
        let stored = paper::lock(tx, who, id).await?;
        let permit = &stored.value;
        if !prints(permit) {
            return Err(Error::value("", "sheet-permit", "This permit is not in force; it is not printed any more."));
        }
        let carrier = (permit.application(), permit.consignment().nth);
        let before = tx.pieces_on(carrier.0, carrier.1, Numbered::Paper).await?;
        let moved = |range: Mark, to: PieceState, note: String| PieceMove {
            kind: Numbered::Paper,
            range,
            act: if to == PieceState::Used { "use" } else { "spoil" },
            from: if to == PieceState::Used { PieceState::Stock } else { PieceState::Used },
            to,
            held: (None, None),
            holds: (None, None),
            holder: None,
            carrier: (to == PieceState::Used).then_some(carrier),
            was_reported_by: None,
            reported_by: None,
            written_off_by: None,
            on: day(now),
            note,
        };
        if let Some(first) = before.first() {
            let help = format!("It is printed on sheet {} already; say why it is printed again.", first.first);
            let why = words(reason).map_err(|_| Error::value("reason", "sheet-again", help))?;
            for (n, old) in before.iter().enumerate() {
                let range = Mark::parse(Some(MarkKind::Other), &old.first).map_err(Error::internal)?;
                let event = if n == 0 { torn } else { office.id::<JobKind>(now) };
                if tx.pieces_move(&moved(range, PieceState::Spoiled, why.clone()), event).await? != 1 {
                    return Err(at_sheet(absent()));
                }
            }
        }
        let use_it = moved(sheet.clone(), PieceState::Used, permit.number().to_string());
        if tx.pieces_move(&use_it, event).await? != 1 {
            return Err(at_sheet(absent()));
        }
        let words = serde_json::json!({ "sheet": facts(&sheet, reason.trim()), "number": permit.number() });
        tx.audit(AuditEntry::new("print_on_sheet", "permit", id).payload(&words)?);
        Ok(((), id.to_string()))
    })?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = paper::load(&mut read, who, id).await?;
    Ok(of_permit(&mut read, &stored.value).await?.sheets)
}

fn at_sheet(error: Error) -> Error {
    match error {
        Error::Value { code, help, .. } => Error::Value { field: "sheet".to_owned(), code, help },
        other => other,
    }
}
