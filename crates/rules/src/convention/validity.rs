//! Box 2: how long a document may be valid.

use crate::Citation;
use crate::case::Case;
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, messages};
use crate::trace::Severity;
use cites::{Date, DocumentType};
use jiff::ToSpan;

messages! {
    V1 = "rule-v1", "Longest validity", "Validité maximale", "Validez máxima", "أطول صلاحية";
    V1_LONG = "v1-long",
        "Set the last day of validity to {0} at the latest: {1} is valid for {2} months at most.",
        "Fixez le dernier jour de validité au {0} au plus tard. Durée maximale du document ({1}) : {2} mois.",
        "Fije el último día de validez a más tardar el {0}. Duración máxima del documento ({1}): {2} meses.",
        "اجعل آخر يوم للصلاحية {0} على الأكثر: أطول صلاحية بالأشهر لهذه الوثيقة ({1}) هي {2}.";
    V2 = "rule-v2", "Days in order", "Dates dans l'ordre", "Fechas en orden", "ترتيب الأيام";
    V2_ORDER = "v2-order",
        "Choose a last day of validity that is not before the first day {0} and not in the past.",
        "Choisissez un dernier jour de validité qui ne précède pas le premier ({0}) et n'est pas passé.",
        "Elija un último día de validez que no sea anterior al primero ({0}) ni haya pasado.",
        "اختر آخر يوم للصلاحية لا يسبق اليوم الأول {0} ولا يكون قد مضى.";
}

/// The last day on which a document that starts on a day may be valid; `None` where the table fixes no months.
///
/// Six months from 21 November end with 20 May: the day of the same number is the first one after.
pub fn last_day(kind: DocumentType, from: Date) -> Option<Date> {
    let months = i32::from(kind.max_validity_months());
    if months == 0 {
        return None;
    }
    let same_day = from.checked_add(months.months()).ok()?;
    // From 31 August six months lead to the last of February; nothing to take off then.
    if same_day.day() == from.day() { same_day.yesterday().ok() } else { Some(same_day) }
}

/// Is a period no longer than the table allows? Documents of other Parties may count the same day of the month in.
pub(crate) fn within(kind: DocumentType, from: Date, until: Date) -> bool {
    last_day(kind, from).is_none_or(|last| until <= last || last.tomorrow().is_ok_and(|next| until == next))
}

fn v1(case: &Case<'_>, answer: &mut Answer) {
    let (Some((from, until)), Some(kind)) = (case.facts.validity, case.facts.in_box_1()) else { return };
    if let Some(last) = last_day(kind, from)
        && !within(kind, from, until)
    {
        let months = Arg::Number(u32::from(kind.max_validity_months()));
        answer.fails(V1_LONG.with([Arg::Date(last), Arg::Document(kind), months]));
    }
}

fn v2(case: &Case<'_>, answer: &mut Answer) {
    if let Some((from, until)) = case.facts.validity
        && (until < from || until < case.on)
    {
        answer.fails(V2_ORDER.with([Arg::Date(from)]));
    }
}

fn chosen(case: &Case<'_>) -> bool {
    case.facts.validity.is_some() && case.facts.document.is_some()
}

pub(crate) static RULES: &[Rule] = &[
    Rule {
        id: "V1",
        title: V1,
        citation: Citation::new("CITES", "Art. VI.2; Res. Conf. 12.3, Annex 1", super::TEXT),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole { applies: chosen, holds: v1 },
    },
    Rule {
        id: "V2",
        title: V2,
        citation: Citation::new("Res. Conf. 12.3", "Annex 1", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole { applies: chosen, holds: v2 },
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_export_permit_of_21_november_ends_with_20_may() {
        assert_eq!(last_day(DocumentType::Export, date(2026, 11, 21)), Some(date(2027, 5, 20)));
        assert_eq!(last_day(DocumentType::Import, date(2026, 11, 21)), Some(date(2027, 11, 20)));
        assert_eq!(last_day(DocumentType::Export, date(2026, 8, 31)), Some(date(2027, 2, 28)));
        assert_eq!(last_day(DocumentType::Scilabel, date(2026, 8, 31)), None);
    }
}
