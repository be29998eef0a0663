//! Companies and persons as the authority keeps them: found by name or number, their particulars with a history of every
//! change, what was seen of their identity, records of those without an account, companies closed and opened again.
//!
//! What was printed on a permit stays: the document carries its own names and addresses.

use crate::epermit::register::{OrganisationBody, email};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::document::Address;
use cites::ids::{OrganisationId, OrganisationKind};
use cites::{CountryCode, Date, Role};
use permits::application::ApplicantSide;
use serde::{Deserialize, Serialize};
use store::{AuditEntry, HolderCursor, HolderId, HolderRow, NewHolderChange, OpenCase, OrganisationRow, Read, Tx};

/// Who looks companies and persons up, keeps their particulars and opens records for people without an account.
pub const KEEPERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaSupervisor];
/// Who closes a company and opens it again.
pub const CLOSERS: &[Role] = &[Role::MaOfficer, Role::MaSupervisor];

/// How to reach a company or person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Whom to ask for; empty for the person itself.
    pub person: String,
    /// Telephone.
    pub telephone: String,
    /// E-mail address for letters; of a person with an account that of the account counts.
    pub email: String,
}

/// Of what kind the paper was that showed who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// Extract of the register of companies.
    RegisterExtract,
    /// Licence of a trade or operation.
    Licence,
    /// Identity card.
    IdentityCard,
    /// Passport.
    Passport,
    /// Authority to act for a company.
    Authority,
    /// Something else, named in the words beside it.
    Other,
}

impl PaperKind {
    /// All of them, in the order of the list.
    pub const ALL: &'static [PaperKind] = &[
        PaperKind::RegisterExtract,
        PaperKind::Licence,
        PaperKind::IdentityCard,
        PaperKind::Passport,
        PaperKind::Authority,
        PaperKind::Other,
    ];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            PaperKind::RegisterExtract => "register-extract",
            PaperKind::Licence => "licence",
            PaperKind::IdentityCard => "identity-card",
            PaperKind::Passport => "passport",
            PaperKind::Authority => "authority",
            PaperKind::Other => "other",
        }
    }

    /// The one of a code.
    pub fn from_code(code: &str) -> Option<PaperKind> {
        PaperKind::ALL.iter().copied().find(|k| k.code() == code)
    }
}

/// A paper that showed who somebody is, as somebody of the authority saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Of what kind.
    pub kind: PaperKind,
    /// Its number.
    pub number: String,
    /// Who issued it, and what else matters.
    pub note: String,
    /// When it was seen.
    pub on: Date,
    /// Who saw it.
    pub by: String,
}

/// Why and since when a company is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Since when.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// What is kept of a company or person beside its name and number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// How to reach it.
    pub contact: Contact,
    /// What showed who it is, the oldest first.
    pub seen: Vec<Seen>,
    /// A natural person without an account, and no company.
    pub natural: bool,
    /// Closed, when it is.
    pub closed: Option<Closed>,
}

/// What is kept of a person with an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonBody {
    /// Where; `None` until somebody typed it.
    pub address: Option<Address>,
    /// Number of the identity document.
    pub number: String,
    /// The rest.
    #[serde(flatten)]
    pub kept: Kept,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which field.
    pub field: String,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// One entry of the history.
pub type Changed = store::HolderChange<Vec<Change>>;

/// A company or person with its particulars.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Whose.
    pub id: HolderId,
    /// Name.
    pub name: String,
    /// Number in the register of companies, or of the identity document; empty when none is known.
    pub number: String,
    /// Where; `None` when nobody typed it.
    pub address: Option<Address>,
    /// The rest.
    pub kept: Kept,
    /// May apply?
    pub active: bool,
    /// Address of the account, of a person.
    pub account: Option<String>,
    /// How often it was changed, of a company.
    version: i64,
}

/// With everything around it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The company or person.
    pub holder: Holder,
    /// The history, the last change first.
    pub changes: Vec<Changed>,
    /// Its people: name, address, may sign in.
    pub people: Vec<(String, String, bool)>,
    /// Applications that have not come to their end.
    pub open: Vec<OpenCase>,
}

