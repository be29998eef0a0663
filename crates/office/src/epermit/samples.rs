//! Samples of an inspection: what was taken, under which seal, to which laboratory, and what it found.

use crate::shared::act;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, SampleId, SampleKind};
use cites::{Role, Timestamp};
use store::{AuditEntry, SampleRow, Tx};

/// Most samples of one visit.
pub const MOST: usize = 50;

/// Who sees the samples of a case.
pub const READERS: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Enforcement,
    Role::Auditor,
];
/// Who writes down what a laboratory found.
pub const WRITERS: &[Role] = &[Role::Inspector, Role::MaOfficer, Role::MaSupervisor];

/// A sample as the inspector reports it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// What was taken, and from what.
    pub what: String,
    /// Number of the sample or of its seal.
    pub number: String,
    /// The laboratory it goes to; blank when that is not known yet.
    pub laboratory: String,
}

fn short(field: String, text: &str, code: &str, help: &str) -> Result<String, Error> {
    let text = text.trim();
    let bad = text.is_empty() || text.chars().count() > 300 || text.chars().any(char::is_control);
    if bad { Err(Error::value(&field, code, help)) } else { Ok(text.to_owned()) }
}

/// Writes the samples of a visit down, in the transaction of its report. Fields are `sample.<n>.what` and the like, from 1.
///
/// # Errors
/// `sample-what`, `sample-number`, `sample-twice`, `samples-many`, or what the archive says.
pub(super) async fn record(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    case: ApplicationId,
    now: Timestamp,
    taken: &[Taken],
) -> Result<(), Error> {
    if taken.len() > MOST {
        return Err(Error::value("sample.1.what", "samples-many", "Report at most 50 samples of one visit."));
    }
    for (n, one) in (1..).zip(taken) {
        // A row that nobody wrote in; the others keep their numbers.
        if [&one.what, &one.number, &one.laboratory].iter().all(|t| t.trim().is_empty()) {
            continue;
        }
        let number_field = format!("sample.{n}.number");
        let help = "Say what was taken and from what.";
        let what = short(format!("sample.{n}.what"), &one.what, "sample-what", help)?;
        let help = "Give the number of the sample or of its seal.";
        let number = short(number_field.clone(), &one.number, "sample-number", help)?;
        let laboratory = match one.laboratory.trim() {
            "" => String::new(),
            text => short(format!("sample.{n}.laboratory"), text, "sample-what", "Name the laboratory.")?,
        };
        let row = SampleRow {
            id: office.id::<SampleKind>(now),
            application: case,
            what,
            number,
            laboratory,
            taken_by: who.person()?.id,
            taker: String::new(),
            taken_at: now,
            result: None,
        };
        tx.sample_insert(&row).await.map_err(|e| {
            if e.is_duplicate() {
                return Error::value(
                    &number_field,
                    "sample-twice",
                    "Another sample has this number; read it once more.",
                );
            }
            e.into()
        })?;
    }
    Ok(())
}

/// The samples of a case, in the order they were taken.
///
/// # Errors
/// [`Error::NotPermitted`] for the applicants' side, [`Error::NotFound`], or what the archive says.
pub async fn of_case(office: &Office, who: &Who, id: ApplicationId) -> Result<Vec<SampleRow>, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    case::load(&mut read, who, id).await?;
    Ok(read.samples_of(id).await?)
}

/// Writes down what the laboratory found; once, whoever comes at the same moment. `laboratory` counts where none was named
/// when the sample was taken.
///
/// # Errors
/// `sample-result`, `sample-answered`, [`Error::NotPermitted`], [`Error::NotFound`], or what the archive says.
pub async fn answer(
    office: &Office,
    who: &Who,
    id: SampleId,
    laboratory: &str,
    result: &str,
) -> Result<SampleRow, Error> {
    who.must_be(WRITERS)?;
    let by = who.person()?.id;
    let result = result.trim();
    if result.is_empty() || result.chars().count() > 2000 {
        return Err(Error::value("result", "sample-result", "Write what the laboratory found."));
    }
    let now = office.clock.now();
    act::run!(office, who, now, "answer_sample", |tx| {
        let found = tx.sample(id).await?.ok_or(Error::NotFound("sample"))?;
        case::load(tx, who, found.application).await.map_err(|_| Error::NotFound("sample"))?;
        let named = if found.laboratory.is_empty() { laboratory.trim() } else { &found.laboratory };
        tx.sample_answer(id, named, result, by).await.map_err(|e| match e {
            store::Error::Stale(_) => {
                let help = "Somebody wrote the answer down before; reload the page.";
                Error::value("result", "sample-answered", help)
            }
            other => other.into(),
        })?;
        let words = serde_json::json!({ "sample": found.number, "laboratory": named, "result": result });
        tx.audit(AuditEntry::new("answer_sample", "application", found.application).payload(&words)?);
        Ok(((), id.to_string()))
    })?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.sample(id).await?.ok_or(Error::NotFound("sample"))
}
