//! Scientific-exchange labels: registered institutions and the log of labels.

use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{LabelId, OrganisationId, PersonId};

queries! {
    /// Registers an institution, or writes its entry anew.
    SET_INSTITUTION = "INSERT INTO label_institution (tenant, code, name, address, organisation, active, registered_by, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant, code) DO UPDATE SET name = excluded.name, address = excluded.address, organisation = excluded.organisation, active = excluded.active, registered_by = excluded.registered_by, registered_at = excluded.registered_at";
    /// The register.
    INSTITUTIONS = "SELECT code, name, address, organisation, active, registered_by, registered_at FROM label_institution WHERE tenant = $1 ORDER BY code";
    /// One institution.
    INSTITUTION = "SELECT code, name, address, organisation, active, registered_by, registered_at FROM label_institution WHERE tenant = $1 AND code = $2";
    /// A label was printed.
    INSERT_LABEL = "INSERT INTO label_use (tenant, id, number, sender, receiver, contents, purpose, specimens, printed_by, printed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// One label.
    LABEL = "SELECT id, number, sender, receiver, contents, purpose, specimens, printed_by, printed_at FROM label_use WHERE tenant = $1 AND id = $2";
    /// How many labels of each institution and year, with the first and the last number.
    LABEL_SUMS = "SELECT sender, SUBSTR(number, 1, 2) AS year, COUNT(*) AS labels, MIN(number) AS first, MAX(number) AS last FROM label_use WHERE tenant = $1 GROUP BY sender, SUBSTR(number, 1, 2) ORDER BY 2 DESC, 1 LIMIT 500";
    /// The log, newest first.
    LABELS = "SELECT id, number, sender, receiver, contents, purpose, specimens, printed_by, printed_at FROM label_use WHERE tenant = $1 AND (printed_at, id) < ($2, $3) ORDER BY printed_at DESC, id DESC LIMIT $4";
}

/// An institution on the register.
#[derive(Debug, Clone, PartialEq)]
pub struct InstitutionRow {
    /// Registration code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Whose people print its labels.
    pub organisation: Option<OrganisationId>,
    /// On the register now?
    pub active: bool,
    /// Who registered it.
    pub registered_by: PersonId,
    /// When.
    pub registered_at: Timestamp,
}

impl InstitutionRow {
    fn of(row: &Row) -> Result<InstitutionRow, Error> {
        Ok(InstitutionRow {
            code: row.get("code")?,
            name: row.get("name")?,
            address: row.get("address")?,
            organisation: row.opt("organisation")?,
            active: row.get("active")?,
            registered_by: row.get("registered_by")?,
            registered_at: row.get("registered_at")?,
        })
    }
}

/// A label that was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelRow {
    /// Id.
    pub id: LabelId,
    /// Number.
    pub number: String,
    /// Code of the sender.
    pub sender: String,
    /// Code of the receiver.
    pub receiver: String,
    /// `herbarium`, `preserved`, `embedded` or `live_plant`.
    pub contents: String,
    /// `loan`, `donation` or `exchange`.
    pub purpose: String,
    /// Species and how many.
    pub specimens: String,
    /// Who printed it.
    pub printed_by: PersonId,
    /// When.
    pub printed_at: Timestamp,
}

/// The labels of one institution in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelSum {
    /// Code of the institution.
    pub sender: String,
    /// Last two digits of the year.
    pub year: String,
    /// How many.
    pub labels: i64,
    /// First number.
    pub first: String,
    /// Last number.
    pub last: String,
}

impl LabelRow {
    fn of(row: &Row) -> Result<LabelRow, Error> {
        Ok(LabelRow {
            id: row.get("id")?,
            number: row.get("number")?,
            sender: row.get("sender")?,
            receiver: row.get("receiver")?,
            contents: row.get("contents")?,
            purpose: row.get("purpose")?,
            specimens: row.get("specimens")?,
            printed_by: row.get("printed_by")?,
            printed_at: row.get("printed_at")?,
        })
    }
}

impl Read {
    /// Every institution, also those taken off the register.
    pub async fn institutions(&mut self) -> Result<Vec<InstitutionRow>, Error> {
        self.all(INSTITUTIONS, args![]).await?.iter().map(InstitutionRow::of).collect()
    }

    /// One institution.
    pub async fn institution(&mut self, code: &str) -> Result<Option<InstitutionRow>, Error> {
        self.opt(INSTITUTION, args![code]).await?.as_ref().map(InstitutionRow::of).transpose()
    }

    /// One label.
    pub async fn label(&mut self, id: LabelId) -> Result<Option<LabelRow>, Error> {
        self.opt(LABEL, args![id]).await?.as_ref().map(LabelRow::of).transpose()
    }

    /// How many labels of each institution and year, the last year first.
    pub async fn label_sums(&mut self) -> Result<Vec<LabelSum>, Error> {
        let one = |row: &Row| {
            Ok(LabelSum {
                sender: row.get("sender")?,
                year: row.get("year")?,
                labels: row.get("labels")?,
                first: row.get("first")?,
                last: row.get("last")?,
            })
        };
        self.all(LABEL_SUMS, args![]).await?.iter().map(one).collect()
    }

    /// Labels, newest first.
    pub async fn labels(&mut self, after: Cursor, limit: i64) -> Result<Page<LabelRow>, Error> {
        let rows = self.all(LABELS, args![after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "printed_at", LabelRow::of)
    }
}

impl Tx {
    /// Registers an institution, or writes its entry anew.
    pub async fn institution_set(&mut self, i: &InstitutionRow) -> Result<(), Error> {
        self.change(
            SET_INSTITUTION,
            args![i.code, i.name, i.address, i.organisation, i.active, i.registered_by, i.registered_at],
        )
        .await?;
        Ok(())
    }

    /// Logs a label.
    pub async fn label_insert(&mut self, l: &LabelRow) -> Result<(), Error> {
        self.change(
            INSERT_LABEL,
            args![l.id, l.number, l.sender, l.receiver, l.contents, l.purpose, l.specimens, l.printed_by, l.printed_at],
        )
        .await?;
        Ok(())
    }
}
