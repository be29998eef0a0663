//! The one way into the archive for acts: at most once for the caller's key, with the same answer for a repeat.

use super::error::Error;
use super::office::{Office, Who};
use cites::Timestamp;
use std::sync::{Mutex, PoisonError};
use store::Tx;

/// What became of an act.
#[derive(Debug)]
pub enum Ran<T> {
    /// Done now.
    Now(T),
    /// The same key came before; this is the id of what it made or changed then.
    Before(String),
}

/// Runs an act. `body` answers its result and the id to be told to a repeat; it may be begun again after a collision.
///
/// # Errors
/// What `body` or the archive says.
pub async fn run<T, F>(office: &Office, who: &Who, now: Timestamp, name: &'static str, body: F) -> Result<Ran<T>, Error>
where
    F: AsyncFn(&mut Tx) -> Result<(T, String), Error>,
{
    let scope = who.scope(now);
    let Some(key) = &who.once else {
        let (value, _) = office.store.act(&scope, name, body).await?;
        return Ok(Ran::Now(value));
    };
    let made = Mutex::new(None);
    let answer = office
        .store
        .act_once(&scope, name, key, async |tx: &mut Tx| {
            let (value, id) = body(tx).await?;
            *made.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
            Ok::<String, Error>(id)
        })
        .await?;
    match answer {
        store::Once::Before(id) => Ok(Ran::Before(id)),
        store::Once::Now(id) => {
            Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ran::Before(id), Ran::Now))
        }
    }
}
