//! Somebody opens an account, as a person or for a company.

use crate::registers::holder::Kept;
use crate::shared::error::Error;
use crate::shared::office::{House, Office, Who};
use cites::document::Address;
use cites::ids::{OrganisationId, OrganisationKind, PersonId, PersonKind};
use cites::{Lang, Role};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{AuditEntry, OrganisationRow, PersonRow};

/// What is asked at registration. The password comes as its hash.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// E-mail address, to sign in with.
    pub email: String,
    /// Name exactly as on the identity document.
    pub name: String,
    /// The company or institution; `None` for a private person.
    pub organisation: Option<NewOrganisation>,
    /// Where.
    pub address: Address,
    /// Preferred language.
    pub language: Lang,
    /// Argon2id hash of the password.
    pub password_hash: String,
}

/// A company or institution.
#[derive(Debug, Clone)]
pub struct NewOrganisation {
    /// Name as in the register.
    pub name: String,
    /// Number in the register.
    pub register_number: Option<String>,
}

/// What is kept of an organisation beside its columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrganisationBody {
    /// Where.
    pub address: Address,
    /// How to reach it, what was seen of its identity, whether it was closed.
    #[serde(flatten)]
    pub kept: Kept,
}

/// Reads an e-mail address: one `@`, a dot behind it, no blanks; small letters.
///
/// # Errors
/// `email-form`.
pub fn email(text: &str) -> Result<String, Error> {
    let text = text.trim().to_lowercase();
    let good = text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    if good && text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Ok(text)
    } else {
        Err(Error::value("email", "email-form", "Enter an e-mail address, like name@example.org."))
    }
}

/// Opens an account with the role of an applicant. For an address that has one already nothing is made and `None` is
/// answered; the page says the same in both cases, so that nobody learns who has an account.
///
/// # Errors
/// Values that are not right, or what the archive says.
pub async fn register(office: &Office, house: &Arc<House>, new: NewAccount) -> Result<Option<PersonId>, Error> {
    let address = email(&new.email)?;
    if new.name.trim().is_empty() {
        return Err(Error::value("name", "name-empty", "Enter your name."));
    }
    let who = Who::system(house.clone());
    let now = office.clock.now();
    let person: PersonId = office.id::<PersonKind>(now);
    let company: OrganisationId = office.id::<OrganisationKind>(now);
    let made: Result<Option<PersonId>, Error> = store::act!(&office.store, &who.scope(now), "register", |tx| {
        if tx.person_by_email(&address).await?.is_some() {
            return Ok(None);
        }
        let organisation = match &new.organisation {
            None => None,
            Some(organisation) => {
                let row = OrganisationRow {
                    id: company,
                    name: organisation.name.clone(),
                    register_number: organisation.register_number.clone(),
                    active: true,
                    created_at: now,
                };
                tx.organisation_insert(&row, &OrganisationBody { address: new.address.clone(), kept: Kept::default() })
                    .await?;
                Some(company)
            }
        };
        let mut roles = vec![Role::Applicant];
        if organisation.is_some() {
            roles.push(Role::OrgAdmin);
        }
        tx.person_insert(&PersonRow {
            id: person,
            email: address.clone(),
            name: new.name.trim().to_owned(),
            title: None,
            organisation,
            roles,
            language: new.language,
            password_hash: Some(new.password_hash.clone()),
            second_factor: None,
            failed_count: 0,
            locked_until_at: None,
            active: true,
            created_at: now,
            version: 0,
        })
        .await?;
        tx.audit(AuditEntry::new("register", "person", person));
        Ok(Some(person))
    });
    made
}
