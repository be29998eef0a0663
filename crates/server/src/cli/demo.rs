//! `manis demo`: two fictional Parties in one process, with a year of traffic and one case to walk.
//!
//! Everything of it lives in one data directory: `demo.json` is written last, when the year is whole; without it a
//! start begins anew, with it everything is kept as it is.

use super::serve::{Parts, Urls, ready_file, taxa};
use super::{Answer, known, log, say};
use crate::counter::{self, Closed, Counter, caller};
use crate::shared::certs::{Authority, Pair};
use crate::shared::chance::SystemChance;
use crate::shared::clock::SystemClock;
use crate::shared::config::{DataArgs, Place, TlsFiles, address};
use crate::shared::courier::TlsCourier;
use crate::shared::files::write_whole;
use crate::shared::postman::Posts;
use crate::shared::{Version, epix_address, house, tls};
use anyhow::{Context as _, bail};
use cites::{CountryCode, Role};
use demo::{Connection, Filled, Setting, Size};
use office::shared::faces::{Chance as _, Clock as _};
use office::shared::facts::day;
use office::{Addresses, House, Office, Who};
use permits::Permit;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;
use tokio::sync::Notify;
use web::notices::sink::Sink;

/// Arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address for pages and the JSON API; port 0 takes a free one.
    #[arg(long, env = "MANIS_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Address for the exchange, always with mutual TLS; port 0 takes a free one.
    #[arg(long, env = "MANIS_EPIX_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8443")]
    epix_listen: String,
    /// Directory of the demonstration.
    #[arg(long, env = "MANIS_DATA_DIR", value_name = "DIR", default_value = "manis-demo")]
    data_dir: PathBuf,
    /// `sqlite:PATH` or `postgres://…`; default: a SQLite file in the data directory.
    #[arg(long, env = "MANIS_DATABASE", hide_env_values = true, value_name = "URL")]
    database: Option<String>,
    /// File to write when the demonstration answers; removed at stop.
    #[arg(long, env = "MANIS_READY_FILE", value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// File to write what an outside program needs to know: addresses, accounts, keys, permits (JSON).
    #[arg(long, env = "MANIS_KNOWN_FILE", value_name = "FILE")]
    known_file: Option<PathBuf>,
    /// Begins anew: what was there is gone.
    #[arg(long)]
    reset: bool,
    /// The same number makes the same demonstration, passwords and codes included; default: random.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How much traffic.
    #[arg(long, value_enum, value_name = "SIZE", default_value = "year")]
    traffic: Traffic,
    /// Folder with further typefaces (Han) for the permit form.
    #[arg(long, env = "MANIS_FONTS", value_name = "DIR")]
    fonts: Option<PathBuf>,
    /// Folder with the full set of species, as `manis taxa import` leaves it.
    #[arg(long, env = "MANIS_TAXA", value_name = "DIR")]
    taxa: Option<PathBuf>,
}

/// How much traffic, by name.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Traffic {
    /// A whole year.
    Year,
    /// Enough that every state occurs.
    Small,
    /// People and the guide's case alone.
    None,
}

/// Stands in the data directory from the first moment on, so that nothing else is ever taken for a demonstration.
const MARK: &str = "demonstration";
/// What was made; written when all of it is there.
const MADE: &str = "demo.json";
/// The key list for checking codes without a network.
const KEYS: &str = "keys.json";
/// The test mailbox.
const MAIL: &str = "mail";

/// Runs it until somebody says stop.
///
/// # Errors
/// One sentence.
pub fn run(args: Args) -> Answer {
    let _log = log::begin();
    tls::install_crypto();
    super::runtime()?.block_on(async {
        let doors = Doors::bind(&args)?;
        let mut reset = args.reset;
        // Whoever comes while the year is made anew waits at the door, which stays open.
        while demo(&args, reset, &doors).await? == Closed::Anew {
            tracing::info!("beginning anew");
            reset = true;
        }
        Ok(true)
    })
}

