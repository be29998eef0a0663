//! Passwords: Argon2id, bounded in number at once, a block list, and the same time for known and unknown accounts
//! (`design/security.md` section 9).

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use cites::ParseError;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Shortest password that may stand alone.
pub const SHORTEST: usize = 15;
/// Longest password that is read.
pub const LONGEST: usize = 128;

/// One hash takes 19 MiB and a good part of a core: only so many at once.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A hash of nothing anybody typed: checked when the account is not known, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> Option<String> {
    argon().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// Is this password fit to be set? `context`: the names of the person, the Party and the product.
///
/// # Errors
/// `password-short`, `password-long` or `password-common`.
pub fn fit(password: &str, context: &[&str]) -> Result<(), ParseError> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(ParseError::new("password-short", format!("Choose a password of at least {SHORTEST} characters.")));
    }
    if length > LONGEST {
        return Err(ParseError::new("password-long", format!("Choose a password of at most {LONGEST} characters.")));
    }
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let plain: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    let known = ["password", "qwertyuiop", "123456789", "iloveyou", "administrator", "letmein", "welcome", "manis"];
    let rest = context.iter().copied().chain(known).filter(|w| w.len() >= 4).fold(plain.clone(), |text, word| {
        let word: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        if word.is_empty() { text } else { text.replace(&word, "") }
    });
    if letters.len() < 5 || rest.chars().count() < 6 {
        return Err(ParseError::new(
            "password-common",
            "Choose a password that is harder to guess: several words in a row.",
        ));
    }
    Ok(())
}

/// The hash to store.
///
/// # Errors
/// Text for the log when hashing fails.
pub async fn hash(password: String) -> Result<String, String> {
    let _permit = AT_ONCE.acquire().await.map_err(|e| e.to_string())?;
    tokio::task::spawn_blocking(move || hash_now(&password).ok_or_else(|| "hashing failed".to_owned()))
        .await
        .map_err(|e| e.to_string())?
}

/// Is this the password of the stored hash? Without a hash the same work is done and the answer is no.
pub async fn matches(password: String, stored: Option<String>) -> bool {
    let Ok(_permit) = AT_ONCE.acquire().await else { return false };
    let checked = tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let text = stored.unwrap_or_else(|| NOBODY.clone());
        let right =
            PasswordHash::new(&text).is_ok_and(|hash| argon().verify_password(password.as_bytes(), &hash).is_ok());
        known && right
    });
    checked.await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_found_again_and_another_is_not() {
        let stored = hash("five lazy river crocodiles".into()).await.unwrap();
        assert!(matches("five lazy river crocodiles".into(), Some(stored.clone())).await);
        assert!(!matches("five lazy river crocodile".into(), Some(stored)).await);
        assert!(!matches("nobody has this password".into(), None).await, "an unknown account has no password");
    }

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        assert_eq!(fit("short", &[]).unwrap_err().code, "password-short");
        assert_eq!(fit("aaaaaaaaaaaaaaaaaaaa", &[]).unwrap_err().code, "password-common");
        assert_eq!(fit("querimba-password", &["Querimba"]).unwrap_err().code, "password-common");
        assert!(fit("five lazy river crocodiles", &["Querimba"]).is_ok());
        assert!(fit("пять ленивых крокодилов", &[]).is_ok(), "any letters will do");
    }
}
