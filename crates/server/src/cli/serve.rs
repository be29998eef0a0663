//! `manis serve`: the installation of an Authority.

use super::{Answer, log};
use crate::counter::{self, Counter, ReadyFile};
use crate::shared::chance::SystemChance;
use crate::shared::clock::SystemClock;
use crate::shared::config::{Config, ServeArgs};
use crate::shared::courier::TlsCourier;
use crate::shared::payments::{HttpPayments, Patience};
use crate::shared::postman::Posts;
use crate::shared::{house, species, tls};
use anyhow::{Context as _, bail};
use cites::taxa::Taxonomy;
use office::epermit::law_rows::refresh;
use office::epermit::sign::finish_open;
use office::shared::faces::{Clock as _, Courier, Scanner};
use office::shared::facts::day;
use office::{Addresses, House, Office, Who};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;

/// Runs it until somebody says stop.
///
/// # Errors
/// One sentence.
pub fn run(args: ServeArgs) -> Answer {
    let _log = log::begin();
    tls::install_crypto();
    let config = Config::load(args)?;
    super::runtime()?.block_on(serve(config))
}

async fn serve(config: Config) -> Answer {
    let (main, main_at) = counter::bind(config.listen)?;
    let exchange = config.epix_listen.map(counter::bind).transpose()?;
    let urls = Urls::of(&config, main_at, exchange.as_ref().map(|(_, at)| *at));
    let main_tls = config.tls.as_ref().map(|files| tls::server_config(files, None)).transpose()?;
    let exchange = match exchange {
        None => None,
        Some((listener, _)) => {
            // `Config::load` refuses an exchange without both.
            let files = config.tls.as_ref().context("the exchange service needs tls-cert and tls-key")?;
            Some((listener, tls::server_config(files, config.client_ca.as_deref())?))
        }
    };
    let store = house::open_store(&config.place).await?;
    let data_dir = &config.place.data_dir;
    if store.tenants().await?.is_empty() {
        bail!(
            "there is no Party in this database yet; make the first with `manis tenant create --party XX --name NAME \
             --admin-email ADDRESS --data-dir {}` and start again, or see how it works with `manis demo`",
            data_dir.display()
        );
    }
    let houses = house::open_houses(&store, data_dir, day(SystemClock.now())).await?;
    let courier = courier(&houses, data_dir, &config)?;
    let demo = houses.iter().any(|h| h.tenant.demo);
    let taxa = taxa(config.taxa.as_deref(), data_dir, demo)?;
    let parts = Parts {
        store,
        houses,
        courier: Arc::new(courier),
        taxa: taxa.0,
        taxa_words: taxa.1,
        urls,
        fonts: config.fonts.clone(),
        secure_cookies: config.tls.is_some() || config.public_url_is_https(),
        demo: false,
        scanner: config.scanner.clone().map(|s| Arc::new(s) as Arc<dyn Scanner>),
        payment_ca: config.payment_ca.clone(),
    };
    let mut app = parts.app(data_dir).await?;
    let posts = config.smtp.as_ref().map(|smtp| Posts::smtp(smtp, config.sms.clone())).transpose()?.map(Arc::new);
    app.posts = posts.is_some();
    let app = Arc::new(app);
    let ready = config.ready_file.clone().map(|path| ready_file(path, &app));
    let counter = Counter { app: app.clone(), main, main_tls, exchange, ready, posts, anew: Arc::default() };
    counter::open(counter, || {
        tracing::info!(pages = %app.facts.public_url, exchange = %app.office.addresses.epix, "answering");
        Ok(())
    })
    .await?;
    Ok(true)
}

/// Where the installation is reached, as people and partners type it.
#[derive(Debug, Clone)]
pub struct Urls {
    /// Pages, without a slash at the end.
    pub public: String,
    /// Exchange, without a slash at the end; empty when there is none.
    pub epix: String,
}

impl Urls {
    fn of(config: &Config, main: SocketAddr, epix: Option<SocketAddr>) -> Urls {
        let scheme = if config.tls.is_some() { "https" } else { "http" };
        Urls {
            public: config.public_url.clone().unwrap_or_else(|| format!("{scheme}://{main}")),
            epix: config.epix_url.clone().or_else(|| epix.map(|at| format!("https://{at}"))).unwrap_or_default(),
        }
    }
}