/// Both addresses, taken once and kept while the demonstration begins anew.
struct Doors {
    main: TcpListener,
    exchange: TcpListener,
    exchange_at: SocketAddr,
    urls: Urls,
}

impl Doors {
    fn bind(args: &Args) -> anyhow::Result<Doors> {
        let (main, main_at) = counter::bind(address("listen", &args.listen)?)?;
        let (exchange, exchange_at) = counter::bind(address("epix-listen", &args.epix_listen)?)?;
        let urls = Urls { public: format!("http://{main_at}"), epix: format!("https://{exchange_at}") };
        Ok(Doors { main, exchange, exchange_at, urls })
    }
}

/// One life of the demonstration, until somebody says stop or asks to begin anew.
async fn demo(args: &Args, reset: bool, doors: &Doors) -> anyhow::Result<Closed> {
    let (urls, exchange_at) = (doors.urls.clone(), doors.exchange_at);
    let place =
        Place::find(DataArgs { config: None, database: args.database.clone(), data_dir: Some(args.data_dir.clone()) })?;
    let data_dir = &place.data_dir;
    let own_database = args.database.is_none();
    prepare(data_dir)?;
    if reset || (own_database && !data_dir.join(MADE).exists()) {
        clear(data_dir)?;
    }
    let store = open(&place, reset || !data_dir.join(MADE).exists(), reset).await?;
    let today = day(SystemClock.now());
    let authority = Authority::open(&house::authority_dir(data_dir), today)?;
    let (taxa, taxa_words) = taxa(args.taxa.as_deref(), data_dir, true)?;

    let made = match stored(data_dir)? {
        Some(made) => made,
        None => {
            let now = SystemClock.now();
            tracing::info!("making the demonstration's year; this takes a little while");
            for new in demo::houses()? {
                store.create_tenant(&new, demo::began(now)).await?;
            }
            let houses = house::open_houses(&store, data_dir, today).await?;
            let connections = connections(&authority, &houses, &urls)?;
            let setting = Setting {
                store: store.clone(),
                houses,
                taxa: taxa.clone(),
                addresses: Addresses { public: urls.public.clone(), epix: urls.epix.clone() },
                connections,
                seed: seed(args.seed),
                now,
                size: match args.traffic {
                    Traffic::Year => Size::YEAR,
                    Traffic::Small => Size::SMALL,
                    Traffic::None => Size::NONE,
                },
            };
            let filled = demo::fill(setting, web::shared::password::hash).await?;
            write_whole(&data_dir.join(MADE), &serde_json::to_vec_pretty(&filled)?)?;
            filled
        }
    };

    let houses = house::open_houses(&store, data_dir, today).await?;
    let connections = connections(&authority, &houses, &urls)?;
    let mut courier = TlsCourier::default();
    let mut clients = BTreeMap::new();
    for house in &houses {
        let pair = client(&authority, house)?;
        courier.add(house.party(), &pair.cert, &pair.key, &authority.cert)?;
        clients.insert(house.party(), pair);
    }
    let keys = data_dir.join(KEYS);
    write_whole(&keys, house::key_list(&houses, data_dir)?.to_json().as_bytes())?;
    let server = authority.server(&server_name(exchange_at.ip()), &hosts(exchange_at.ip()))?;
    let exchange_tls = tls::server_config(&TlsFiles { cert: server.cert, key: server.key }, Some(&authority.cert))?;

    let accounts = buttons(&made);
    let story = web::Story {
        exporter: made.story.exporter,
        importer: made.story.importer,
        application: made.story.application,
    };
    let parts = Parts {
        store,
        houses,
        courier: Arc::new(courier),
        taxa,
        taxa_words,
        urls: urls.clone(),
        fonts: args.fonts.clone(),
        secure_cookies: false,
        demo: true,
        scanner: None,
        payment_ca: None,
    };
    let anew = Arc::new(Notify::new());
    let bell = anew.clone();
    let sink = Sink::open(data_dir.join(MAIL)).context("cannot make the test mailbox")?;
    let sink = Arc::new(sink);
    let posts = Some(Arc::new(Posts::sink(sink.clone())));
    let app =
        parts.app(data_dir).await?.with_sink(sink).with_demo(accounts, Some(story)).with_reset(Arc::new(move || {
            bell.notify_one();
            Box::pin(async { Ok(()) })
        }));
    let app = Arc::new(app);
    for house in app.office.houses() {
        demo::connect(&app.office.store, house, &connections, SystemClock.now()).await?;
    }
    let known = told(&app.office, &made, &urls, &authority.cert, &clients, &keys).await?;
    let ready = args.ready_file.clone().map(|path| ready_file(path, &app));
    let main = doors.main.try_clone().context("cannot listen for pages")?;
    let exchange = doors.exchange.try_clone().context("cannot listen for partners")?;
    let counter = Counter { app, main, main_tls: None, exchange: Some((exchange, exchange_tls)), ready, posts, anew };
    counter::open(counter, || {
        if let Some(path) = &args.known_file {
            write_whole(path, &serde_json::to_vec_pretty(&known)?)?;
        }
        match greet(&urls, &made) {
            // Nobody reads our words; the demonstration answers all the same.
            Err(error) if say::is_broken_pipe(&error) => Ok(()),
            other => other,
        }
    })
    .await
}

