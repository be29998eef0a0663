//! Findings of the Scientific Authority that stand for more than one case, until a day and up to a cap.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{FindingId, QuotaId};
use cites::{Amount, CountryCode, Date, FindingKind, Source, Term, Timestamp, Unit};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! columns {
    () => {
        "id, number, kind, taxon, origin, source, term, cap_unit, cap_micro, quota, valid_until_on, given_at, withdrawn_at, body"
    };
}

queries! {
    /// A finding begins to stand.
    INSERT_STANDING = "INSERT INTO standing_finding (tenant, id, number, kind, taxon, origin, source, term, cap_unit, cap_micro, quota, valid_until_on, given_at, withdrawn_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, $14)";
    /// The Authority takes it back.
    WITHDRAW_STANDING = "UPDATE standing_finding SET withdrawn_at = $3 WHERE tenant = $1 AND id = $2 AND withdrawn_at IS NULL";
    /// One of them.
    STANDING = concat!("SELECT ", columns!(), " FROM standing_finding WHERE tenant = $1 AND id = $2");
    /// Those of a taxon, the newest first.
    STANDING_OF_TAXON = concat!("SELECT ", columns!(), " FROM standing_finding WHERE tenant = $1 AND taxon = $2 ORDER BY given_at DESC, id DESC LIMIT 100");
    /// All of them that are in date, by taxon.
    STANDING_IN_DATE = concat!("SELECT ", columns!(), " FROM standing_finding WHERE tenant = $1 AND valid_until_on >= $2 AND withdrawn_at IS NULL ORDER BY taxon, given_at, id LIMIT 500");
}

/// A finding that begins to stand.
#[derive(Debug, Clone)]
pub struct NewStanding {
    /// Id of the finding.
    pub id: FindingId,
    /// Number people quote.
    pub number: String,
    /// What it answers.
    pub kind: FindingKind,
    /// Accepted name.
    pub taxon: String,
    /// Origin; `None`: every one.
    pub origin: Option<CountryCode>,
    /// Source; `None`: every one.
    pub source: Option<Source>,
    /// Term; `None`: every one.
    pub term: Option<Term>,
    /// Cap with its unit and the quota that counts against it.
    pub cap: Option<(Amount, Unit, QuotaId)>,
    /// Last day.
    pub valid_until: Date,
}

/// A standing finding as kept.
#[derive(Debug, Clone)]
pub struct StandingRow<T> {
    /// Its columns.
    pub standing: NewStanding,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// The finding.
    pub finding: T,
}

impl<T: DeserializeOwned> StandingRow<T> {
    fn of(row: &Row) -> Result<StandingRow<T>, Error> {
        let amount: Option<Amount> = row.opt("cap_micro")?;
        let unit = row.code_opt("cap_unit", Unit::from_code)?;
        let quota: Option<QuotaId> = row.opt("quota")?;
        Ok(StandingRow {
            standing: NewStanding {
                id: row.get("id")?,
                number: row.get("number")?,
                kind: row.code("kind", FindingKind::from_code)?,
                taxon: row.get("taxon")?,
                origin: row.opt("origin")?,
                source: row.code_opt("source", Source::from_code)?,
                term: row.code_opt("term", Term::from_code)?,
                cap: amount.zip(unit).zip(quota).map(|((amount, unit), quota)| (amount, unit, quota)),
                valid_until: row.get("valid_until_on")?,
            },
            given_at: row.get("given_at")?,
            withdrawn_at: row.opt("withdrawn_at")?,
            finding: row.json("body")?,
        })
    }
}

impl Read {
    /// One standing finding.
    pub async fn standing<T: DeserializeOwned>(&mut self, id: FindingId) -> Result<Option<StandingRow<T>>, Error> {
        self.opt(STANDING, args![id]).await?.as_ref().map(StandingRow::of).transpose()
    }

    /// The standing findings of a taxon, the newest first, ended ones too.
    pub async fn standing_of_taxon<T: DeserializeOwned>(&mut self, taxon: &str) -> Result<Vec<StandingRow<T>>, Error> {
        self.all(STANDING_OF_TAXON, args![taxon]).await?.iter().map(StandingRow::of).collect()
    }

    /// The standing findings that may be relied upon on a day.
    pub async fn standing_in_date<T: DeserializeOwned>(&mut self, on: Date) -> Result<Vec<StandingRow<T>>, Error> {
        self.all(STANDING_IN_DATE, args![on]).await?.iter().map(StandingRow::of).collect()
    }
}

impl Tx {
    /// A finding begins to stand.
    pub async fn standing_insert(&mut self, s: &NewStanding, finding: &impl Serialize) -> Result<(), Error> {
        let (at, body) = (self.at(), serde_json::to_string(finding)?);
        let cap = s.cap;
        self.change(
            INSERT_STANDING,
            args![
                s.id,
                s.number,
                s.kind.code(),
                s.taxon,
                s.origin,
                s.source.map(|c| c.code().to_owned()),
                s.term.map(|c| c.code().to_owned()),
                cap.map(|c| c.1.code().to_owned()),
                cap.map(|c| c.0),
                cap.map(|c| c.2),
                s.valid_until,
                at,
                body
            ],
        )
        .await?;
        Ok(())
    }

    /// The Authority takes it back.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was taken back before.
    pub async fn standing_withdraw(&mut self, id: FindingId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("standing finding", WITHDRAW_STANDING, args![id, at]).await
    }
}