/// What an app is made of.
pub struct Parts {
    /// The archive.
    pub store: Store,
    /// Its houses.
    pub houses: Vec<House>,
    /// The road to partners.
    pub courier: Arc<dyn Courier>,
    /// Species.
    pub taxa: Arc<Taxonomy>,
    /// What set of species it is.
    pub taxa_words: String,
    /// Addresses.
    pub urls: Urls,
    /// Folder with further typefaces.
    pub fonts: Option<PathBuf>,
    /// Are cookies sent over TLS only?
    pub secure_cookies: bool,
    /// A demonstration?
    pub demo: bool,
    /// Scanner of uploaded files.
    pub scanner: Option<Arc<dyn Scanner>>,
    /// Certificates (PEM) that payment services may descend from, beside those the system trusts.
    pub payment_ca: Option<PathBuf>,
}

impl Parts {
    /// Opens the office, finishes what a stop interrupted, and makes the app.
    ///
    /// # Errors
    /// One sentence.
    pub async fn app(self, data_dir: &Path) -> anyhow::Result<web::App> {
        let keys = house::key_list(&self.houses, data_dir)?;
        let fonts = super::permit::fonts(self.fonts.as_deref())?;
        let addresses = Addresses { public: self.urls.public.clone(), epix: self.urls.epix };
        let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance::default()));
        let office = Office::new(self.store, clock, chance, self.courier, self.taxa, addresses, self.houses);
        let office = Arc::new(match self.scanner {
            Some(scanner) => office.with_scanner(scanner),
            None => office,
        });
        match HttpPayments::new(self.payment_ca.as_deref(), Patience::default()) {
            Ok(payments) => drop(office.payments.set(Arc::new(payments))),
            Err(cause) if self.payment_ca.is_some() => return Err(cause),
            // A machine without any trusted authorities; nobody can pay on line there.
            Err(cause) => tracing::warn!(%cause, "no road to payment services"),
        }
        for house in office.houses() {
            // The rows a Party entered are law before the first act of the day.
            refresh(&office, &Who::system(house.clone())).await?;
            let recovered = finish_open(&office, house).await?;
            let (finished, voided, waiting) =
                (recovered.finished.len(), recovered.voided.len(), recovered.waiting.len());
            if finished + voided + waiting > 0 {
                tracing::info!(party = %house.party(), finished, voided, waiting, "permits left open by a stop");
            }
        }
        let facts = web::Facts {
            public_url: self.urls.public,
            secure_cookies: self.secure_cookies,
            demo: self.demo,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            hosts: Vec::new(),
            taxa: self.taxa_words,
        };
        Ok(web::App::new(office, facts, Arc::new(fonts), keys))
    }
}

/// The set of species: the folder of the settings, the one that was imported, or the shipped one; and which it is, `shipped` or `imported`.
///
/// # Errors
/// One sentence that names the file.
pub fn taxa(folder: Option<&Path>, data_dir: &Path, demo: bool) -> anyhow::Result<(Arc<Taxonomy>, String)> {
    let imported = data_dir.join("taxa");
    let folder = folder.or_else(|| imported.is_dir().then_some(imported.as_path()));
    let taxonomy = species::open(folder, demo)?;
    let which = if folder.is_some() { "imported" } else { "shipped" };
    Ok((Arc::new(taxonomy), which.to_owned()))
}

/// What stands in the ready file.
pub fn ready_file(path: PathBuf, app: &web::App) -> ReadyFile {
    let value = serde_json::json!({
        "base_url": app.facts.public_url,
        "epix_url": app.office.addresses.epix,
        "pid": std::process::id(),
    });
    ReadyFile { path, text: format!("{value}\n") }
}

/// Each house shows its own client certificate from `keys/<code>/client.pem`; a house without one can answer partners
/// and not ask them.
fn courier(houses: &[House], data_dir: &Path, config: &Config) -> anyhow::Result<TlsCourier> {
    let mut courier = TlsCourier::default();
    let Some(roots) = &config.client_ca else { return Ok(courier) };
    for house in houses {
        let folder = data_dir.join("keys").join(&house.tenant.code);
        let (cert, key) = (folder.join("client.pem"), folder.join("client.key"));
        if cert.exists() && key.exists() {
            courier.add(house.party(), &cert, &key, roots)?;
        } else {
            tracing::warn!(
                party = %house.party(),
                "no client certificate at keys/{}/client.pem: partners can ask us, we cannot ask them",
                house.tenant.code
            );
        }
    }
    Ok(courier)
}
