//! Opens what an installation has: its archive, and each Party's house with its law and its seal.

use super::certs::{Authority, Pair};
use super::config::Place;
use super::files;
use super::signer::{FileSigner, public_point};
use anyhow::{Context, Result, bail};
use cites::Date;
use document::qr::{Key, KeyList, KeyStatus};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use office::House;
use rules::RulePack;
use rules::pack::PartyTable;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Store, Tenant};

/// Opens the archive of an installation.
///
/// # Errors
/// One sentence of the archive.
pub async fn open_store(place: &Place) -> Result<Store> {
    Ok(Store::open(&place.database, &place.data_dir).await?)
}

/// Where the seal of a tenant is kept.
pub fn seal_of(data_dir: &Path, code: &str) -> Pair {
    let folder = data_dir.join("keys").join(code);
    Pair { cert: folder.join("seal.pem"), key: folder.join("seal.key") }
}

/// The folder of the installation's own small authority.
pub fn authority_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("tls")
}

/// Opens every house: its law from `packs/<code>/*.csv`, its seal from `keys/<code>/seal.pem` and `.key`. A fictional
/// Party gets its seal from the installation's own authority at the first start.
///
/// # Errors
/// One sentence that names the file, or the command that makes what is missing.
pub async fn open_houses(store: &Store, data_dir: &Path, today: Date) -> Result<Vec<House>> {
    let mut houses = Vec::new();
    for tenant in store.tenants().await? {
        let pair = seal_of(data_dir, &tenant.code);
        if !pair.cert.exists() || !pair.key.exists() {
            if !tenant.demo {
                bail!(
                    "the seal of {} is missing: put its certificate and key (PEM, P-256) at {} and {}, or make one with \
                     `manis tenant seal --party {}`",
                    tenant.code,
                    pair.cert.display(),
                    pair.key.display(),
                    tenant.code
                );
            }
            Authority::open(&authority_dir(data_dir), today)?.seal(
                tenant.party,
                &tenant.settings.authority.name,
                &pair,
            )?;
        }
        let signer = Arc::new(FileSigner::open(&pair.cert, &pair.key)?);
        let pack = pack(&tenant, data_dir)?;
        houses.push(House { tenant, pack, signer });
    }
    Ok(houses)
}

/// The law of a tenant: the base, the demonstration's rows for a fictional Party, and the rows in its folder.
fn pack(tenant: &Tenant, data_dir: &Path) -> Result<RulePack> {
    let mut pack = if tenant.demo { demo::pack()? } else { RulePack::base()? };
    let folder = data_dir.join("packs").join(&tenant.code);
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(pack) };
    let mut paths: Vec<PathBuf> = entries.filter_map(std::result::Result::ok).map(|e| e.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "csv")) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let Some(table) = PartyTable::from_name(&name) else {
            let known: Vec<&str> = PartyTable::ALL.iter().map(|t| t.name()).collect();
            bail!("{} is no table of rules; the names are {}", path.display(), known.join(", "));
        };
        let text = String::from_utf8(files::read(path, 64 * 1024 * 1024)?)
            .map_err(|_| anyhow::anyhow!("{} is not UTF-8", path.display()))?;
        pack = pack.with(table, &text).with_context(|| format!("{} is not right", path.display()))?;
    }
    Ok(pack)
}

/// The keys whose codes verify: each house's seal, and the retired ones in `keys/<code>/retired/*.pem`.
///
/// # Errors
/// One sentence that names the certificate.
pub fn key_list(houses: &[House], data_dir: &Path) -> Result<KeyList> {
    let mut keys = Vec::new();
    for house in houses {
        keys.push(key(house, house.signer.key_id(), house.signer.certificate_der(), KeyStatus::Active)?);
        let folder = data_dir.join("keys").join(&house.tenant.code).join("retired");
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut paths: Vec<PathBuf> = entries.filter_map(std::result::Result::ok).map(|e| e.path()).collect();
        paths.sort();
        for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "pem")) {
            let certificate = super::tls::certificates(path)?.swap_remove(0);
            let kid = super::signer::key_id(&certificate);
            keys.push(key(house, &kid, &certificate, KeyStatus::Retired)?);
        }
    }
    Ok(KeyList { keys })
}

fn key(house: &House, kid: &str, certificate: &[u8], status: KeyStatus) -> Result<Key> {
    let what = || format!("the seal certificate of {} cannot be used", house.tenant.code);
    let point = public_point(certificate).with_context(what)?;
    let (_, parsed) = x509_parser::parse_x509_certificate(certificate).ok().with_context(what)?;
    let date = |t: x509_parser::time::ASN1Time| -> Result<Date> {
        Ok(Timestamp::from_second(t.timestamp()).with_context(what)?.to_zoned(TimeZone::UTC).date())
    };
    let (from, until) = (date(parsed.validity().not_before)?, date(parsed.validity().not_after)?);
    Key::new(kid, house.party(), &point, from, until, status).with_context(what)
}
