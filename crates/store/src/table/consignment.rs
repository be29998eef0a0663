//! Which permits several consignments of one application have.

use crate::sql::{args, queries};
use crate::{Error, Tx};
use cites::ids::{ApplicationId, PermitId};
use permits::Consignment;

queries! {
    /// Which of several consignments a permit is for; written once.
    INSERT_CONSIGNMENT = "INSERT INTO consignment (tenant, application, nth, of_all, permit) VALUES ($1, $2, $3, $4, $5)";
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
