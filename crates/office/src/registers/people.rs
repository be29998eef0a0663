//! The Party's administrator opens officers' accounts, gives and takes roles, locks accounts and makes reset links.
//!
//! Nobody changes the own account here, so that no administrator can make a signing officer of himself, and the last
//! administrator cannot be lost.

use super::door::{self, DoorSecret};
use crate::epermit::register::email;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{PersonId, PersonKind};
use cites::{Lang, Role};
use permits::DeskAct;
use store::{AuditEntry, PersonRow};

/// Roles that an administrator may give to an officer: everything of the Party itself.
pub const GIVEN: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Customs,
    Role::Enforcement,
    Role::Accountant,
    Role::Cashier,
    Role::Reporter,
    Role::TenantAdmin,
    Role::Auditor,
];

/// Roles of people outside, which an administrator may change among themselves.
pub const OUTSIDE: &[Role] = &[Role::Applicant, Role::Agent, Role::OrgAdmin];

/// Two roles in one hand that a second person should have. Allowed, after a warning: small authorities need it, and the
/// case itself still refuses the same person twice while four eyes are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleConflict {
    /// One role.
    pub one: Role,
    /// The other.
    pub other: Role,
}

/// Pairs that are warned about (`data/codes/roles.csv`, must not).
const CONFLICTS: &[(Role, Role)] = &[
    (Role::MaOfficer, Role::MaApprover),
    (Role::MaClerk, Role::MaApprover),
    (Role::SaCoordinator, Role::MaApprover),
    (Role::SaExpert, Role::MaApprover),
    (Role::Customs, Role::MaApprover),
    (Role::Inspector, Role::MaApprover),
    (Role::Cashier, Role::Accountant),
    (Role::TenantAdmin, Role::MaApprover),
    (Role::TenantAdmin, Role::MaOfficer),
    (Role::Auditor, Role::MaOfficer),
    (Role::Auditor, Role::MaApprover),
    (Role::Auditor, Role::TenantAdmin),
];

/// What is warned about in a set of roles.
pub fn conflicts(roles: &[Role]) -> Vec<RoleConflict> {
    CONFLICTS
        .iter()
        .filter(|(one, other)| roles.contains(one) && roles.contains(other))
        .map(|(one, other)| RoleConflict { one: *one, other: *other })
        .collect()
}

/// A new officer.
#[derive(Debug, Clone)]
pub struct NewOfficer {
    /// Address to sign in with.
    pub email: String,
    /// Name.
    pub name: String,
    /// Title under a signature.
    pub title: Option<String>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Language of the pages.
    pub language: Lang,
    /// The warning about roles in one hand was read.
    pub warned: bool,
}

/// A person and, when it was made just now, the secret of the link to be handed over.
#[derive(Debug, Clone)]
pub struct WithLink {
    /// Who.
    pub person: PersonId,
    /// `None` for the repeat of an act: a link is shown once.
    pub secret: Option<DoorSecret>,
}

fn fit(roles: &[Role], warned: bool) -> Result<(), Error> {
    if roles.is_empty() {
        return Err(Error::value("roles", "roles-empty", "Choose at least one role."));
    }
    let outside = roles.iter().filter(|r| OUTSIDE.contains(r)).count();
    if outside != 0 && outside != roles.len() || roles.iter().any(|r| !OUTSIDE.contains(r) && !GIVEN.contains(r)) {
        return Err(Error::value(
            "roles",
            "roles-mixed",
            "Use two accounts: nobody applies and works for the authority in one.",
        ));
    }
    if !warned && !conflicts(roles).is_empty() {
        return Err(Error::value(
            "roles",
            "roles-conflict",
            "These roles belong into two hands; tick the box below if the authority wants them in one.",
        ));
    }
    Ok(())
}

