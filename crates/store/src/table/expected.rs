//! When and where goods are expected: as planned in the application when it was approved, or by the permit's last day.

use super::permit::{PermitRow, columns};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Date;
use cites::ids::{ApplicationId, PermitId};

/// The planned day, or the last day of the permit where none was named or it lies behind that.
macro_rules! due {
    () => {
        "CASE WHEN w.planned_on < p.valid_until_on THEN w.planned_on ELSE p.valid_until_on END"
    };
}

queries! {
    /// The plan of an application that is approved, perhaps once more.
    SET_PLAN = "INSERT INTO shipment_plan (tenant, application, port, planned_on) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, application) DO UPDATE SET port = excluded.port, planned_on = excluded.planned_on";
    /// Permits that nobody used so far and that are valid on a day, expected until another day, at one port (empty: at any), the soonest first.
    /// Which they are is found first, by status and last day with one look at each plan; what else is told of a permit is read for the rows of the page alone.
    EXPECTED = concat!("SELECT ", columns!(), ", k.plan_port, k.plan_on FROM (SELECT p.id AS wanted, COALESCE(w.port, '') AS plan_port, w.planned_on AS plan_on, ", due!(), " AS due FROM permit p LEFT JOIN shipment_plan w ON w.tenant = $1 AND w.application = p.application WHERE p.tenant = $1 AND p.status IN ('ISSUED', 'DELIVERED') AND p.valid_until_on >= $2 AND ", due!(), " <= $3 AND ($4 = '' OR w.port = $4) AND (", due!(), ", p.id) > ($5, $6) ORDER BY ", due!(), ", p.id LIMIT $7) k JOIN permit ON permit.tenant = $1 AND permit.id = k.wanted ORDER BY k.due, permit.id");
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

#[cfg(test)]
mod tests {
    use super::{EXPECTED, args};
    use crate::{Engine, Store};
    use testkit::postgres::Database;

    /// How the engine would find the rows, one line a step.
    async fn steps(store: &Store) -> String {
        let mut conn = store.db().begin_read(None).await.unwrap();
        let (explain, column) = match store.engine() {
            Engine::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
            Engine::Postgres => {
                // An empty table is read whole; we ask how a full one would be.
                conn.run("SET LOCAL enable_seqscan = off", Vec::new()).await.unwrap();
                ("EXPLAIN ", "QUERY PLAN")
            }
        };
        let day = jiff::civil::date(2026, 11, 2);
        let asked = args![1_i64, day, day, "QMBND", day, vec![0_u8; 16], 25_i64];
        let rows = conn.all(sqlx::AssertSqlSafe(format!("{explain}{EXPECTED}")), asked).await.unwrap();
        let steps: Vec<String> = rows.iter().map(|row| row.get::<String>(column).unwrap()).collect();
        conn.rollback().await;
        steps.join("\n")
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_expected_is_found_by_its_last_day_and_its_plan_by_its_key() {
        let dir = std::env::temp_dir().join(format!("manis-expected-{}", std::process::id()));
        let database = Database::create();
        let sqlite = format!("sqlite:{}", dir.join("x.db").display());
        // PostgreSQL chooses among indexes by what a table holds; of an empty one only that nothing is read whole.
        let found: [(String, &[&str]); 2] =
            [(sqlite, &["permit_expiry", "w USING"]), (database.url(), &["shipment_plan_pkey"])];
        for (url, used) in found {
            let store = Store::open(&url, &dir).await.unwrap();
            let steps = steps(&store).await;
            assert!(used.iter().all(|index| steps.contains(index)), "{steps}");
            assert!(!steps.contains("SCAN p") && !steps.contains("Seq Scan"), "nothing is read whole:\n{steps}");
            assert!(!steps.contains("CORRELATED") || steps.find("CORRELATED") > steps.find("permit_expiry"), "{steps}");
            store.close().await;
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