/// Particulars as they are typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Name.
    pub name: String,
    /// Number in the register of companies, or of the identity document.
    pub number: String,
    /// Street and house.
    pub street: String,
    /// Town.
    pub city: String,
    /// Postcode.
    pub postcode: String,
    /// Country code.
    pub country: String,
    /// How to reach it.
    pub contact: Contact,
    /// A natural person; asked when a record is opened.
    pub natural: bool,
    /// Why it changes.
    pub reason: String,
}

fn line(field: &str, text: &str, most: usize) -> Result<String, Error> {
    let text = text.trim();
    if text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Error::value(field, "line-form", format!("Write one line of at most {most} characters.")));
    }
    Ok(text.to_owned())
}

impl Typed {
    fn address(&self) -> Result<Address, Error> {
        let street = line("street", &self.street, 200)?;
        let city = line("city", &self.city, 100)?;
        if street.is_empty() {
            return Err(Error::value("street", "street-empty", "Enter street and house."));
        }
        if city.is_empty() {
            return Err(Error::value("city", "city-empty", "Enter the town."));
        }
        let country = CountryCode::parse(self.country.trim()).map_err(|e| Error::parse("country", e))?;
        let postcode = Some(line("postcode", &self.postcode, 20)?).filter(|t| !t.is_empty());
        Ok(Address { street, post_box: None, city, postcode, subdivision: None, country })
    }

    fn contact(&self) -> Result<Contact, Error> {
        let mail = self.contact.email.trim();
        let mail = if mail.is_empty() { String::new() } else { email(mail)? };
        Ok(Contact {
            person: line("contact", &self.contact.person, 200)?,
            telephone: line("telephone", &self.contact.telephone, 60)?,
            email: mail,
        })
    }

    fn name(&self) -> Result<String, Error> {
        let name = line("name", &self.name, 200)?;
        if name.is_empty() {
            return Err(Error::value("name", "holder-name-empty", "Enter the name."));
        }
        Ok(name)
    }
}

fn address_words(address: Option<&Address>) -> String {
    let Some(a) = address else { return String::new() };
    let postcode = a.postcode.as_deref().unwrap_or_default();
    let town = format!("{postcode} {}", a.city);
    [a.street.as_str(), town.trim(), a.country.code()]
        .iter()
        .filter(|t| !t.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
}

fn differences(old: &Holder, new: &Holder) -> Vec<Change> {
    let both = [
        ("name", old.name.clone(), new.name.clone()),
        ("number", old.number.clone(), new.number.clone()),
        ("address", address_words(old.address.as_ref()), address_words(new.address.as_ref())),
        ("contact", old.kept.contact.person.clone(), new.kept.contact.person.clone()),
        ("telephone", old.kept.contact.telephone.clone(), new.kept.contact.telephone.clone()),
        ("email", old.kept.contact.email.clone(), new.kept.contact.email.clone()),
    ];
    let differ = both.into_iter().filter(|(_, old, new)| old != new);
    differ.map(|(field, old, new)| Change { field: field.to_owned(), old, new }).collect()
}

async fn load(read: &mut Read, id: HolderId) -> Result<Holder, Error> {
    let none = Error::NotFound("company or person");
    match id {
        HolderId::Company(organisation) => {
            let found = read.organisation::<OrganisationBody>(organisation).await?.ok_or(none)?;
            Ok(Holder {
                id,
                name: found.columns.name,
                number: found.columns.register_number.unwrap_or_default(),
                address: Some(found.value.address),
                kept: found.value.kept,
                active: found.columns.active,
                account: None,
                version: found.version,
            })
        }
        HolderId::Person(person) => {
            let outside = |p: &store::PersonRow| p.organisation.is_none() && p.roles.contains(&Role::Applicant);
            let found = read.person(person).await?.filter(outside).ok_or(none)?;
            let body = read.person_particulars::<PersonBody>(person).await?.unwrap_or_default();
            Ok(Holder {
                id,
                name: found.name,
                number: body.number,
                address: body.address,
                kept: body.kept,
                active: found.active,
                account: Some(found.email),
                version: found.version,
            })
        }
    }
}

async fn save(tx: &mut Tx, holder: &Holder) -> Result<(), Error> {
    match holder.id {
        HolderId::Company(id) => {
            let found = tx.organisation::<OrganisationBody>(id).await?.ok_or(Error::NotFound("company"))?;
            let row = OrganisationRow {
                name: holder.name.clone(),
                register_number: Some(holder.number.clone()).filter(|n| !n.is_empty()),
                active: holder.active,
                ..found.columns
            };
            let address = holder.address.clone().unwrap_or(found.value.address);
            let body = OrganisationBody { address, kept: holder.kept.clone() };
            tx.organisation_update(&row, holder.version, &body).await?;
        }
        HolderId::Person(id) => {
            let mut row = tx.person(id).await?.ok_or(Error::NotFound("account"))?;
            if row.name != holder.name {
                row.name.clone_from(&holder.name);
                row.version = holder.version;
                tx.person_update(&row).await?;
            }
            let body = PersonBody {
                address: holder.address.clone(),
                number: holder.number.clone(),
                kept: holder.kept.clone(),
            };
            tx.person_particulars_set(id, &body).await?;
        }
    }
    Ok(())
}

async fn note(tx: &mut Tx, who: &Who, id: HolderId, act: &str, changes: &[Change], reason: &str) -> Result<(), Error> {
    let person = who.person()?;
    let by = (person.id, person.name.as_str());
    tx.holder_changed(id, NewHolderChange { act, changes: &changes, reason: reason.trim(), by }).await?;
    let name = match act {
        "open" => "open_holder",
        "edit" => "edit_holder",
        "evidence" => "holder_evidence",
        "close" => "close_company",
        _ => "reopen_company",
    };
    // The trail says which fields; the values stand in the history, which the authority's people read.
    let fields: Vec<&str> = changes.iter().map(|c| c.field.as_str()).collect();
    let words = serde_json::json!({ "fields": fields, "reason": reason.trim() });
    let kind = if id.kind() == "company" { "organisation" } else { "person" };
    tx.audit(AuditEntry::new(name, kind, id).payload(&words)?);
    Ok(())
}

/// Companies and persons whose name, number or address has a text in it, by the alphabet.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(
    office: &Office,
    who: &Who,
    part: &str,
    after: &HolderCursor,
    limit: i64,
) -> Result<(Vec<HolderRow>, Option<HolderCursor>), Error> {
    who.must_be(KEEPERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.holders(part, after, limit).await?)
}

