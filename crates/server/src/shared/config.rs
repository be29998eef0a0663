//! Settings: flags win over environment, environment over the TOML file, the file over the defaults.
//! An unknown key in the file is an error, so that a typing mistake never silently changes nothing.

use super::clamd::Clamd;
use super::postman::{Smtp, SmtpArgs};
use super::texter::{Sms, SmsArgs};
use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What the operator may say, by flag or environment; everything may be left out.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeArgs {
    /// TOML file with any of the settings below.
    #[arg(long, env = "MANIS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address for pages and the JSON API.
    #[arg(long, env = "MANIS_LISTEN", value_name = "ADDR")]
    pub listen: Option<String>,
    /// Address for partners' systems (EPIX), always with mutual TLS.
    #[arg(long, env = "MANIS_EPIX_LISTEN", value_name = "ADDR")]
    pub epix_listen: Option<String>,
    /// `sqlite:PATH` or `postgres://…`; default: a SQLite file in the data directory.
    #[arg(long, env = "MANIS_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<String>,
    /// Where keys, attachments and the SQLite file live.
    #[arg(long, env = "MANIS_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Certificate chain (PEM) of both listeners; without it pages are served in plain HTTP for a proxy on this machine.
    #[arg(long, env = "MANIS_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) of the certificate.
    #[arg(long, env = "MANIS_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Certificates (PEM) that partners' client certificates must descend from.
    #[arg(long, env = "MANIS_CLIENT_CA", value_name = "FILE")]
    pub client_ca: Option<PathBuf>,
    /// File to write when the server answers; removed at stop.
    #[arg(long, env = "MANIS_READY_FILE", value_name = "FILE")]
    pub ready_file: Option<PathBuf>,
    /// Address of the pages as people type it, for the links on permits.
    #[arg(long, env = "MANIS_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Address of the exchange service as partners type it, for the WSDL.
    #[arg(long, env = "MANIS_EPIX_URL", value_name = "URL")]
    pub epix_url: Option<String>,
    /// Folder with further fonts (Han) for the permit form.
    #[arg(long, env = "MANIS_FONTS", value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// CSV folder with the full taxa set, as `manis taxa import` leaves it; default: the shipped set.
    #[arg(long, env = "MANIS_TAXA", value_name = "DIR")]
    pub taxa: Option<PathBuf>,
    /// Mail server for notices; without it they stand in the portal only.
    #[command(flatten)]
    pub smtp: SmtpArgs,
    /// Gateway for text messages; they go out beside the e-mails.
    #[command(flatten)]
    pub sms: SmsArgs,
    /// Scanner of uploaded files: clamd at `tcp:HOST:PORT` or `unix:PATH`; without one files are shown as not scanned.
    #[arg(long, env = "MANIS_SCANNER", value_name = "ADDR")]
    pub scanner: Option<String>,
    /// Certificates (PEM) that payment services may descend from, beside those the system trusts.
    #[arg(long, env = "MANIS_PAYMENT_CA", value_name = "FILE")]
    pub payment_ca: Option<PathBuf>,
}

/// Where an installation keeps what it has: for commands that only look at that.
#[derive(Debug, Clone, Default, Args)]
pub struct DataArgs {
    /// TOML file with the settings of the server; only `database` and `data-dir` are used.
    #[arg(long, env = "MANIS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://…`; default: a SQLite file in the data directory.
    #[arg(long, env = "MANIS_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<String>,
    /// Where keys, attachments and the SQLite file live.
    #[arg(long, env = "MANIS_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
}

/// The same, found.
#[derive(Debug, Clone)]
pub struct Place {
    /// Database address.
    pub database: String,
    /// Data directory.
    pub data_dir: PathBuf,
}

impl Place {
    /// Reads file and defaults behind the flags.
    ///
    /// # Errors
    /// One sentence that names the setting.
    pub fn find(args: DataArgs) -> Result<Place> {
        let file = File::read(args.config.as_deref())?;
        Place::of(args.database.or(file.database), args.data_dir.or(file.data_dir))
    }

