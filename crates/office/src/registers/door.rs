//! One-time links that set a password: for a new colleague, a new officer, or somebody who forgot. Whoever makes one
//! sees it once; the archive keeps the digest of its secret only.

use crate::shared::error::Error;
use crate::shared::office::{House, Office, Who};
use cites::ids::PersonId;
use cites::{Digest, Timestamp};
use jiff::SignedDuration;
use std::sync::Arc;
use store::{AuditEntry, PersonRow, Tx};

/// How long a link is good.
pub const GOOD_FOR: SignedDuration = SignedDuration::from_hours(72);

/// The secret part of a link: 32 letters and digits, 160 bits. Shown once, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct DoorSecret(String);

impl DoorSecret {
    /// A new one.
    pub fn new(office: &Office) -> DoorSecret {
        const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut bytes = [0_u8; 32];
        office.chance.fill(&mut bytes);
        DoorSecret(bytes.iter().map(|b| char::from(SIGNS[usize::from(b & 31)])).collect())
    }

    /// For the one page that shows it.
    pub fn show(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for DoorSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DoorSecret")
    }
}

fn digest(secret: &str) -> Digest {
    Digest::of("manis-door", secret.as_bytes())
}

/// Puts a link for a person into the archive; older ones of the same person are worth nothing from now on.
///
/// # Errors
/// What the archive says.
pub async fn put(
    tx: &mut Tx,
    secret: &DoorSecret,
    person: PersonId,
    by: PersonId,
    now: Timestamp,
) -> Result<(), Error> {
    let until = now.checked_add(GOOD_FOR).map_err(Error::internal)?;
    Ok(tx.door_key_insert(&digest(&secret.0), person, by, until).await?)
}

/// Whose link this is; `None` when it was used, has ended or never was.
///
/// # Errors
/// What the archive says.
pub async fn behind(office: &Office, house: &Arc<House>, secret: &str) -> Result<Option<PersonRow>, Error> {
    let who = Who::system(house.clone());
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let Some(key) = read.door_key(&digest(secret)).await? else { return Ok(None) };
    Ok(read.person(key.person).await?.filter(|p| p.active))
}

/// Sets the password of the person behind a link; the link and every session of the person end.
///
/// # Errors
/// `door-closed` for a link that is not good any more, or what the archive says.
pub async fn open(
    office: &Office,
    house: &Arc<House>,
    secret: &str,
    password_hash: String,
) -> Result<PersonRow, Error> {
    let closed = || Error::value("", "door-closed", "Ask for a new link: this one was used or has ended.");
    let person = behind(office, house, secret).await?.ok_or_else(closed)?;
    let who = Who::new(house.clone(), person.actor(house.party()));
    let now = office.clock.now();
    let done: Result<PersonRow, Error> = store::act!(&office.store, &who.scope(now), "set_password", |tx| {
        // Asked again inside: the same link opened twice at once sets one password.
        let key = tx.door_key(&digest(secret)).await?.ok_or_else(closed)?;
        let mut person = tx.person(key.person).await?.filter(|p| p.active).ok_or_else(closed)?;
        person.password_hash = Some(password_hash.clone());
        tx.person_update(&person).await?;
        tx.door_keys_end(person.id).await?;
        tx.sessions_end(person.id).await?;
        tx.audit(AuditEntry::new("set_password", "person", person.id));
        Ok(person)
    });
    done
}
