//! Which cases amend a permit: asked for by its holder, or begun by an officer.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ApplicationStatus;
use cites::Timestamp;
use cites::ids::{ApplicationId, PermitId};

queries! {
    /// A case begins that amends a permit.
    INSERT_AMENDMENT = "INSERT INTO amendment (tenant, application, permit, asked, begun_at) VALUES ($1, $2, $3, $4, $5)";
    /// The cases that amend a permit, the newest first.
    AMENDMENTS = "SELECT m.application, m.asked, m.begun_at, a.reference, a.status, a.closed_at, a.changed_at FROM amendment m JOIN application a ON a.tenant = m.tenant AND a.id = m.application WHERE m.tenant = $1 AND m.permit = $2 ORDER BY m.begun_at DESC, m.application DESC LIMIT 20";
    /// Which permit a case amends.
    AMENDS = "SELECT permit, asked FROM amendment WHERE tenant = $1 AND application = $2";
}

/// A case that amends a permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentRow {
    /// The case.
    pub application: ApplicationId,
    /// Its reference.
    pub reference: String,
    /// Did the holder ask for it?
    pub asked: bool,
    /// When it began.
    pub begun_at: Timestamp,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// Is it still open?
    pub open: bool,
    /// When it last changed.
    pub changed_at: Timestamp,
}

impl AmendmentRow {
    fn of(row: &Row) -> Result<AmendmentRow, Error> {
        Ok(AmendmentRow {
            application: row.get("application")?,
            reference: row.get("reference")?,
            asked: row.get::<i64>("asked")? != 0,
            begun_at: row.get("begun_at")?,
            status: row.code("status", ApplicationStatus::from_code)?,
            open: row.opt::<Timestamp>("closed_at")?.is_none(),
            changed_at: row.get("changed_at")?,
        })
    }
}

impl Read {
    /// The cases that amend a permit, the newest first; at most twenty.
    pub async fn amendments_of(&mut self, permit: PermitId) -> Result<Vec<AmendmentRow>, Error> {
        self.all(AMENDMENTS, args![permit]).await?.iter().map(AmendmentRow::of).collect()
    }

    /// Which permit a case amends, and whether its holder asked for it; `None`: it amends none.
    pub async fn amends(&mut self, application: ApplicationId) -> Result<Option<(PermitId, bool)>, Error> {
        let row = self.opt(AMENDS, args![application]).await?;
        row.map(|row| Ok((row.get("permit")?, row.get::<i64>("asked")? != 0))).transpose()
    }
}

impl Tx {
    /// A case begins that amends a permit. `asked`: its holder asked for it.
    pub async fn amendment_insert(
        &mut self,
        application: ApplicationId,
        permit: PermitId,
        asked: bool,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_AMENDMENT, args![application, permit, i64::from(asked), at]).await?;
        Ok(())
    }
}
