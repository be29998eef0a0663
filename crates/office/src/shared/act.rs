//! The one way into the archive for acts: at most once for the caller's key, with the same answer for a repeat.
//!
//! Macros and not functions with closures, for the reason given at [`store::act!`].

use super::error::Error;

/// What became of an act.
#[derive(Debug)]
pub enum Ran<T> {
    /// Done now.
    Now(T),
    /// The same key came before; this is the id of what it made or changed then.
    Before(String),
}

/// Fixes the type of an act's body: its result, and the id to be told to a repeat.
pub fn answer<T>(result: Result<(T, String), Error>) -> Result<(T, String), Error> {
    result
}

/// Runs an act: `run!(office, who, now, "name", |tx| body)`. The body answers `Result<(T, String), Error>`, the result
/// and the id to be told to a repeat; it may be begun again after a collision. The whole answers `Result<Ran<T>, Error>`.
macro_rules! run {
    ($office:expr, $who:expr, $now:expr, $name:expr, |$tx:tt| $body:expr) => {
        store::act!(&$office.store, &$who.scope($now), $name, |tx| {
            if let Some(key) = &$who.once
                && let Some(id) = tx.key_take::<String>($name, key).await?
            {
                return Ok($crate::shared::act::Ran::Before(id));
            }
            let result = {
                let $tx = &mut *tx;
                ::std::boxed::Box::pin(async { $body }).await
            };
            let (value, id) = $crate::shared::act::answer(result)?;
            if let Some(key) = &$who.once {
                tx.key_answer(key, &id).await?;
            }
            Ok::<_, $crate::Error>($crate::shared::act::Ran::Now(value))
        })
    };
}
pub(crate) use run;
