//! In whose house, in whose name and when: without a scope there is no transaction.

use cites::{Timestamp, ids::PersonId};
use permits::Actor;
use std::fmt;

/// A tenant that exists. Made only by the archive, from a row of `tenant`; never from anything a caller sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TenantId(pub(crate) i64);

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Tenant, actor and the moment of the act.
#[derive(Debug, Clone)]
pub struct Scope {
    /// In whose house.
    pub tenant: TenantId,
    /// In whose name.
    pub actor: Actor,
    /// When, by the clock that `office` was given. Everything the transaction dates, it dates with this.
    pub at: Timestamp,
}

impl Scope {
    /// A scope for one act.
    pub fn new(tenant: TenantId, actor: Actor, at: Timestamp) -> Scope {
        Scope { tenant, actor, at }
    }

    /// A scope in the name of the system itself.
    pub fn system(tenant: TenantId, at: Timestamp) -> Scope {
        Scope { tenant, actor: Actor::System, at }
    }

    /// The person behind the act, if it is one.
    pub fn person(&self) -> Option<PersonId> {
        self.actor.person().map(|p| p.id)
    }
}

/// The actor as the audit chain and the ledgers name it: an id, never a person's name.
pub fn actor_key(actor: &Actor) -> String {
    match actor {
        Actor::Person(person) => format!("person:{}", person.id),
        Actor::System => "system".to_owned(),
        Actor::Partner { country } => format!("partner:{country}"),
    }
}
