//! `manis tenant`: Parties of an installation, their first administrators and their seals. There is no default account.

use super::{Answer, say};
use crate::shared::certs::Authority;
use crate::shared::chance::SystemChance;
use crate::shared::clock::SystemClock;
use crate::shared::config::{DataArgs, Place};
use crate::shared::house;
use anyhow::{Context as _, anyhow, bail};
use cites::document::{Address, Authority as Box6};
use cites::ids::PersonKind;
use cites::{CountryCode, Lang, NumberTemplate, Role};
use clap::Subcommand;
use office::epermit::register::email;
use office::shared::faces::{Chance as _, Clock as _, new_id};
use office::shared::facts::day;
use std::collections::BTreeMap;
use store::{AuditEntry, NewTenant, PersonRow, Scope, TenantSettings};

/// `manis tenant …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sets a Party up with its first administrator, whose password is printed once.
    Create(Box<Create>),
    /// Lists the Parties of an installation.
    List(DataArgs),
    /// Makes a seal for a Party with the installation's own small authority, where it has none yet.
    Seal(Seal),
}

/// Arguments of `tenant create`.
#[derive(Debug, clap::Args)]
pub struct Create {
    #[command(flatten)]
    data: DataArgs,
    /// The Party, two letters.
    #[arg(long, value_name = "XX", value_parser = CountryCode::parse)]
    party: CountryCode,
    /// Name of the country.
    #[arg(long)]
    name: String,
    /// E-mail address of the first administrator.
    #[arg(long, value_name = "ADDRESS")]
    admin_email: String,
    /// Name of the first administrator.
    #[arg(long, value_name = "NAME", default_value = "Administrator")]
    admin_name: String,
    /// Name of the Management Authority for box 6; default: from the country's name.
    #[arg(long, value_name = "NAME")]
    authority: Option<String>,
    /// Its street.
    #[arg(long, default_value = "")]
    street: String,
    /// Its city, also the place of issue.
    #[arg(long, default_value = "")]
    city: String,
    /// Legal time zone (IANA name).
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    time_zone: String,
    /// Languages of the pages, the first is the default.
    #[arg(long, value_name = "LIST", default_value = "en,fr,es", value_delimiter = ',')]
    languages: Vec<String>,
    /// Host name under which this Party's pages are reached, when several share the installation.
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// One officer may decide a case alone; permits say so. Default: two persons.
    #[arg(long)]
    one_officer: bool,
}

/// Arguments of `tenant seal`.
#[derive(Debug, clap::Args)]
pub struct Seal {
    #[command(flatten)]
    data: DataArgs,
    /// The Party, two letters.
    #[arg(long, value_name = "XX", value_parser = CountryCode::parse)]
    party: CountryCode,
}

/// Runs it.
///
/// # Errors
/// One sentence.
pub fn run(command: Command) -> Answer {
    super::runtime()?.block_on(async {
        match command {
            Command::Create(args) => create(*args).await,
            Command::List(args) => list(args).await,
            Command::Seal(args) => seal(args).await,
        }
    })
}