/// A company or person with its history, its people and what of its applications is still open.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: HolderId) -> Result<Whole, Error> {
    who.must_be(KEEPERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let holder = load(&mut read, id).await?;
    let changes = read.holder_changes(id).await?;
    let (people, open) = match id {
        HolderId::Company(company) => {
            (read.people_of_company(company).await?, read.open_of_company(company, 100).await?)
        }
        HolderId::Person(_) => (Vec::new(), Vec::new()),
    };
    Ok(Whole { holder, changes, people, open })
}

/// Opens a record of a company or person without an account, for whom people of the authority enter things.
///
/// # Errors
/// `holder-name-empty`, `street-empty`, `city-empty`, `line-form`, `email-form`, a country that is none, [`Error::NotPermitted`].
pub async fn open(office: &Office, who: &Who, typed: Typed) -> Result<OrganisationId, Error> {
    who.must_be(KEEPERS)?;
    let (name, address, contact) = (typed.name()?, typed.address()?, typed.contact()?);
    let number = Some(line("number", &typed.number, 60)?).filter(|n| !n.is_empty());
    let now = office.clock.now();
    let id: OrganisationId = office.id::<OrganisationKind>(now);
    let ran = act::run!(office, who, now, "open_holder", |tx| {
        let row =
            OrganisationRow { id, name: name.clone(), register_number: number.clone(), active: true, created_at: now };
        let kept = Kept { contact: contact.clone(), natural: typed.natural, ..Kept::default() };
        tx.organisation_insert(&row, &OrganisationBody { address: address.clone(), kept }).await?;
        note(tx, who, HolderId::Company(id), "open", &[], &typed.reason).await?;
        Ok(((), id.to_string()))
    });
    match ran? {
        Ran::Now(()) => Ok(id),
        Ran::Before(id) => OrganisationId::parse(&id).map_err(Error::internal),
    }
}

