//! Samples taken at inspections, and what the laboratory found.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{ApplicationId, PersonId, SampleId};

macro_rules! sample {
    () => {
        "SELECT s.id, s.application, s.what, s.number, s.laboratory, s.taken_by, s.taken_at, s.result, s.result_at, t.name AS taker, r.name AS reporter FROM inspection_sample s LEFT JOIN person t ON t.tenant = s.tenant AND t.id = s.taken_by LEFT JOIN person r ON r.tenant = s.tenant AND r.id = s.result_by "
    };
}

queries! {
    /// A sample was taken.
    INSERT_SAMPLE = "INSERT INTO inspection_sample (tenant, id, application, what, number, laboratory, taken_by, taken_at, result, result_by, result_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL, NULL)";
    /// The laboratory answered: once.
    ANSWER_SAMPLE = "UPDATE inspection_sample SET laboratory = $3, result = $4, result_by = $5, result_at = $6 WHERE tenant = $1 AND id = $2 AND result IS NULL";
    /// One sample.
    SAMPLE = concat!(sample!(), "WHERE s.tenant = $1 AND s.id = $2");
    /// The samples of a case, in the order they were taken.
    SAMPLES_OF_CASE = concat!(sample!(), "WHERE s.tenant = $1 AND s.application = $2 ORDER BY s.taken_at, s.id LIMIT 200");
}

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleRow {
    /// Id.
    pub id: SampleId,
    /// The case that was inspected.
    pub application: ApplicationId,
    /// What was taken, and from what.
    pub what: String,
    /// Number of the sample or of its seal.
    pub number: String,
    /// The laboratory it goes to; empty until that is known.
    pub laboratory: String,
    /// Who took it.
    pub taken_by: PersonId,
    /// That person's name.
    pub taker: String,
    /// When.
    pub taken_at: Timestamp,
    /// What the laboratory found, who wrote it down, and when.
    pub result: Option<(String, String, Timestamp)>,
}

impl SampleRow {
    fn of(row: &Row) -> Result<SampleRow, Error> {
        let (result, at): (Option<String>, Option<Timestamp>) = (row.opt("result")?, row.opt("result_at")?);
        let (taker, reporter): (Option<String>, Option<String>) = (row.opt("taker")?, row.opt("reporter")?);
        Ok(SampleRow {
            id: row.get("id")?,
            application: row.get("application")?,
            what: row.get("what")?,
            number: row.get("number")?,
            laboratory: row.get("laboratory")?,
            taken_by: row.get("taken_by")?,
            taker: taker.unwrap_or_default(),
            taken_at: row.get("taken_at")?,
            result: result.zip(at).map(|(text, at)| (text, reporter.unwrap_or_default(), at)),
        })
    }
}

impl Read {
    /// One sample.
    pub async fn sample(&mut self, id: SampleId) -> Result<Option<SampleRow>, Error> {
        self.opt(SAMPLE, args![id]).await?.as_ref().map(SampleRow::of).transpose()
    }

    /// The samples of a case, in the order they were taken, at most 200.
    pub async fn samples_of(&mut self, case: ApplicationId) -> Result<Vec<SampleRow>, Error> {
        self.all(SAMPLES_OF_CASE, args![case]).await?.iter().map(SampleRow::of).collect()
    }
}

impl Tx {
    /// A sample was taken; it begins without a result whatever the row says.
    ///
    /// # Errors
    /// [`Error::Refused`] when its number is there already.
    pub async fn sample_insert(&mut self, s: &SampleRow) -> Result<(), Error> {
        let values = args![s.id, s.application, s.what, s.number, s.laboratory, s.taken_by, s.taken_at];
        self.change(INSERT_SAMPLE, values).await?;
        Ok(())
    }

    /// The laboratory answered.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody wrote its answer down before.
    pub async fn sample_answer(
        &mut self,
        id: SampleId,
        laboratory: &str,
        result: &str,
        by: PersonId,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change_one("sample", ANSWER_SAMPLE, args![id, laboratory, result, by, at]).await
    }
}
