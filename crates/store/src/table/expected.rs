//! When and where goods are expected: as planned in the application when it was approved, or by the permit's last day.

use super::permit::{PermitRow, columns};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Date;
use cites::ids::{ApplicationId, PermitId};

/// The planned day, or the last day of the permit where none was named or it lies behind that.
macro_rules! due {
    () => {
        "CASE WHEN p.plan_on < p.valid_until_on THEN p.plan_on ELSE p.valid_until_on END"
    };
}

queries! {
    /// The plan of an application that is approved, perhaps once more.
    SET_PLAN = "INSERT INTO shipment_plan (tenant, application, port, planned_on) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, application) DO UPDATE SET port = excluded.port, planned_on = excluded.planned_on";
    /// Permits that nobody used so far and that are valid on a day, expected until another day, at one port (empty: at any), the soonest first.
    EXPECTED = concat!("SELECT p.* FROM (SELECT ", columns!(), ", COALESCE((SELECT w.port FROM shipment_plan w WHERE w.tenant = permit.tenant AND w.application = permit.application), '') AS plan_port, (SELECT w.planned_on FROM shipment_plan w WHERE w.tenant = permit.tenant AND w.application = permit.application) AS plan_on FROM permit WHERE tenant = $1 AND status IN ('ISSUED', 'DELIVERED') AND valid_until_on >= $2) p WHERE ", due!(), " <= $3 AND ($4 = '' OR p.plan_port = $4) AND (", due!(), ", p.id) > ($5, $6) ORDER BY ", due!(), ", p.id LIMIT $7");
}

/// When and where a shipment is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// UN/LOCODE or name of our port; empty: none was named.
    pub port: String,
    /// The planned day.
    pub on: Option<Date>,
}

/// A permit whose goods are expected.
#[derive(Debug, Clone)]
pub struct ExpectedPermit {
    /// The permit.
    pub permit: PermitRow,
    /// When and where.
    pub plan: Plan,
    /// The planned day, or the last day of the permit where none was named or it lies behind that.
    pub due: Date,
}

/// The last row of a page: the next one begins after it.
pub type ExpectedAfter = (Date, PermitId);

impl ExpectedPermit {
    fn of(row: &Row) -> Result<ExpectedPermit, Error> {
        let plan = Plan { port: row.get("plan_port")?, on: row.opt("plan_on")? };
        let permit = PermitRow::of(row)?;
        let due = plan.on.map_or(permit.valid_until, |day| day.min(permit.valid_until));
        Ok(ExpectedPermit { permit, plan, due })
    }
}

impl Read {
    /// Permits valid on a day that nobody used so far, expected until another day at one port (empty: at any), the
    /// soonest first.
    pub async fn expected(
        &mut self,
        today: Date,
        until: Date,
        port: &str,
        after: Option<ExpectedAfter>,
        limit: i64,
    ) -> Result<Vec<ExpectedPermit>, Error> {
        let (due, id) = after.unwrap_or((Date::MIN, PermitId::from_bytes([0; 16])));
        let rows = self.all(EXPECTED, args![today, until, port, due, id, limit]).await?;
        rows.iter().map(ExpectedPermit::of).collect()
    }
}

impl Tx {
    /// Writes the plan of an application that is approved.
    pub async fn shipment_plan_set(&mut self, application: ApplicationId, plan: &Plan) -> Result<(), Error> {
        self.change(SET_PLAN, args![application, plan.port, plan.on]).await?;
        Ok(())
    }
}