fn why(reason: &str) -> Result<(), Error> {
    if reason.trim().is_empty() || reason.chars().count() > 500 {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    Ok(())
}

/// Changes the particulars; what stood there before is kept in the history.
///
/// # Errors
/// As [`open`]; `reason-empty`; `holder-same` when nothing changes; [`Error::NotFound`].
pub async fn edit(office: &Office, who: &Who, id: HolderId, typed: Typed) -> Result<(), Error> {
    who.must_be(KEEPERS)?;
    let (name, address, contact) = (typed.name()?, typed.address()?, typed.contact()?);
    let number = line("number", &typed.number, 60)?;
    why(&typed.reason)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "edit_holder", |tx| {
        let old = load(tx, id).await?;
        let mut new = old.clone();
        new.name.clone_from(&name);
        new.number.clone_from(&number);
        // What the form does not ask for stays.
        let before = old.address.clone();
        let kept = before.map(|a| (a.post_box, a.subdivision)).unwrap_or_default();
        new.address = Some(Address { post_box: kept.0, subdivision: kept.1, ..address.clone() });
        new.kept.contact.clone_from(&contact);
        let changes = differences(&old, &new);
        if changes.is_empty() {
            return Err(Error::value("", "holder-same", "Nothing was changed."));
        }
        save(tx, &new).await?;
        note(tx, who, id, "edit", &changes, &typed.reason).await?;
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Notes a paper that showed who a company or person is.
///
/// # Errors
/// `paper-number` without its number, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn saw(
    office: &Office,
    who: &Who,
    id: HolderId,
    kind: PaperKind,
    number: String,
    words: String,
) -> Result<(), Error> {
    who.must_be(KEEPERS)?;
    let number = line("number", &number, 100)?;
    if number.is_empty() {
        return Err(Error::value("number", "paper-number", "Give the number of the paper."));
    }
    let words = line("note", &words, 300)?;
    let by = who.person()?.name.clone();
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "holder_evidence", |tx| {
        let mut holder = load(tx, id).await?;
        let seen = Seen { kind, number: number.clone(), note: words.clone(), on: day(now), by: by.clone() };
        let change = Change { field: format!("seen-{}", kind.code()), old: String::new(), new: number.clone() };
        holder.kept.seen.push(seen);
        save(tx, &holder).await?;
        note(tx, who, id, "evidence", &[change], &words).await?;
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Closes a company: from now on nobody begins or hands in an application for it. What is open goes on; `seen` says how
/// many open applications whoever closes it was shown.
///
/// # Errors
/// `reason-empty`, `company-closed`, `company-open-cases` when there are others than were shown, [`Error::NotFound`] or
/// [`Error::NotPermitted`].
pub async fn close(office: &Office, who: &Who, id: OrganisationId, reason: String, seen: usize) -> Result<(), Error> {
    who.must_be(CLOSERS)?;
    why(&reason)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "close_company", |tx| {
        let mut holder = load(tx, HolderId::Company(id)).await?;
        if !holder.active {
            return Err(closed());
        }
        if tx.open_of_company(id, 100).await?.len() != seen {
            let help = "Look again: its open applications are not those that you were shown.";
            return Err(Error::value("", "company-open-cases", help));
        }
        holder.active = false;
        holder.kept.closed = Some(Closed { on: day(now), reason: reason.trim().to_owned() });
        save(tx, &holder).await?;
        note(tx, who, HolderId::Company(id), "close", &[], &reason).await?;
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Opens a closed company again.
///
/// # Errors
/// `reason-empty`, `company-not-closed`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn reopen(office: &Office, who: &Who, id: OrganisationId, reason: String) -> Result<(), Error> {
    who.must_be(CLOSERS)?;
    why(&reason)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "reopen_company", |tx| {
        let mut holder = load(tx, HolderId::Company(id)).await?;
        if holder.active {
            return Err(Error::value("", "company-not-closed", "This company is open; reload the page."));
        }
        holder.active = true;
        holder.kept.closed = None;
        save(tx, &holder).await?;
        note(tx, who, HolderId::Company(id), "reopen", &[], &reason).await?;
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

fn closed() -> Error {
    Error::value("", "company-closed", "The Authority has closed this company: nothing new is begun for it.")
}

/// Nothing new is begun or handed in for a company that was closed.
///
/// # Errors
/// `company-closed`, or what the archive says.
pub(crate) async fn must_be_open(read: &mut Read, side: &ApplicantSide) -> Result<(), Error> {
    let Some(id) = side.organisation else { return Ok(()) };
    match read.organisation::<serde_json::Value>(id).await? {
        Some(found) if !found.columns.active => Err(closed()),
        _ => Ok(()),
    }
}