    fn of(database: Option<String>, data_dir: Option<PathBuf>) -> Result<Place> {
        let data_dir = data_dir.unwrap_or_else(|| PathBuf::from("manis-data"));
        let database = database.unwrap_or_else(|| format!("sqlite:{}", data_dir.join("manis.sqlite").display()));
        // The address may hold a password: it is not repeated.
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| database.starts_with(scheme)) {
            bail!("database is no address of a database; give sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE");
        }
        Ok(Place { database, data_dir })
    }

    /// Makes the data directory when it is not there.
    ///
    /// # Errors
    /// One sentence that names it.
    pub fn make(&self) -> Result<()> {
        std::fs::create_dir_all(&self.data_dir)
            .with_context(|| format!("cannot make the data directory {}", self.data_dir.display()))
    }

    /// For commands that look and do not make: is there anything?
    ///
    /// # Errors
    /// One sentence that names what is missing.
    pub fn must_exist(&self) -> Result<()> {
        if !self.data_dir.is_dir() {
            bail!("there is no data directory {}; name the installation's with --data-dir", self.data_dir.display());
        }
        if let Some(file) = self.database.strip_prefix("sqlite:") {
            let file = Path::new(file.strip_prefix("//").unwrap_or(file).split('?').next().unwrap_or(file));
            if !file.is_file() {
                bail!("there is no database {}; name the installation's with --database", file.display());
            }
        }
        Ok(())
    }
}

/// The same settings in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    listen: Option<String>,
    epix_listen: Option<String>,
    database: Option<String>,
    data_dir: Option<PathBuf>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    client_ca: Option<PathBuf>,
    ready_file: Option<PathBuf>,
    public_url: Option<String>,
    epix_url: Option<String>,
    fonts: Option<PathBuf>,
    taxa: Option<PathBuf>,
    smtp_host: Option<String>,
    smtp_port: Option<u16>,
    smtp_tls: Option<String>,
    smtp_user: Option<String>,
    smtp_password_file: Option<PathBuf>,
    smtp_from: Option<String>,
    inbound_domain: Option<String>,
    sms_url: Option<String>,
    sms_token_file: Option<PathBuf>,
    sms_from: Option<String>,
    scanner: Option<String>,
    payment_ca: Option<PathBuf>,
}

impl File {
    fn read(path: Option<&Path>) -> Result<File> {
        let Some(path) = path else { return Ok(File::default()) };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the settings file {}", path.display()))?;
        toml::from_str(&text)
            .map_err(|e| anyhow::anyhow!("the settings file {} is not right: {}", path.display(), e.message()))
    }
}

/// Settings after all three sources were read; nothing is missing any more.
#[derive(Debug, Clone)]
pub struct Config {
    /// Pages and API.
    pub listen: SocketAddr,
    /// Partners; `None` = no exchange service.
    pub epix_listen: Option<SocketAddr>,
    /// Database and data directory, which exists.
    pub place: Place,
    /// Certificate and key files.
    pub tls: Option<TlsFiles>,
    /// Roots of partners' certificates.
    pub client_ca: Option<PathBuf>,
    /// Written when ready.
    pub ready_file: Option<PathBuf>,
    /// Address of the pages without a slash at the end, where it is not that of the listener.
    pub public_url: Option<String>,
    /// Address of the exchange service without a slash at the end, where it is not that of the listener.
    pub epix_url: Option<String>,
    /// Further fonts.
    pub fonts: Option<PathBuf>,
    /// Full taxa set.
    pub taxa: Option<PathBuf>,
    /// Mail server.
    pub smtp: Option<Smtp>,
    /// Gateway for text messages.
    pub sms: Option<Sms>,
    /// Scanner of uploaded files.
    pub scanner: Option<Clamd>,
    /// Certificates that payment services may descend from.
    pub payment_ca: Option<PathBuf>,
}

/// A certificate chain and its key.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// PEM chain, leaf first.
    pub cert: PathBuf,
    /// PEM key.
    pub key: PathBuf,
}

