//! Acts that are sent twice count once: the caller's key is stored with the answer, in the act's own transaction.

use crate::sql::{args, queries};
use crate::{Chore, Error, Tx};
use cites::{Digest, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

queries! {
    /// Takes the key; a second caller at the same moment waits here until the first has committed.
    TAKE_KEY = "INSERT INTO idempotency (tenant, key, actor, act, request_digest, answer, created_at) VALUES ($1, $2, $3, $4, $5, '', $6) ON CONFLICT (tenant, actor, key) DO NOTHING";
    /// What the key stands for.
    KEY = "SELECT act, request_digest, answer FROM idempotency WHERE tenant = $1 AND actor = $2 AND key = $3";
    /// The answer, once it is known.
    SET_ANSWER = "UPDATE idempotency SET answer = $4 WHERE tenant = $1 AND actor = $2 AND key = $3";
    /// Forgets old keys.
    SWEEP_KEYS = "DELETE FROM idempotency WHERE tenant = $1 AND created_at < $2";
}

/// A key with the request it stands for.
#[derive(Debug, Clone)]
pub struct Key {
    /// Made by the caller, or by our form; 1 to 200 characters.
    pub key: String,
    /// Digest of everything that was asked.
    pub request: Digest,
}

/// The answer of an act that may have been done before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once<T> {
    /// Done now.
    Now(T),
    /// Done before; this is the answer that was given then.
    Before(T),
}

impl<T> Once<T> {
    /// The answer.
    pub fn into_answer(self) -> T {
        match self {
            Once::Now(answer) | Once::Before(answer) => answer,
        }
    }

    /// The answer.
    pub fn answer(&self) -> &T {
        match self {
            Once::Now(answer) | Once::Before(answer) => answer,
        }
    }
}

impl Tx {
    /// Takes the key, or answers what it stands for already. Part of [`crate::act_once!`].
    #[doc(hidden)]
    pub async fn key_take<T: DeserializeOwned>(&mut self, act: &str, key: &Key) -> Result<Option<T>, Error> {
        let (actor, at) = (self.actor.clone(), self.at());
        if self.run(TAKE_KEY, args![key.key, actor, act, key.request, at]).await? == 1 {
            return Ok(None);
        }
        let row = self.one(KEY, args![actor, key.key]).await?;
        if row.get::<Digest>("request_digest")? != key.request || row.get::<String>("act")? != act {
            return Err(Error::KeyReused);
        }
        row.json("answer").map(Some)
    }

    /// Keeps the answer for every repeat. Part of [`crate::act_once!`].
    #[doc(hidden)]
    pub async fn key_answer(&mut self, key: &Key, answer: &impl Serialize) -> Result<(), Error> {
        let (actor, answer) = (self.actor.clone(), serde_json::to_string(answer)?);
        self.run(SET_ANSWER, args![actor, key.key, answer]).await?;
        Ok(())
    }
}

impl Chore {
    /// Forgets keys older than that moment (kept at least 30 days, `design/reliability.md` section 3).
    pub async fn keys_sweep(&mut self, before: Timestamp) -> Result<u64, Error> {
        self.run(SWEEP_KEYS, args![before]).await
    }
}
