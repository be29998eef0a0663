//! Tenants: a Party, or a training copy of one.

use crate::audit::AuditEntry;
use crate::sql::{Row, args, queries};
use crate::{Error, Scope, Store, TenantId, Tx};
use cites::document::Authority;
use cites::{CountryCode, Lang, NumberTemplate, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

queries! {
    /// All tenants; open to everybody, for the way from a host name to its tenant.
    TENANTS = "SELECT id, code, party, host, demo, four_eyes, settings FROM tenant ORDER BY id";
    /// By its short name.
    TENANT_BY_CODE = "SELECT id, code, party, host, demo, four_eyes, settings FROM tenant WHERE code = $1";
    /// By the host name of a request.
    TENANT_BY_HOST = "SELECT id, code, party, host, demo, four_eyes, settings FROM tenant WHERE host = $1";
    /// The next free number.
    NEXT_TENANT = "SELECT COALESCE(MAX(id), 0) + 1 AS next FROM tenant";
    /// A new tenant; `$1` is its number.
    INSERT_TENANT = "INSERT INTO tenant (id, code, party, host, demo, four_eyes, settings, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The beginning of its audit chain.
    INSERT_HEAD = "INSERT INTO audit_head (tenant, seq, hash) VALUES ($1, 0, $2)";
    /// Changes what may change.
    UPDATE_TENANT = "UPDATE tenant SET host = $2, four_eyes = $3, settings = $4 WHERE id = $1";
}

/// A tenant as stored.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// Its number, the key to everything of it.
    pub id: TenantId,
    /// Short name in addresses and commands.
    pub code: String,
    /// The Party.
    pub party: CountryCode,
    /// Host name that belongs to it.
    pub host: Option<String>,
    /// Fictional country: nothing of it may look like a live permit.
    pub demo: bool,
    /// Do two persons decide each case?
    pub four_eyes: bool,
    /// Everything else.
    pub settings: TenantSettings,
}

/// What a tenant sets for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantSettings {
    /// Name of the country or of the installation, by language.
    pub names: BTreeMap<Lang, String>,
    /// Languages of its pages, the first is the default.
    pub languages: Vec<Lang>,
    /// How permits are numbered.
    pub number_template: NumberTemplate,
    /// The Party's own suffix in numbers; empty when it has none.
    pub number_suffix: String,
    /// Box 6 of its permits.
    pub authority: Authority,
    /// Name of the Scientific Authority.
    pub scientific_authority: String,
    /// Box 13: place of issue.
    pub place_of_issue: String,
    /// IANA name of the legal zone, for dates of validity.
    pub time_zone: String,
    /// Months of validity of an export permit, at most six (Convention, Art. VI.2).
    pub validity_months: u8,
    /// Days to appeal against a refusal.
    #[serde(default = "usual_appeal_days")]
    pub appeal_days: u16,
    /// Does the program give an accepted case to an officer at once? Otherwise it waits in the queue, in the order of
    /// arrival, until somebody takes it.
    #[serde(default)]
    pub assign_at_once: bool,
    /// May a coordinator of the Scientific Authority write and release an opinion alone? Otherwise an expert writes it.
    #[serde(default)]
    pub opinion_alone: bool,
    /// Where people ask for help; stands at the foot of every page.
    #[serde(default)]
    pub help: HelpDesk,
    /// Does the program charge papers that nobody returned when a permit expires? Else an officer does.
    #[serde(default)]
    pub late_at_expiry: bool,
    /// Accent colour in the header, `#rrggbb`; `None`: the house's own.
    pub colour: Option<String>,
}

/// Where people ask the Authority for help. What is empty is not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HelpDesk {
    /// Telephone.
    pub phone: String,
    /// E-mail address.
    pub mail: String,
    /// When somebody answers, in words.
    pub hours: String,
    /// Where the data of this Party is kept, in words.
    pub data_location: String,
}

/// Where a Party has not set its own: thirty days.
fn usual_appeal_days() -> u16 {
    30
}

/// What is needed to set up a tenant.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// Short name.
    pub code: String,
    /// The Party.
    pub party: CountryCode,
    /// Host name, if it has its own.
    pub host: Option<String>,
    /// Fictional country?
    pub demo: bool,
    /// Two persons decide each case?
    pub four_eyes: bool,
    /// Everything else.
    pub settings: TenantSettings,
}

impl Tenant {
    fn of(row: &Row) -> Result<Tenant, Error> {
        Ok(Tenant {
            id: TenantId(row.get("id")?),
            code: row.get("code")?,
            party: row.get("party")?,
            host: row.opt("host")?,
            demo: row.get("demo")?,
            four_eyes: row.get("four_eyes")?,
            settings: row.json("settings")?,
        })
    }
}

impl Store {
    /// All tenants of this installation, in the order of their making.
    pub async fn tenants(&self) -> Result<Vec<Tenant>, Error> {
        self.open_read(TENANTS, vec![]).await?.iter().map(Tenant::of).collect()
    }

    /// The tenant of that short name.
    pub async fn tenant_by_code(&self, code: &str) -> Result<Option<Tenant>, Error> {
        self.open_read(TENANT_BY_CODE, args![code]).await?.first().map(Tenant::of).transpose()
    }

    /// The tenant that owns that host name.
    pub async fn tenant_by_host(&self, host: &str) -> Result<Option<Tenant>, Error> {
        self.open_read(TENANT_BY_HOST, args![host]).await?.first().map(Tenant::of).transpose()
    }

    /// Sets up a tenant and begins its audit chain.
    ///
    /// # Errors
    /// [`Error::Refused`] when the short name or the host is taken.
    pub async fn create_tenant(&self, new: &NewTenant, at: Timestamp) -> Result<TenantId, Error> {
        loop {
            let next = self.open_read(NEXT_TENANT, vec![]).await?;
            let id = TenantId(next.first().map_or(Ok(1), |row| row.get("next"))?);
            let scope = Scope::system(id, at);
            let made: Result<TenantId, Error> = crate::act!(self, &scope, "create-tenant", |tx| {
                let settings = serde_json::to_string(&new.settings)?;
                let (party, at) = (new.party, tx.at());
                tx.change(INSERT_TENANT, args![new.code, party, new.host, new.demo, new.four_eyes, settings, at])
                    .await?;
                tx.change(INSERT_HEAD, args![vec![0_u8; 32]]).await?;
                tx.audit(AuditEntry::new("create-tenant", "tenant", &new.code).payload(&new.settings)?);
                Ok(id)
            });
            match made {
                // Two processes took the same number: the slower one takes the next.
                Err(e) if e.refused_by("tenant_pkey") || e.refused_by("tenant.id") => {}
                other => return other,
            }
        }
    }
}

impl Tx {
    /// Changes host, four eyes and settings of the tenant.
    pub async fn tenant_update(
        &mut self,
        host: Option<&str>,
        four_eyes: bool,
        settings: &TenantSettings,
    ) -> Result<(), Error> {
        let settings = serde_json::to_string(settings)?;
        self.change_one("tenant", UPDATE_TENANT, args![host, four_eyes, settings]).await
    }
}
