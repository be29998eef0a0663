//! Side by side: the application, the partner's permit and our earlier permit for the same goods.

use crate::eexchange::fetch::Foreign;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use cites::{PermitDocument, Role};
use permits::{Draft, Permit};

/// Who compares.
pub const READERS: &[Role] =
    &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::SaCoordinator, Role::Auditor];

/// What is laid side by side.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Reference of the application.
    pub reference: String,
    /// What is asked for.
    pub draft: Draft,
    /// The partner's permit that the application names, when we hold it.
    pub partner: Option<PermitDocument>,
    /// Our last permit for the same taxon and applicant.
    pub earlier: Option<PermitDocument>,
}

/// Lays them side by side.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`], or what the archive says.
pub async fn compare(office: &Office, who: &Who, id: ApplicationId) -> Result<Compared, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    let draft = stored.value.draft().cloned().ok_or(Error::NotFound("application"))?;
    let import = stored.value.state().case().map(permits::application::state::Case::all_import_permits);
    let mut named: Vec<_> = import.into_iter().flatten().map(|p| (p.issuer, p.number.clone())).collect();
    for provenance in draft.lines.iter().flat_map(|l| l.last_reexport.iter().chain(&l.origin)) {
        named.extend(provenance.permit.clone().map(|number| (provenance.country, number)));
    }
    let mut partner = None;
    for (country, number) in named.into_iter().take(4) {
        if let Some(found) = read.foreign_by_number::<Foreign>(country, &number).await? {
            partner = found.stored.value.permit;
            break;
        }
    }
    let taxon = draft.lines.first().map(|l| l.taxon.to_string()).unwrap_or_default();
    // What stands in another's place is compared with that one.
    let replaced = match &draft.replaces {
        Some(number) => read.permit_by_number::<Permit>(number).await?.map(|p| p.value.signed_document().clone()),
        None => None,
    };
    let earlier = match read.earlier_permit(&taxon, &stored.columns).await? {
        _ if replaced.is_some() => replaced,
        Some(permit) => read.permit::<Permit>(permit).await?.map(|p| p.value.signed_document().clone()),
        None => None,
    };
    Ok(Compared { reference: stored.columns.reference, draft, partner, earlier })
}
