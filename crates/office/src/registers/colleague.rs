//! The owner of a company invites colleagues and says what each may do: view, prepare, submit, pay.

use super::door::{self, DoorSecret};
use super::people::WithLink;
use crate::epermit::register::email;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{OrganisationId, PersonId, PersonKind};
use cites::{Lang, Role};
use store::{AuditEntry, ColleagueRow, PersonRow, Read};

/// What a colleague may do beyond looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights {
    /// Begin and change applications.
    pub prepare: bool,
    /// Hand them in and take them back.
    pub submit: bool,
    /// Pay.
    pub pay: bool,
}

impl Rights {
    /// Everything, as an owner and whoever was not narrowed.
    pub const WHOLE: Rights = Rights { prepare: true, submit: true, pay: true };
}

/// One right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Begin and change applications.
    Prepare,
    /// Hand them in and take them back.
    Submit,
    /// Pay.
    Pay,
}

/// A person of the company with what he or she may do.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// The account.
    pub person: PersonRow,
    /// What it may do.
    pub rights: Rights,
    /// Is it an owner: one who invites?
    pub owner: bool,
}

/// Somebody to invite.
#[derive(Debug, Clone)]
pub struct NewColleague {
    /// Address to sign in with.
    pub email: String,
    /// Name exactly as on the identity document.
    pub name: String,
    /// Language of the pages.
    pub language: Lang,
    /// What the person may do.
    pub rights: Rights,
    /// May invite others too?
    pub owner: bool,
}

/// The company of its owner.
fn company(who: &Who) -> Result<OrganisationId, Error> {
    who.must_be(&[Role::OrgAdmin])?;
    who.person()?.organisation.ok_or(Error::NotPermitted)
}

fn roles(owner: bool) -> Vec<Role> {
    if owner { vec![Role::Applicant, Role::OrgAdmin] } else { vec![Role::Applicant] }
}

/// May this person do it in the company's name? Officers, private persons, owners, and colleagues whose rights nobody
/// narrowed may; everybody else needs the right.
///
/// # Errors
/// `right-missing`, or what the archive says.
pub async fn must(read: &mut Read, who: &Who, right: Right) -> Result<(), Error> {
    let Some(person) = who.actor.person() else { return Ok(()) };
    let outside = person.roles.iter().all(|r| r.side() == "outside");
    if !outside || person.organisation.is_none() || person.roles.contains(&Role::OrgAdmin) {
        return Ok(());
    }
    let Some(row) = read.colleague(person.id).await? else { return Ok(()) };
    let may = match right {
        Right::Prepare => row.prepare,
        Right::Submit => row.submit,
        Right::Pay => row.pay,
    };
    if may {
        return Ok(());
    }
    Err(Error::value("", "right-missing", "Ask the owner of your company: you may not do this in its name."))
}

/// Everybody of the company.
///
/// # Errors
/// [`Error::NotPermitted`] for anybody but an owner.
pub async fn list(office: &Office, who: &Who) -> Result<Vec<Colleague>, Error> {
    let organisation = company(who)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let narrowed = read.colleagues(organisation).await?;
    let people = read.people_of_organisation(organisation).await?;
    Ok(people
        .into_iter()
        .map(|person| {
            let owner = person.roles.contains(&Role::OrgAdmin);
            let row = narrowed.iter().find(|r| r.person == person.id).filter(|_| !owner);
            let rights = row.map_or(Rights::WHOLE, |r| Rights { prepare: r.prepare, submit: r.submit, pay: r.pay });
            Colleague { person, rights, owner }
        })
        .collect())
}

