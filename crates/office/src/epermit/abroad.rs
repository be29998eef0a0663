//! Another country's authority is asked about a case, and answers.

use super::attach::{self, Put};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::CountryCode;
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;
use permits::application::state::Agreement;
use store::Addressee;

/// Asks another authority; the directory says to whom the letter goes.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn consult(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    country: CountryCode,
    reason: String,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "consult_foreign", |tx, _, now| {
        let known = tx.authorities_told(Addressee::Management(country), day(now)).await?;
        let letter = known.iter().map(|a| format!("{}, {}", a.name, a.email)).collect();
        Ok(ApplicationAct::ConsultForeign { country, reason: reason.clone(), letter })
    })
}

/// Records the answer of the one authority that is asked.
///
/// # Errors
/// `reason-empty`, `foreign-which` when several are asked, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn reply(office: &Office, who: &Who, id: ApplicationId, text: String) -> Result<Stepped, Error> {
    reply_with(office, who, id, Reply { text, ..Reply::default() }).await
}

/// What another authority answered.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// Whose authority; may be left out where one is asked.
    pub country: Option<CountryCode>,
    /// What it says.
    pub text: String,
    /// Of a case after the movement: are both authorities satisfied?
    pub agreement: Option<Agreement>,
    /// The letter itself.
    pub papers: Vec<Put>,
}

/// The same, with the letter itself, whose it is, and of a case after the movement with the word that both authorities are
/// satisfied.
///
/// # Errors
/// As [`reply`], `foreign-other` for an authority that was not asked, the files, and of a case after the movement
/// `retro-satisfied` or `retro-reason`.
pub async fn reply_with(office: &Office, who: &Who, id: ApplicationId, said: Reply) -> Result<Stepped, Error> {
    case::step!(office, who, id, "foreign_reply", |tx, _, _| {
        attach::record(tx, id, &said.papers).await?;
        let (text, agreement) = (said.text.clone(), said.agreement.clone());
        Ok(ApplicationAct::ForeignReply { country: said.country, text, agreement })
    })
}
