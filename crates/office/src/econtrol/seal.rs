//! The second seal: what customs endorsed, signed by the Authority as the final message (`spec/exchange.md` 8.3). Done by
//! a job after the endorsement is committed, so that the key is never used inside a transaction.

use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::PermitId;
use exchange::epermit::v2;
use exchange::xades::{self, SignerRole};
use permits::Permit;
use permits::signing::EndorsementOrder;
use serde::{Deserialize, Serialize};
use store::{AuditEntry, DocumentKind};

/// Kind of the job.
pub const SEAL: &str = "seal-endorsement";

/// Which permit to seal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SealJob {
    /// The permit.
    pub permit: PermitId,
}

/// Seals the final message and keeps it beside the one sealed at issue. Done twice, it changes nothing.
///
/// # Errors
/// The key, or what the archive says.
pub async fn seal(office: &Office, who: &Who, id: PermitId) -> Result<(), Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    if read.issued_document(id, DocumentKind::XmlFinal).await?.is_some() {
        return Ok(());
    }
    let permit = read.permit::<Permit>(id).await?.ok_or(Error::NotFound("permit"))?.value;
    drop(read);
    let signer = who.house.signer.clone();
    let message = v2::write(&permit.document());
    let prepared =
        xades::prepare(&message, signer.certificate_der(), now, SignerRole::Endorse).map_err(Error::internal)?;
    let Some(order) = EndorsementOrder::new(&permit, prepared.to_sign().to_vec()) else { return Ok(()) };
    let certificate = signer.certificate_der().to_vec();
    let signature = tokio::task::spawn_blocking(move || signer.endorse(order)).await.map_err(Error::internal)??;
    let signed = prepared.finish(&signature.0).map_err(Error::internal)?;
    xades::verify(&signed, &[&certificate]).map_err(Error::internal)?;
    store::act!(&office.store, &who.scope(now), "seal_endorsement", |tx| {
        if tx.issued_document(id, DocumentKind::XmlFinal).await?.is_some() {
            return Ok(());
        }
        tx.issued_document_insert(id, DocumentKind::XmlFinal, &signed).await?;
        let digest = cites::Digest::of("", &signed);
        tx.audit(AuditEntry::new("seal_endorsement", "permit", id).after(digest));
        Ok::<_, Error>(())
    })
}
