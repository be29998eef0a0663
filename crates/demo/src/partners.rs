//! The Parties know each other: registers of partners on both sides, and a courier that needs no wire.

use crate::Error;
use async_trait::async_trait;
use base64::Engine as _;
use cites::{CountryCode, Digest};
use office::eexchange::fetch::PartnerSettings;
use office::eexchange::serve::{Caller, serve};
use office::shared::faces::{Courier, CourierError, Delivery, Destination};
use office::{House, Office, Who};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, Weak};
use store::{AuditEntry, PartnerRow, Store};

/// How a Party of the demonstration is reached and recognised.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The Party.
    pub party: CountryCode,
    /// Address of its exchange service.
    pub endpoint: String,
    /// SHA-256 of the public key (SPKI) of its client certificate.
    pub client_spki: Digest,
    /// The certificate of its permit seal, DER.
    pub seal_certificate: Vec<u8>,
    /// SHA-256 of the certificates its server may show (DER); empty = any that the installation trusts.
    pub server_certificates: Vec<Digest>,
}

fn row(connection: &Connection, at: cites::Timestamp) -> Result<PartnerRow, Error> {
    let settings = PartnerSettings {
        seal_certificates: vec![base64::engine::general_purpose::STANDARD.encode(&connection.seal_certificate)],
        server_certificates: connection.server_certificates.clone(),
        mode: "test".into(),
    };
    Ok(PartnerRow {
        country: connection.party,
        endpoint: Some(connection.endpoint.clone()),
        protocol: 2,
        client_spki: Some(connection.client_spki),
        may_get_final: true,
        may_get_non_final: true,
        may_confirm: true,
        active: true,
        settings: serde_json::to_value(&settings).map_err(|e| Error::Broken(e.to_string()))?,
        changed_at: at,
        version: 0,
    })
}

/// Writes every connection into the house's register: the other Party, and the own one, whose customs come by the same
/// door. What is registered already is brought up to date, so that a new port or a new certificate is known after a
/// restart. Each as an act of the system.
///
/// # Errors
/// What the archive says.
pub async fn connect(
    store: &Store,
    house: &Arc<House>,
    connections: &[Connection],
    at: cites::Timestamp,
) -> Result<(), Error> {
    let scope = Who::system(house.clone()).scope(at);
    for connection in connections {
        let new = row(connection, at)?;
        let made: Result<(), store::Error> = store::act!(store, &scope, "partner_set", |tx| {
            match tx.partner(connection.party).await? {
                None => tx.partner_insert(&new).await?,
                Some(old)
                    if old.endpoint == new.endpoint
                        && old.client_spki == new.client_spki
                        && old.settings == new.settings =>
                {
                    return Ok(());
                }
                Some(old) => tx.partner_update(&PartnerRow { version: old.version, ..new.clone() }).await?,
            }
            tx.audit(AuditEntry::new("partner_set", "partner", connection.party).payload(&new.settings)?);
            Ok(())
        });
        made?;
    }
    Ok(())
}

/// Carries envelopes straight to the other house in this process: what the seeded year travels by.
#[derive(Default)]
pub struct Loopback {
    office: OnceLock<Weak<Office>>,
    keys: BTreeMap<CountryCode, Digest>,
}

impl Loopback {
    /// A courier for these Parties.
    pub fn new(connections: &[Connection]) -> Loopback {
        Loopback { office: OnceLock::new(), keys: connections.iter().map(|c| (c.party, c.client_spki)).collect() }
    }

    /// Names the office that answers; only the first counts.
    pub fn belongs_to(&self, office: &Arc<Office>) {
        // A second office is a mistake of the program's maker and changes nothing.
        let _ = self.office.set(Arc::downgrade(office));
    }
}

#[async_trait]
impl Courier for Loopback {
    async fn deliver(&self, to: &Destination, envelope: Vec<u8>) -> Result<Delivery, CourierError> {
        let office = self.office.get().and_then(Weak::upgrade);
        let office = office.ok_or_else(|| CourierError::Unreachable("no office answers".into()))?;
        let caller = Caller { key: self.keys.get(&to.from).copied(), country: Some(to.from) };
        let reply = serve(&office, &caller, Some(&to.action), &envelope).await;
        Ok(Delivery { status: reply.status, body: reply.body, certificate: None })
    }
}