impl Config {
    /// Reads file and defaults behind the flags.
    ///
    /// # Errors
    /// One sentence that names the setting: unreadable file, unknown key, bad address, missing half of a pair.
    pub fn load(args: ServeArgs) -> Result<Config> {
        let file = File::read(args.config.as_deref())?;
        let listen = address("listen", args.listen.or(file.listen).as_deref().unwrap_or("127.0.0.1:8080"))?;
        let epix_listen =
            args.epix_listen.or(file.epix_listen).map(|text| address("epix-listen", &text)).transpose()?;
        let place = Place::of(args.database.or(file.database), args.data_dir.or(file.data_dir))?;
        place.make()?;
        let tls = match (args.tls_cert.or(file.tls_cert), args.tls_key.or(file.tls_key)) {
            (Some(cert), Some(key)) => {
                for path in [&cert, &key] {
                    readable(path)?;
                }
                Some(TlsFiles { cert, key })
            }
            (None, None) => None,
            _ => bail!("give both tls-cert and tls-key, or neither"),
        };
        let client_ca = args.client_ca.or(file.client_ca);
        if let Some(path) = &client_ca {
            readable(path)?;
        }
        if epix_listen.is_some() && (tls.is_none() || client_ca.is_none()) {
            bail!(
                "the exchange service needs tls-cert, tls-key and client-ca: partners are known by their certificate only"
            );
        }
        let smtp = Smtp::find(SmtpArgs {
            smtp_host: args.smtp.smtp_host.or(file.smtp_host),
            smtp_port: args.smtp.smtp_port.or(file.smtp_port),
            smtp_tls: args.smtp.smtp_tls.or(file.smtp_tls),
            smtp_user: args.smtp.smtp_user.or(file.smtp_user),
            smtp_password_file: args.smtp.smtp_password_file.or(file.smtp_password_file),
            smtp_from: args.smtp.smtp_from.or(file.smtp_from),
            inbound_domain: args.smtp.inbound_domain.or(file.inbound_domain),
        })?;
        let sms = Sms::find(SmsArgs {
            sms_url: args.sms.sms_url.or(file.sms_url),
            sms_token_file: args.sms.sms_token_file.or(file.sms_token_file),
            sms_from: args.sms.sms_from.or(file.sms_from),
        })?;
        if sms.is_some() && smtp.is_none() {
            bail!("give smtp-host beside sms-url: a text message goes out with an e-mail, it never takes its place");
        }
        let trimmed = |url: String| url.trim_end_matches('/').to_owned();
        Ok(Config {
            listen,
            epix_listen,
            place,
            tls,
            client_ca,
            ready_file: args.ready_file.or(file.ready_file),
            public_url: args.public_url.or(file.public_url).map(trimmed),
            epix_url: args.epix_url.or(file.epix_url).map(trimmed),
            fonts: args.fonts.or(file.fonts),
            taxa: args.taxa.or(file.taxa),
            smtp,
            sms,
            scanner: args.scanner.or(file.scanner).map(|text| Clamd::parse(&text)).transpose()?,
            payment_ca: args.payment_ca.or(file.payment_ca),
        })
    }
}

impl Config {
    /// Do people come by TLS, even if a proxy ends it before us?
    pub fn public_url_is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

fn readable(path: &Path) -> Result<()> {
    std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display())).map(drop)
}

/// Reads `host:port`.
///
/// # Errors
/// A sentence naming the setting.
pub fn address(setting: &str, text: &str) -> Result<SocketAddr> {
    use std::net::ToSocketAddrs as _;
    text.to_socket_addrs()
        .ok()
        .and_then(|mut all| all.next())
        .with_context(|| format!("{setting} {text:?} is not an address; give host and port, like 127.0.0.1:8080"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_refused_and_named() {
        let dir = std::env::temp_dir().join(format!("manis-config-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("manis.toml");
        std::fs::write(&path, "listne = \"127.0.0.1:1\"\n").unwrap();
        let error = Config::load(ServeArgs { config: Some(path), ..ServeArgs::default() }).unwrap_err();
        assert!(format!("{error:#}").contains("listne"), "{error:#}");
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn the_exchange_never_opens_without_certificates() {
        let dir = std::env::temp_dir().join(format!("manis-config-epix-{}", std::process::id()));
        let args =
            ServeArgs { epix_listen: Some("127.0.0.1:9".into()), data_dir: Some(dir.clone()), ..ServeArgs::default() };
        assert!(Config::load(args).unwrap_err().to_string().contains("client-ca"));
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