async fn create(args: Create) -> Answer {
    let address = email(&args.admin_email)?;
    if args.name.trim().is_empty() {
        bail!("give the name of the country with --name");
    }
    jiff::tz::TimeZone::get(&args.time_zone)
        .map_err(|_| anyhow!("{:?} is no time zone; give its IANA name, like Africa/Maputo", args.time_zone))?;
    let languages = args
        .languages
        .iter()
        .map(|c| {
            Lang::from_code(c.trim()).with_context(|| format!("{c:?} is no language we know; give en, fr, es, ar"))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let code = args.party.code().to_owned();
    let new = NewTenant {
        code: code.clone(),
        party: args.party,
        host: args.host.clone(),
        demo: args.party.is_demo(),
        four_eyes: !args.one_officer,
        settings: TenantSettings {
            names: BTreeMap::from([(Lang::En, args.name.trim().to_owned())]),
            languages,
            number_template: NumberTemplate::parse(NumberTemplate::DEFAULT)?,
            number_suffix: String::new(),
            authority: Box6 {
                name: args.authority.unwrap_or_else(|| format!("CITES Management Authority of {}", args.name.trim())),
                address: Address {
                    street: args.street,
                    post_box: None,
                    city: args.city.clone(),
                    postcode: None,
                    subdivision: None,
                    country: args.party,
                },
                representative: None,
            },
            scientific_authority: format!("CITES Scientific Authority of {}", args.name.trim()),
            place_of_issue: args.city,
            time_zone: args.time_zone,
            validity_months: 6,
            appeal_days: 30,
            assign_at_once: false,
            opinion_alone: false,
            help: store::HelpDesk::default(),
            late_at_expiry: false,
            colour: None,
        },
    };
    let password = password();
    let hash = web::shared::password::hash(password.clone()).await.map_err(|e| anyhow!("{e}"))?;
    let place = Place::find(args.data)?;
    place.make()?;
    let store = house::open_store(&place).await?;
    if store.tenant_by_code(&code).await?.is_some() {
        bail!("{code} is there already; its administrators make further accounts on their pages");
    }
    let now = SystemClock.now();
    let tenant = store.create_tenant(&new, now).await?;
    let person = PersonRow {
        id: new_id::<PersonKind>(&SystemChance::default(), now),
        email: address.clone(),
        name: args.admin_name,
        title: None,
        organisation: None,
        roles: vec![Role::TenantAdmin],
        language: new.settings.languages.first().copied().unwrap_or(Lang::En),
        password_hash: Some(hash),
        second_factor: None,
        failed_count: 0,
        locked_until_at: None,
        active: true,
        created_at: now,
        version: 0,
    };
    let scope = Scope::system(tenant, now);
    let made: Result<(), store::Error> = store::act!(&store, &scope, "first_administrator", |tx| {
        tx.person_insert(&person).await?;
        tx.audit(AuditEntry::new("first_administrator", "person", person.id));
        Ok(())
    });
    made?;
    store.close().await;
    let pair = house::seal_of(&place.data_dir, &code);
    say::line(&format!(
        "{code} is set up. Sign in as {address} with the password {password} and change it; it is not kept."
    ))?;
    say::line(&format!(
        "Before `manis serve`: put the seal's certificate and key at {} and {}, or run `manis tenant seal --party {code}`.",
        pair.cert.display(),
        pair.key.display()
    ))?;
    Ok(true)
}

/// A password of 20 letters and digits in four groups, 100 random bits.
fn password() -> String {
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bytes = [0_u8; 20];
    SystemChance::default().fill(&mut bytes);
    let text: Vec<char> = bytes.iter().map(|b| char::from(SIGNS[usize::from(b & 31)])).collect();
    text.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

async fn list(args: DataArgs) -> Answer {
    let place = Place::find(args)?;
    place.must_exist()?;
    let store = house::open_store(&place).await?;
    for tenant in store.tenants().await? {
        let name = tenant.settings.names.values().next().cloned().unwrap_or_default();
        let seal = if house::seal_of(&place.data_dir, &tenant.code).cert.exists() { "seal" } else { "no seal" };
        let kind = if tenant.demo { "fictional" } else { "live" };
        say::line(&format!("{} {name}: {kind}, {seal}", tenant.code))?;
    }
    store.close().await;
    Ok(true)
}

async fn seal(args: Seal) -> Answer {
    let place = Place::find(args.data)?;
    place.must_exist()?;
    let store = house::open_store(&place).await?;
    let tenant = store
        .tenant_by_code(args.party.code())
        .await?
        .with_context(|| format!("there is no Party {} here; make it with `manis tenant create`", args.party))?;
    store.close().await;
    let pair = house::seal_of(&place.data_dir, &tenant.code);
    if pair.cert.exists() && pair.key.exists() {
        bail!("{} has a seal already at {}; move it away first to change it", tenant.code, pair.cert.display());
    }
    let authority = Authority::open(&house::authority_dir(&place.data_dir), day(SystemClock.now()))?;
    authority.seal(tenant.party, &tenant.settings.authority.name, &pair)?;
    say::line(&format!(
        "{}; partners trust it once they have registered it, or {}",
        pair.cert.display(),
        authority.cert.display()
    ))?;
    Ok(true)
}
