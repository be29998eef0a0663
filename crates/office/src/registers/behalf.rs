//! Entries of registers and lots of stock that somebody of the authority enters for their holder, at the counter or from a
//! letter: for whom, who said so, and what was seen. Somebody else confirms them (`data/codes/roles.csv`: a clerk does not
//! approve what the clerk entered).

use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Role;
use cites::ids::{OrganisationId, PersonId};
use store::{CounterOf, CounterRow, Read, Tx};

/// Who enters for others.
pub const COUNTER: &[Role] = &[Role::MaClerk, Role::MaOfficer];

/// For whom something is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For {
    /// The company or record of this id.
    Company(OrganisationId),
    /// The account of this e-mail address: its company, or the person itself.
    Account(String),
}

/// What somebody of the authority says beside what is entered.
#[derive(Debug, Clone)]
pub struct OnBehalf {
    /// For whom.
    pub of: For,
    /// Who said so: the holder, or somebody for it.
    pub said_by: String,
    /// What was seen: papers with their numbers.
    pub evidence: String,
}

/// Whose thing it becomes, and what is kept beside it when it was not the holder who entered it.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// The company or record.
    pub organisation: Option<OrganisationId>,
    /// The person.
    pub person: Option<PersonId>,
    counter: Option<CounterRow>,
}

impl Owner {
    /// The actor enters for the own side.
    pub(super) fn own(who: &Who) -> Result<Owner, Error> {
        let person = who.person()?;
        let alone = person.organisation.is_none().then_some(person.id);
        Ok(Owner { organisation: person.organisation, person: alone, counter: None })
    }

    /// Keeps who said so beside what was entered.
    pub(super) async fn keep(&self, tx: &mut Tx, of: CounterOf) -> Result<(), Error> {
        match &self.counter {
            Some(counter) => Ok(tx.counter_insert(of, counter).await?),
            None => Ok(()),
        }
    }
}

/// Finds for whom something is entered.
///
/// # Errors
/// `said-by-empty`, `counter-evidence`, `counter-holder`, `company-closed`, or what the archive says.
pub(super) async fn owner(tx: &mut Tx, office: &Office, who: &Who, behalf: &OnBehalf) -> Result<Owner, Error> {
    let words = |field: &str, code: &'static str, text: &str, help: &str| {
        let text = text.trim();
        let good = !text.is_empty() && text.chars().count() <= 500;
        good.then(|| text.to_owned()).ok_or_else(|| Error::value(field, code, help))
    };
    let said_by = words("said_by", "said-by-empty", &behalf.said_by, "Write who said so.")?;
    let evidence = words("seen", "counter-evidence", &behalf.evidence, "Write what you were shown, with numbers.")?;
    let unknown = || Error::value("for", "counter-holder", "Give the account of an applicant, or open a record first.");
    let (organisation, person) = match &behalf.of {
        For::Company(id) => (tx.organisation::<serde_json::Value>(*id).await?.map(|o| o.columns.id), None),
        For::Account(mail) => {
            let found = tx.person_by_email(mail).await?.filter(|p| p.active);
            let outside = |p: &store::PersonRow| p.roles.iter().any(|r| super::stock::TRADERS.contains(r));
            match found.filter(outside) {
                Some(p) => (p.organisation, p.organisation.is_none().then_some(p.id)),
                None => (None, None),
            }
        }
    };
    if organisation.is_none() && person.is_none() {
        return Err(unknown());
    }
    let side = permits::application::ApplicantSide { applicant: person, organisation, agent: None };
    super::holder::must_be_open(tx, &side).await?;
    let by = who.person()?;
    let at = office.clock.now();
    let counter = CounterRow { said_by, evidence, by: by.id, name: by.name.clone(), at };
    Ok(Owner { organisation, person, counter: Some(counter) })
}

/// Nobody confirms what the same person entered for somebody, where the Party keeps four eyes.
///
/// # Errors
/// `counter-own`, or what the archive says.
pub(super) async fn not_own(read: &mut Read, who: &Who, of: CounterOf) -> Result<(), Error> {
    if !who.house.tenant.four_eyes {
        return Ok(());
    }
    let by = who.person()?.id;
    match read.counter_entry(of).await? {
        Some(counter) if counter.by == by => {
            Err(Error::value("", "counter-own", "You entered this: another person confirms it."))
        }
        _ => Ok(()),
    }
}