/// Makes the directory ours, or refuses one with other things in it.
fn prepare(data_dir: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(data_dir).with_context(|| format!("cannot make {}", data_dir.display()))?;
    let mark = data_dir.join(MARK);
    let empty =
        std::fs::read_dir(data_dir).with_context(|| format!("cannot read {}", data_dir.display()))?.next().is_none();
    if empty {
        write_whole(
            &mark,
            b"Fictional permits of fictional countries. `manis demo --reset` removes everything here.\n",
        )?;
    } else if !mark.exists() {
        bail!("{} holds something that is no demonstration; name another --data-dir", data_dir.display());
    }
    Ok(())
}

/// Removes what a demonstration made, known by name; the mark stays, and so does a taxa set that was imported.
fn clear(data_dir: &Path) -> anyhow::Result<()> {
    let names = [MADE, KEYS, "manis.sqlite", "manis.sqlite-wal", "manis.sqlite-shm", "objects", "keys", "tls", MAIL];
    for name in names {
        let path = data_dir.join(name);
        let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        match removed {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(e).with_context(|| format!("cannot remove {}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Opens the archive. `anew`: it must be empty; `erase`: what is fictional in it is taken away first.
async fn open(place: &Place, anew: bool, erase: bool) -> anyhow::Result<Store> {
    let store = house::open_store(place).await?;
    if !anew || store.tenants().await?.is_empty() {
        return Ok(store);
    }
    if !erase {
        bail!("the database holds Parties already; begin anew with --reset, or name an empty one");
    }
    store.erase_demonstration().await?;
    house::open_store(place).await
}

/// What was made before, when it is whole.
fn stored(data_dir: &Path) -> anyhow::Result<Option<Filled>> {
    let path = data_dir.join(MADE);
    match std::fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .with_context(|| format!("{} is not of this version; begin anew with --reset", path.display())),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// The secret from which passwords and codes come.
fn seed(given: Option<u64>) -> Vec<u8> {
    match given {
        Some(n) => n.to_be_bytes().to_vec(),
        None => {
            let mut bytes = vec![0; 32];
            SystemChance::default().fill(&mut bytes);
            bytes
        }
    }
}

fn client(authority: &Authority, house: &House) -> anyhow::Result<Pair> {
    authority.client(house.party(), &house.tenant.settings.authority.name)
}

/// Every Party as the others see it.
fn connections(authority: &Authority, houses: &[House], urls: &Urls) -> anyhow::Result<Vec<Connection>> {
    houses
        .iter()
        .map(|house| {
            let certificate = tls::certificates(&client(authority, house)?.cert)?.swap_remove(0);
            let client_spki = caller(Some(&certificate)).key.context("our own client certificate cannot be read")?;
            Ok(Connection {
                party: house.party(),
                endpoint: epix_address(&urls.epix, Version::V2),
                client_spki,
                seal_certificate: house.signer.certificate_der().to_vec(),
                server_certificates: Vec::new(),
            })
        })
        .collect()
}

/// Names under which the exchange is reached on this machine.
fn hosts(ip: IpAddr) -> Vec<String> {
    let mut hosts = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    if !ip.is_unspecified() && !ip.is_loopback() {
        hosts.push(ip.to_string());
    }
    hosts
}

/// File name of the server's certificate: another address needs another one.
fn server_name(ip: IpAddr) -> String {
    if ip.is_loopback() || ip.is_unspecified() { "server".to_owned() } else { format!("server-{ip}").replace(':', "-") }
}

/// The first account of each role in each house has a button.
fn buttons(made: &Filled) -> Vec<web::DemoAccount> {
    let mut seen: Vec<(CountryCode, Role)> = Vec::new();
    let mut out = Vec::new();
    for account in &made.accounts {
        if !seen.contains(&(account.tenant, account.role)) {
            seen.push((account.tenant, account.role));
            out.push(web::DemoAccount {
                tenant: account.tenant,
                role: account.role,
                name: account.name.clone(),
                email: account.email.clone(),
            });
        }
    }
    out
}

/// What an outside program is told; states as they are now.
async fn told(
    office: &Office,
    made: &Filled,
    urls: &Urls,
    ca: &Path,
    clients: &BTreeMap<CountryCode, Pair>,
    keys: &Path,
) -> anyhow::Result<serde_json::Value> {
    let full = |path: &Path| std::path::absolute(path).map(|p| p.display().to_string());
    let mut permits = Vec::new();
    for permit in &made.permits {
        let mut state = permit.state;
        if let Some(house) = office.house_of(permit.issuer) {
            let mut read = office.store.read(&Who::system(house.clone()).scope(office.clock.now())).await?;
            if let Some(stored) = read.permit_by_number::<Permit>(&permit.number).await? {
                state = stored.columns.status;
            }
        }
        permits.push(known::permit(permit, state, Some(&urls.public)));
    }
    let accounts: Vec<_> = made
        .accounts
        .iter()
        .map(|a| {
            json!({
                "tenant": a.tenant,
                "role": a.role.code(),
                "name": a.name,
                "email": a.email,
                "password": a.password,
                "api_token": a.api_token,
            })
        })
        .collect();
    let mut own = serde_json::Map::new();
    for (party, pair) in clients {
        own.insert(party.code().to_owned(), json!({ "cert": full(&pair.cert)?, "key": full(&pair.key)? }));
    }
    Ok(json!({
        "base_url": urls.public,
        "epix_url": urls.epix,
        "epix_urls": {
            "v1": epix_address(&urls.epix, Version::V1),
            "v2": epix_address(&urls.epix, Version::V2),
        },
        "ca": full(ca)?,
        "clients": own,
        "keys": full(keys)?,
        "accounts": accounts,
        "permits": permits,
    }))
}

/// The address and one line for each role.
fn greet(urls: &Urls, made: &Filled) -> anyhow::Result<()> {
    say::line(&format!("Manis shows itself at {} (exchange at {}/epix/v2)", urls.public, urls.epix))?;
    for button in buttons(made) {
        let account = made.accounts.iter().find(|a| a.email == button.email && a.tenant == button.tenant);
        let password = account.map_or("", |a| a.password.as_str());
        say::line(&format!(
            "  {} {:<34} {:<20} {}",
            button.tenant,
            button.role.name(cites::Lang::En),
            button.email,
            password
        ))?;
    }
    Ok(())
}
