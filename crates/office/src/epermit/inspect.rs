//! An inspection: ordered, reported, taken up again.

use super::attach::{self, Put};
use super::samples::{self, Taken};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;
use permits::application::state::{Counted, InspectionOrder};

/// How an inspection may end (`data/codes/inspection_outcomes.csv`; a test compares).
pub const OUTCOMES: &[&str] = &[
    "CONFORM",
    "QTY_LESS",
    "QTY_MORE",
    "SPECIES_OTHER",
    "MARKS_MISSING",
    "WELFARE",
    "DOCS_MISSING",
    "NOT_READY",
    "FRAUD",
];

/// What the inspector brings back.
#[derive(Debug, Clone)]
pub struct Report {
    /// Outcome code (`data/codes/inspection_outcomes.csv`).
    pub outcome: String,
    /// What was counted, block by block; quantities may go down, never up.
    pub counted: Vec<Counted>,
    /// In words.
    pub text: String,
    /// Photos and papers.
    pub papers: Vec<Put>,
    /// Samples that were taken.
    pub samples: Vec<Taken>,
}

/// Orders an inspection: why, where, when, and what is to be counted.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn request(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    reason: String,
    order: InspectionOrder,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "request_inspection", |_, _, _| {
        Ok(ApplicationAct::RequestInspection { reason: reason.clone(), order: order.clone() })
    })
}

/// An inspection that waits, with its case.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Columns of the case.
    pub row: store::ApplicationRow,
    /// Where, when, what; the place is never blank.
    pub order: InspectionOrder,
    /// Since when it is ordered.
    pub since: cites::Timestamp,
    /// Who applies.
    pub applicant: String,
}

/// The inspections that wait, at most 200, by day and place; those without a day come last.
///
/// # Errors
/// What the archive says.
pub async fn waiting(office: &Office, who: &Who) -> Result<Vec<Waiting>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    // Whatever else is open and shown.
    let task = cites::ApplicationStatus::InspectionRequested;
    let found = read.tasklist_whole::<permits::Application>(task, 200).await?;
    let mut out: Vec<Waiting> = found
        .into_iter()
        .filter_map(|stored| {
            let (request, order) = stored.value.state().inspection()?;
            let party = stored.value.draft().map(|d| &d.exporter);
            let mut order = order.clone();
            if order.place.trim().is_empty() {
                order.place = party.map(|p| format!("{}, {}", p.address.street, p.address.city)).unwrap_or_default();
            }
            let applicant = party.map(|p| p.name.clone()).unwrap_or_default();
            Some(Waiting { since: request.stamp.at, row: stored.columns, order, applicant })
        })
        .collect();
    out.sort_by(|a, b| {
        let key = |w: &Waiting| (w.order.on.is_none(), w.order.on, w.order.place.clone(), w.since);
        key(a).cmp(&key(b))
    });
    Ok(out)
}

/// Records the inspector's report.
///
/// # Errors
/// A counted quantity above the one asked for, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn report(office: &Office, who: &Who, id: ApplicationId, report: Report) -> Result<Stepped, Error> {
    if !OUTCOMES.contains(&report.outcome.as_str()) {
        return Err(Error::value("outcome", "inspection-outcome", "Choose the outcome from the list."));
    }
    case::step!(office, who, id, "inspection_report", |tx, application, now| {
        Box::pin(crate::registers::marks::inspected(tx, application, &report.counted)).await?;
        samples::record(tx, office, who, id, now, &report.samples).await?;
        let evidence = attach::record(tx, id, &report.papers).await?;
        Ok(ApplicationAct::InspectionReport {
            outcome: report.outcome.clone(),
            counted: report.counted.clone(),
            text: report.text.clone(),
            evidence,
        })
    })
}

/// Goes on with the examination.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn resume(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    case::step!(office, who, id, "resume", |_, _, _| Ok(ApplicationAct::Resume))
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_inspection_ends_in_one_of_the_ways_of_the_code_list() {
        let table = include_str!("../../../../data/codes/inspection_outcomes.csv");
        let codes: Vec<&str> = table.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
        assert_eq!(super::OUTCOMES, codes);
    }
}
