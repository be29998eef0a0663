//! A small certificate authority of our own, for the demonstration and for first installations: makes what is missing
//! in the data directory and never touches what is there.

use anyhow::{Context, Result};
use cites::CountryCode;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
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
}

impl Authority {
    /// Opens the authority in `dir`, or makes one.
    ///
    /// # Errors
    /// When files cannot be read or written, or are no authority.
    pub fn open(dir: &Path) -> Result<Authority> {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let (cert, key) = (dir.join("ca.pem"), dir.join("ca.key"));
        if !cert.exists() || !key.exists() {
            let pair = KeyPair::generate()?;
            let mut params = CertificateParams::new(Vec::<String>::new())?;
            params.distinguished_name = name(None, "Manis", "Manis local authority");
            params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
            params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
            let made = params.self_signed(&pair)?;
            write_private(&key, &pair.serialize_pem())?;
            std::fs::write(&cert, made.pem())?;
        }
        let text = std::fs::read_to_string(&cert).with_context(|| format!("cannot read {}", cert.display()))?;
        let pair = KeyPair::from_pem(&std::fs::read_to_string(&key)?)
            .with_context(|| format!("{} is no private key", key.display()))?;
        let issuer =
            Issuer::from_ca_cert_pem(&text, pair).with_context(|| format!("{} is no authority", cert.display()))?;
        Ok(Authority { cert, dir: dir.to_owned(), issuer })
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

    /// Seal certificate of a Party: signs permits, nothing else.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn seal(&self, party: CountryCode, organisation: &str) -> Result<Pair> {
        let file = format!("seal-{}", party.code().to_lowercase());
        self.leaf(&file, &[], name(Some(party), organisation, &format!("Permit seal {party}")), vec![])
    }

    fn leaf(
        &self,
        file: &str,
        hosts: &[String],
        subject: DistinguishedName,
        usages: Vec<ExtendedKeyUsagePurpose>,
    ) -> Result<Pair> {
        let pair = Pair { cert: self.dir.join(format!("{file}.pem")), key: self.dir.join(format!("{file}.key")) };
        if pair.cert.exists() && pair.key.exists() {
            return Ok(pair);
        }
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(hosts.to_vec())?;
        params.distinguished_name = subject;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = usages;
        params.use_authority_key_identifier_extension = true;
        let made = params.signed_by(&key, &self.issuer)?;
        write_private(&pair.key, &key.serialize_pem())?;
        std::fs::write(&pair.cert, made.pem()).with_context(|| format!("cannot write {}", pair.cert.display()))?;
        Ok(pair)
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