/// Opens an account for a colleague; the link sets the password. For an address that has an account already nothing is
/// made and the answer looks the same, so that nobody learns who has one: the link does not open then.
///
/// # Errors
/// Values that are not right, [`Error::NotPermitted`], or what the archive says.
pub async fn invite(office: &Office, who: &Who, new: NewColleague) -> Result<WithLink, Error> {
    let organisation = company(who)?;
    let by = who.person()?.id;
    let address = email(&new.email)?;
    if new.name.trim().is_empty() {
        return Err(Error::value("name", "enter-name", "Enter the name."));
    }
    let now = office.clock.now();
    let (id, secret) = (office.id::<PersonKind>(now), DoorSecret::new(office));
    let ran = act::run!(office, who, now, "invite_colleague", |tx| {
        if tx.person_by_email(&address).await?.is_none() {
            tx.person_insert(&PersonRow {
                id,
                email: address.clone(),
                name: new.name.trim().to_owned(),
                title: None,
                organisation: Some(organisation),
                roles: roles(new.owner),
                language: new.language,
                password_hash: None,
                second_factor: None,
                failed_count: 0,
                locked_until_at: None,
                active: true,
                created_at: now,
                version: 0,
            })
            .await?;
            tx.colleague_put(&row(id, organisation, new.rights), by).await?;
            door::put(tx, &secret, id, by, now).await?;
            tx.audit(AuditEntry::new("invite_colleague", "person", id).payload(&words(new.rights, new.owner))?);
        }
        Ok(((), id.to_string()))
    });
    Ok(match ran? {
        Ran::Now(()) => WithLink { person: id, secret: Some(secret) },
        Ran::Before(id) => WithLink { person: PersonId::parse(&id).map_err(Error::internal)?, secret: None },
    })
}

fn row(person: PersonId, organisation: OrganisationId, rights: Rights) -> ColleagueRow {
    ColleagueRow { person, organisation, prepare: rights.prepare, submit: rights.submit, pay: rights.pay }
}

fn words(rights: Rights, owner: bool) -> serde_json::Value {
    serde_json::json!({ "prepare": rights.prepare, "submit": rights.submit, "pay": rights.pay, "owner": owner })
}

/// A colleague in the owner's company, not the owner himself.
async fn colleague(tx: &mut store::Tx, who: &Who, id: PersonId) -> Result<PersonRow, Error> {
    let organisation = company(who)?;
    if who.person()?.id == id {
        return Err(Error::value("", "own-account", "Ask another owner: nobody changes the own account here."));
    }
    let found = tx.person(id).await?;
    found.filter(|p| p.organisation == Some(organisation)).ok_or(Error::NotFound("colleague"))
}

/// Changes what a colleague may do.
///
/// # Errors
/// `own-account`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn change(office: &Office, who: &Who, id: PersonId, rights: Rights, owner: bool) -> Result<(), Error> {
    let organisation = company(who)?;
    let by = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "change_colleague", |tx| {
        let mut person = colleague(tx, who, id).await?;
        if person.roles != roles(owner) {
            person.roles = roles(owner);
            tx.person_update(&person).await?;
            tx.sessions_end(id).await?;
        }
        tx.colleague_put(&row(id, organisation, rights), by).await?;
        tx.audit(AuditEntry::new("change_colleague", "person", id).payload(&words(rights, owner))?);
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Takes a colleague out of the company: the account is closed, so that what it saw as a colleague it sees no more.
///
/// # Errors
/// `own-account`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn remove(office: &Office, who: &Who, id: PersonId) -> Result<(), Error> {
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "remove_colleague", |tx| {
        let mut person = colleague(tx, who, id).await?;
        person.active = false;
        tx.person_update(&person).await?;
        tx.sessions_end(id).await?;
        tx.door_keys_end(id).await?;
        tx.audit(AuditEntry::new("remove_colleague", "person", id));
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// A new link for a colleague who lost the first one or forgot the password.
///
/// # Errors
/// `own-account`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn link(office: &Office, who: &Who, id: PersonId) -> Result<WithLink, Error> {
    let by = who.person()?.id;
    let now = office.clock.now();
    let secret = DoorSecret::new(office);
    let ran = act::run!(office, who, now, "colleague_link", |tx| {
        let person = colleague(tx, who, id).await?;
        if !person.active {
            return Err(Error::NotFound("colleague"));
        }
        door::put(tx, &secret, id, by, now).await?;
        tx.audit(AuditEntry::new("colleague_link", "person", id));
        Ok(((), id.to_string()))
    });
    Ok(match ran? {
        Ran::Now(()) => WithLink { person: id, secret: Some(secret) },
        Ran::Before(_) => WithLink { person: id, secret: None },
    })
}
