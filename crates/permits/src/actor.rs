//! Who acts: a person with roles, the system itself, or a foreign authority known by its certificate.

use cites::ids::{OrganisationId, PersonId};
use cites::{CountryCode, Role};
use serde::{Deserialize, Serialize};

/// The one who does an act. Made by whoever proved it (session, token, client certificate), never from a request's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person.
    Person(Person),
    /// A job of our own: expiry, time-outs, automatic delivery.
    System,
    /// The Management Authority of another Party, known by its registered certificate.
    Partner {
        /// Whose authority.
        country: CountryCode,
    },
}

/// A person with an account, as far as the lives of permits need to know one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Name, as it stands in the timeline.
    pub name: String,
    /// Every role the person holds now.
    pub roles: Vec<Role>,
    /// The company or institution the person acts for; `None` for private persons and officers.
    pub organisation: Option<OrganisationId>,
    /// The Party in whose system the account is.
    pub party: CountryCode,
}

impl Actor {
    /// The person behind the act, if it is one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Actor::Person(person) => Some(person),
            Actor::System | Actor::Partner { .. } => None,
        }
    }

    /// Does the actor hold this role? A foreign authority holds `foreign_ma` and nothing else, and nobody else holds
    /// that one; the system holds none.
    pub fn has(&self, role: Role) -> bool {
        match self {
            Actor::Person(person) => role != Role::ForeignMa && person.roles.contains(&role),
            Actor::System => false,
            Actor::Partner { .. } => role == Role::ForeignMa,
        }
    }

    /// What is kept of the actor in a state or an event.
    pub fn who(&self) -> Who {
        match self {
            Actor::Person(person) => Who::Person { id: person.id, name: person.name.clone() },
            Actor::System => Who::System,
            Actor::Partner { country } => Who::Partner { country: *country },
        }
    }
}

/// Who did it, as recorded: without roles, because those change and the record does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A person, with the name held then.
    Person {
        /// Who.
        id: PersonId,
        /// Name at the time.
        name: String,
    },
    /// The system.
    System,
    /// A foreign authority.
    Partner {
        /// Whose.
        country: CountryCode,
    },
}

impl Who {
    /// The person's id, if it was a person.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Who::Person { id, .. } => Some(*id),
            Who::System | Who::Partner { .. } => None,
        }
    }
}

/// Who and when: the stamp under every fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Who.
    pub by: Who,
    /// When.
    pub at: cites::Timestamp,
}

impl Stamp {
    /// A stamp of this actor at this moment.
    pub fn new(actor: &Actor, at: cites::Timestamp) -> Stamp {
        Stamp { by: actor.who(), at }
    }
}
