//! Box 2: the last day of a document, by its kind or by what it rests on (`spec/permits.md` section 2).

use crate::draft::Draft;
use crate::error::ActError;
use crate::particulars::Particulars;
use cites::{Date, DocumentType};
use jiff::ToSpan as _;

/// Last day, included, of a document issued on `from`.
///
/// `own_months`: the Party's own limit for export permits, 0 = the Convention's (Art. VI.2). `replaced`: last day of the
/// document that this one replaces. Kinds of which the table fixes no months are valid for six.
///
/// # Errors
/// `validity-over` when what it rests on (carnet, replaced document, year of the quota) ends before it could begin.
pub fn last_day(draft: &Draft, own_months: u8, from: Date, replaced: Option<Date>) -> Result<Date, ActError> {
    let kind = draft.base();
    let most = match kind.max_validity_months() {
        0 => 6,
        months => months,
    };
    let months = if own_months == 0 || kind != DocumentType::Export { most } else { most.min(own_months) };
    let mut last = months_from(from, months)?;
    if let Particulars::Collection { until, .. } = &draft.particulars {
        last = last.min(*until);
    }
    if draft.shared_stock {
        last = last.min(shared_stock(draft, kind, from)?);
    }
    if let Some(replaced) = replaced {
        last = last.min(replaced);
    }
    if last < from {
        return Err(ActError::precondition(
            "validity-over",
            "Ask the applicant for a new basis: what this document rests on (carnet, replaced document, export permit) has ended.",
        ));
    }
    match draft.valid_until {
        Some(until) if until < from => Err(ActError::precondition(
            "validity-proposed-over",
            "Have the case examined again and another last day proposed: the last day that was approved has passed.",
        )),
        Some(until) => Ok(last.min(until)),
        None => Ok(last),
    }
}

/// Six months from 21 November end with 20 May; from 31 August with the last of February.
fn months_from(from: Date, months: u8) -> Result<Date, ActError> {
    let same = from.checked_add(i64::from(months).months()).map_err(|_| calendar())?;
    if same.day() == from.day() { same.yesterday().map_err(|_| calendar()) } else { Ok(same) }
}

/// The year of shared sturgeon quotas ends with the last of February; a re-export ends 18 months after the export permit.
fn shared_stock(draft: &Draft, kind: DocumentType, from: Date) -> Result<Date, ActError> {
    if kind == DocumentType::Reexport {
        let permits = draft.lines.iter().filter_map(|l| l.origin.as_ref()?.date);
        let Some(first) = permits.min() else {
            return Err(ActError::precondition(
                "validity-origin-date",
                "Ask for the date of the original export permit: the re-export of this caviar ends 18 months after it.",
            ));
        };
        return months_from(first, 18);
    }
    let year = if from.month() < 3 { from.year() } else { from.year() + 1 };
    let march = Date::new(year, 3, 1).map_err(|_| calendar())?;
    march.yesterday().map_err(|_| calendar())
}

fn calendar() -> ActError {
    ActError::precondition("validity-calendar", "Check the date: the calendar ends there.")
}