/// Opens an officer's account without a password; the link sets it.
///
/// # Errors
/// Values that are not right, `account-exists`, [`Error::NotPermitted`], or what the archive says.
pub async fn hire(office: &Office, who: &Who, new: NewOfficer) -> Result<WithLink, Error> {
    who.must_be(DeskAct::Administer.roles())?;
    let by = who.person()?.id;
    let address = email(&new.email)?;
    if new.name.trim().is_empty() {
        return Err(Error::value("name", "enter-name", "Enter the name."));
    }
    if new.roles.iter().any(|r| OUTSIDE.contains(r)) {
        return Err(Error::value("roles", "roles-mixed", "People outside open their accounts themselves."));
    }
    fit(&new.roles, new.warned)?;
    let now = office.clock.now();
    let (id, secret) = (office.id::<PersonKind>(now), DoorSecret::new(office));
    let ran = act::run!(office, who, now, "open_account", |tx| {
        if tx.person_by_email(&address).await?.is_some() {
            return Err(Error::value(
                "email",
                "account-exists",
                "This address has an account: look for it in the list.",
            ));
        }
        let row = PersonRow {
            id,
            email: address.clone(),
            name: new.name.trim().to_owned(),
            title: new.title.clone(),
            organisation: None,
            roles: new.roles.clone(),
            language: new.language,
            password_hash: None,
            second_factor: None,
            failed_count: 0,
            locked_until_at: None,
            active: true,
            created_at: now,
            version: 0,
        };
        tx.person_insert(&row).await?;
        door::put(tx, &secret, id, by, now).await?;
        let words = serde_json::json!({ "roles": codes(&row.roles), "conflicts": conflicts(&row.roles).len() });
        tx.audit(AuditEntry::new("open_account", "person", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    Ok(match ran? {
        Ran::Now(()) => WithLink { person: id, secret: Some(secret) },
        Ran::Before(id) => WithLink { person: PersonId::parse(&id).map_err(Error::internal)?, secret: None },
    })
}

fn codes(roles: &[Role]) -> Vec<&'static str> {
    roles.iter().map(|r| r.code()).collect()
}

/// Somebody else's account, to be changed.
async fn other(tx: &mut store::Tx, who: &Who, id: PersonId) -> Result<PersonRow, Error> {
    if who.person()?.id == id {
        return Err(Error::value("", "own-account", "Ask another administrator: nobody changes the own account here."));
    }
    tx.person(id).await?.ok_or(Error::NotFound("account"))
}

/// Gives and takes roles; the person is signed out, so that the next page knows the new ones.
///
/// # Errors
/// `roles-empty`, `roles-mixed`, `roles-conflict`, `own-account`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn set_roles(office: &Office, who: &Who, id: PersonId, roles: Vec<Role>, warned: bool) -> Result<(), Error> {
    who.must_be(DeskAct::Administer.roles())?;
    fit(&roles, warned)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "set_roles", |tx| {
        let mut person = other(tx, who, id).await?;
        let was_outside = person.roles.iter().all(|r| OUTSIDE.contains(r));
        if was_outside != roles.iter().all(|r| OUTSIDE.contains(r)) {
            let help = "Use two accounts: nobody applies and works for the authority in one.";
            return Err(Error::value("roles", "roles-mixed", help));
        }
        let words = serde_json::json!({ "before": codes(&person.roles), "after": codes(&roles) });
        person.roles.clone_from(&roles);
        tx.person_update(&person).await?;
        tx.sessions_end(id).await?;
        tx.audit(AuditEntry::new("set_roles", "person", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Closes or opens an account. Closing ends every session, link and, with the account, every token.
///
/// # Errors
/// `reason-empty`, `own-account`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn set_open(office: &Office, who: &Who, id: PersonId, open: bool, reason: String) -> Result<(), Error> {
    who.must_be(DeskAct::Administer.roles())?;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let name = if open { "unlock_account" } else { "lock_account" };
    let ran = act::run!(office, who, now, name, |tx| {
        let mut person = other(tx, who, id).await?;
        person.active = open;
        tx.person_update(&person).await?;
        tx.sessions_end(id).await?;
        tx.door_keys_end(id).await?;
        tx.audit(AuditEntry::new(name, "person", id).payload(&serde_json::json!({ "reason": reason.trim() }))?);
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Makes a link with which the person sets a new password. The old password works until then.
///
/// # Errors
/// `account-closed`, `own-account`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn reset(office: &Office, who: &Who, id: PersonId) -> Result<WithLink, Error> {
    who.must_be(DeskAct::Administer.roles())?;
    let by = who.person()?.id;
    let now = office.clock.now();
    let secret = DoorSecret::new(office);
    let ran = act::run!(office, who, now, "reset_link", |tx| {
        let person = other(tx, who, id).await?;
        if !person.active {
            return Err(Error::value("", "account-closed", "Unlock the account first."));
        }
        door::put(tx, &secret, id, by, now).await?;
        tx.audit(AuditEntry::new("reset_link", "person", id));
        Ok(((), id.to_string()))
    });
    Ok(match ran? {
        Ran::Now(()) => WithLink { person: id, secret: Some(secret) },
        Ran::Before(_) => WithLink { person: id, secret: None },
    })
}

/// One account, for the administrator's page.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn get(office: &Office, who: &Who, id: PersonId) -> Result<PersonRow, Error> {
    who.must_be(DeskAct::Administer.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.person(id).await?.ok_or(Error::NotFound("account"))
}
