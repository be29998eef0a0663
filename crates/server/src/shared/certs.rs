//! A small certificate authority of our own, for the demonstration and for first installations: makes what is missing
//! in the data directory and never touches what is there.

use super::files::write_whole;
use anyhow::{Context, Result};
use cites::{CountryCode, Date};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use std::path::{Path, PathBuf};

/// A certificate and its key, as PEM files.
#[derive(Debug, Clone)]
pub struct Pair {
    /// PEM certificate.
    pub cert: PathBuf,
    /// PEM key (PKCS#8).
    pub key: PathBuf,
}

/// The authority's files and the means to sign with it.
pub struct Authority {
    /// PEM certificate of the authority.
    pub cert: PathBuf,
    dir: PathBuf,
    issuer: Issuer<'static, KeyPair>,
    /// First year, and the year at whose beginning they end, of everything made here.
    years: (i32, i32),
}

impl Authority {
    /// Opens the authority in `dir`, or makes one. `today`: what is made begins two years before, because the
    /// demonstration tells of the year that has passed, and ends ten years later.
    ///
    /// # Errors
    /// When files cannot be read or written, or are no authority.
    pub fn open(dir: &Path, today: Date) -> Result<Authority> {
        let years = (i32::from(today.year()) - 2, i32::from(today.year()) + 11);
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let (cert, key) = (dir.join("ca.pem"), dir.join("ca.key"));
        if !cert.exists() || !key.exists() {
            let pair = KeyPair::generate()?;
            let mut params = CertificateParams::new(Vec::<String>::new())?;
            params.distinguished_name = name(None, "Manis", "Manis local authority");
            params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
            params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
            (params.not_before, params.not_after) = (date_time_ymd(years.0, 1, 1), date_time_ymd(years.1, 1, 1));
            let made = params.self_signed(&pair)?;
            write_private(&key, &pair.serialize_pem())?;
            write_whole(&cert, made.pem().as_bytes())?;
        }
        let text = std::fs::read_to_string(&cert).with_context(|| format!("cannot read {}", cert.display()))?;
        let pair = KeyPair::from_pem(&std::fs::read_to_string(&key)?)
            .with_context(|| format!("{} is no private key", key.display()))?;
        let issuer =
            Issuer::from_ca_cert_pem(&text, pair).with_context(|| format!("{} is no authority", cert.display()))?;
        Ok(Authority { cert, dir: dir.to_owned(), issuer, years })
    }

    /// Server certificate for these host names and addresses.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn server(&self, file: &str, hosts: &[String]) -> Result<Pair> {
        self.leaf(file, hosts, name(None, "Manis", file), vec![ExtendedKeyUsagePurpose::ServerAuth])
    }

    /// Client certificate of a Party: subject `C=XX, O=…, CN=…` with the country first (`spec/exchange.md` 6.1).
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn client(&self, party: CountryCode, organisation: &str) -> Result<Pair> {
        let file = format!("client-{}", party.code().to_lowercase());
        let subject = name(Some(party), organisation, &format!("Manis {party}"));
        self.leaf(&file, &[], subject, vec![ExtendedKeyUsagePurpose::ClientAuth])
    }

    /// Seal certificate of a Party: signs permits, nothing else. The pair is kept where its user looks for it.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn seal(&self, party: CountryCode, organisation: &str, pair: &Pair) -> Result<()> {
        self.make(pair, &[], name(Some(party), organisation, &format!("Permit seal {party}")), vec![])
    }

    fn leaf(
        &self,
        file: &str,
        hosts: &[String],
        subject: DistinguishedName,
        usages: Vec<ExtendedKeyUsagePurpose>,
    ) -> Result<Pair> {
        let pair = Pair { cert: self.dir.join(format!("{file}.pem")), key: self.dir.join(format!("{file}.key")) };
        self.make(&pair, hosts, subject, usages)?;
        Ok(pair)
    }

    /// Makes the pair unless it is there.
    fn make(
        &self,
        pair: &Pair,
        hosts: &[String],
        subject: DistinguishedName,
        usages: Vec<ExtendedKeyUsagePurpose>,
    ) -> Result<()> {
        if pair.cert.exists() && pair.key.exists() {
            return Ok(());
        }
        if let Some(folder) = pair.cert.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(hosts.to_vec())?;
        params.distinguished_name = subject;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = usages;
        params.use_authority_key_identifier_extension = true;
        (params.not_before, params.not_after) = (date_time_ymd(self.years.0, 1, 1), date_time_ymd(self.years.1, 1, 1));
        let made = params.signed_by(&key, &self.issuer)?;
        write_private(&pair.key, &key.serialize_pem())?;
        write_whole(&pair.cert, made.pem().as_bytes())
    }
}

fn name(party: Option<CountryCode>, organisation: &str, common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    if let Some(party) = party {
        name.push(DnType::CountryName, party.code());
    }
    name.push(DnType::OrganizationName, organisation);
    name.push(DnType::CommonName, common);
    name
}

/// Writes a file only its owner may read.
fn write_private(path: &Path, text: &str) -> Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    Ok(())
}
