//! Which permits several consignments of one application have.

use crate::sql::{args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, PermitId};
use permits::Consignment;

queries! {
    /// Which of several consignments a permit is for; written once.
    INSERT_CONSIGNMENT = "INSERT INTO consignment (tenant, application, nth, of_all, permit) VALUES ($1, $2, $3, $4, $5)";
    /// How many consignments of up to thirty applications have their permit; free places repeat one of them.
    SIGNED = "SELECT application, COUNT(*) AS signed, MAX(of_all) AS of_all FROM consignment WHERE tenant = $1 AND application IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31) GROUP BY application";
}

impl Read {
    /// Of the applications on a page of a list, at most thirty, those for several consignments that have permits: how many
    /// are signed, and of how many. One question for all of them.
    pub async fn consignments_signed(
        &mut self,
        ids: &[ApplicationId],
    ) -> Result<Vec<(ApplicationId, i64, i64)>, Error> {
        let Some(places) = super::people::thirty(ids) else { return Ok(Vec::new()) };
        let rows = self.all(SIGNED, places).await?;
        rows.iter().map(|row| Ok((row.get("application")?, row.get("signed")?, row.get("of_all")?))).collect()
    }
}

impl Tx {
    /// Writes down for which consignment a permit is. The only one of its application has no row.
    ///
    /// # Errors
    /// [`Error::Refused`] when the consignment has its permit already.
    pub(crate) async fn consignment_insert(
        &mut self,
        application: ApplicationId,
        which: Consignment,
        permit: PermitId,
    ) -> Result<(), Error> {
        self.change(INSERT_CONSIGNMENT, args![application, i64::from(which.nth), i64::from(which.of), permit]).await?;
        Ok(())
    }
}
