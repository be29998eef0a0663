//! Scientific-exchange labels (Art. VII.6): labels by number, a log, and the institutions that stand on them. No permit and
//! no line in a report.
//!
//! Institutions of this country stand in the register of scientific institutions (`crate::registers::operations`) and
//! nowhere else: what is approved there prints labels until it is taken out or its review is overdue. Only institutions
//! abroad, who receive, are entered here.

use crate::registers::holds::{EntryBody, Holds};
use crate::registers::operations::{self, Entry};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{LabelId, LabelKind, OrganisationId, PersonId};
use cites::{Date, Role};
use store::table::label::{InstitutionRow, LabelRow, LabelSum};
use store::{AuditEntry, Cursor, EntryRow, EntryState, Page, Read, RegisterKind, Tx};

/// Who keeps the register.
pub const REGISTRARS: &[Role] = &[Role::MaOfficer, Role::MaApprover, Role::MaSupervisor];
/// Who prints labels: the register's keepers, and people of a registered institution.
pub const PRINTERS: &[Role] = &[Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::Applicant, Role::OrgAdmin];
/// What a label may be for (Art. VII.6).
pub const CONTENTS: &[&str] = &["herbarium", "preserved", "embedded", "live_plant"];
/// Non-commercial purposes of Art. VII.6.
pub const PURPOSES: &[&str] = &["loan", "donation", "exchange"];

/// An institution to be registered.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Two letters of its country and three characters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Whose people print its labels.
    pub organisation: Option<OrganisationId>,
    /// On the register?
    pub active: bool,
}

/// A label to be printed.
#[derive(Debug, Clone)]
pub struct Label {
    /// Code of the sender, of our country.
    pub sender: String,
    /// Code of the receiver.
    pub receiver: String,
    /// One of [`CONTENTS`].
    pub contents: String,
    /// One of [`PURPOSES`].
    pub purpose: String,
    /// Species and how many.
    pub specimens: String,
}

/// A label with both institutions, ready to be printed.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The label.
    pub label: LabelRow,
    /// Who sends.
    pub sender: InstitutionRow,
    /// Who receives.
    pub receiver: InstitutionRow,
}

fn words(field: &str, text: &str, max: usize) -> Result<String, Error> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > max || text.chars().any(|c| c.is_control() && c != '\n' && c != '\r') {
        return Err(Error::value(field, "label-words", format!("Fill this in, at most {max} characters.")));
    }
    Ok(text.to_owned())
}

/// Enters an institution abroad that receives labels, changes its entry, or takes it off the list.
///
/// # Errors
/// `label-code`, `label-home` for an institution of this country, a value that is not right, [`Error::NotPermitted`], or what the archive says.
pub async fn register(office: &Office, who: &Who, new: Institution) -> Result<InstitutionRow, Error> {
    who.must_be(REGISTRARS)?;
    let person = who.person()?.id;
    let code = new.code.trim().to_uppercase();
    let country = code.get(..2).and_then(|c| cites::CountryCode::parse(c).ok()).filter(|c| c.entry().is_some());
    if code.len() != 5 || country.is_none() || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Error::value(
            "code",
            "label-code",
            "Give the code: two letters of the country and three letters or digits, like QM001.",
        ));
    }
    // One of before may only be taken off: it applies for an entry in the register.
    if country == Some(who.house.party()) && new.active {
        let help = "Enter an institution of this country in the register of scientific institutions.";
        return Err(Error::value("code", "label-home", help));
    }
    let now = office.clock.now();
    let row = InstitutionRow {
        name: words("name", &new.name, 200)?,
        address: words("address", &new.address, 500)?,
        organisation: new.organisation,
        active: new.active,
        registered_by: person,
        registered_at: now,
        code,
    };
    act::run!(office, who, now, "label_register", |tx| {
        tx.institution_set(&row).await?;
        let words = serde_json::json!({ "code": row.code, "active": row.active });
        tx.audit(AuditEntry::new("label_register", "label_institution", &row.code).payload(&words)?);
        Ok(((), row.code.clone()))
    })?;
    Ok(row)
}

/// The register.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn institutions(office: &Office, who: &Who) -> Result<Vec<InstitutionRow>, Error> {
    who.must_be(PRINTERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.institutions().await?)
}

/// May this person act for the institution of that entry?
fn may_send(who: &Who, entry: &EntryRow) -> bool {
    who.must_be(REGISTRARS).is_ok() || operations::own(who, entry)
}

fn sends(entry: &EntryRow, on: Date) -> bool {
    entry.kind == RegisterKind::Scientific && entry.in_force(on)
}

/// The entry of a sender, whether or not it is in force.
async fn entry_of(read: &mut Read, code: &str) -> Result<Option<EntryRow>, Error> {
    let found = read.entry_by_number::<EntryBody>(code).await?;
    Ok(found.map(|e| e.columns).filter(|e| e.kind == RegisterKind::Scientific))
}

/// The code that the institution of an entry has on labels from before it stood in the register.
///
/// # Errors
/// What the archive says.
pub(crate) async fn number_of(read: &mut Read, who: &Who, entry: &EntryRow) -> Result<Option<String>, Error> {
    let Some(own) = entry.organisation else { return Ok(None) };
    let home = who.house.party();
    let mine = |i: &InstitutionRow| i.organisation == Some(own) && i.code.starts_with(home.code());
    for code in read.institutions().await?.into_iter().filter(mine).map(|i| i.code) {
        if read.entry_by_number::<EntryBody>(&code).await?.is_none() {
            return Ok(Some(code));
        }
    }
    Ok(None)
}

/// What stands on labels follows the register: written when an entry is approved, taken off when it ends.
///
/// # Errors
/// What the archive says.
pub(crate) async fn follow(tx: &mut Tx, by: PersonId, entry: &Entry) -> Result<(), Error> {
    let row = &entry.columns;
    let (RegisterKind::Scientific, Some(code)) = (row.kind, &row.number) else { return Ok(()) };
    let address = match &entry.value.holds {
        Holds::Operation { address, .. } => address.clone(),
        Holds::Traded { .. } => String::new(),
    };
    let institution = InstitutionRow {
        code: code.clone(),
        name: row.name.clone(),
        address,
        organisation: row.organisation,
        active: row.state == EntryState::Valid,
        registered_by: by,
        registered_at: tx.at(),
    };
    Ok(tx.institution_set(&institution).await?)
}

/// Codes for which the actor may print labels today.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn senders(office: &Office, who: &Who) -> Result<Vec<String>, Error> {
    who.must_be(PRINTERS)?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let entries: Vec<EntryRow> = if who.must_be(REGISTRARS).is_ok() {
        read.entries(Some(RegisterKind::Scientific), Cursor::NEWEST, 500).await?.rows
    } else {
        let person = who.person()?;
        let own = read.entries_of::<EntryBody>(person.id, person.organisation).await?;
        own.into_iter().map(|e| e.columns).collect()
    };
    Ok(entries.into_iter().filter(|e| sends(e, day(now))).filter_map(|e| e.number).collect())
}

/// The account of the labels: of each institution and year how many, from which number to which. The numbers of a year
/// are one series without gaps for the whole Party. People of an institution see their own.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn account(office: &Office, who: &Who) -> Result<Vec<LabelSum>, Error> {
    who.must_be(PRINTERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let all = read.label_sums().await?;
    if who.must_be(REGISTRARS).is_ok() {
        return Ok(all);
    }
    let mine = codes(&mut read, who).await?;
    Ok(all.into_iter().filter(|s| mine.contains(&s.sender)).collect())
}

/// The codes of one's own institution, in force or not.
async fn codes(read: &mut Read, who: &Who) -> Result<Vec<String>, Error> {
    let person = who.person()?;
    let own = read.entries_of::<EntryBody>(person.id, person.organisation).await?;
    let own = own.into_iter().map(|e| e.columns).filter(|e| e.kind == RegisterKind::Scientific);
    Ok(own.filter_map(|e| e.number).collect())
}

/// Numbers a label and logs it; it can be printed then.
///
/// # Errors
/// `label-sender`, `label-receiver`, `label-contents`, a value that is not right, [`Error::NotPermitted`], or what the
/// archive says.
pub async fn print(office: &Office, who: &Who, label: Label) -> Result<Printed, Error> {
    who.must_be(PRINTERS)?;
    let person = who.person()?.id;
    let specimens = words("specimens", &label.specimens, 500)?;
    for (field, value, list) in [("contents", &label.contents, CONTENTS), ("purpose", &label.purpose, PURPOSES)] {
        if !list.contains(&value.as_str()) {
            return Err(Error::value(field, "label-contents", "Choose from the list: labels serve nothing else."));
        }
    }
    let now = office.clock.now();
    let id: LabelId = office.id::<LabelKind>(now);
    let home = who.house.party();
    let ran = act::run!(office, who, now, "label_print", |tx| {
        let none =
            || Error::value("sender", "label-sender", "Choose a registered institution of this country that is yours.");
        let entry = entry_of(tx, label.sender.trim()).await?.filter(|e| sends(e, day(now)) && may_send(who, e));
        let code = entry.and_then(|e| e.number).ok_or_else(none)?;
        let sender = tx.institution(&code).await?.filter(|s| s.active).ok_or_else(none)?;
        let receiver = tx.institution(label.receiver.trim()).await?;
        let receiver = receiver
            .filter(|r| r.active && r.code != sender.code)
            .ok_or_else(|| Error::value("receiver", "label-receiver", "Choose another registered institution."))?;
        let year = day(now).year();
        let serial = tx.take_serial("label", year).await?;
        let row = LabelRow {
            id,
            number: format!("{:02}{}-L{:05}", year.rem_euclid(100), home, serial.serial),
            sender: sender.code,
            receiver: receiver.code,
            contents: label.contents.clone(),
            purpose: label.purpose.clone(),
            specimens: specimens.clone(),
            printed_by: person,
            printed_at: now,
        };
        tx.label_insert(&row).await?;
        let words = serde_json::json!({ "number": row.number, "from": row.sender, "to": row.receiver });
        tx.audit(AuditEntry::new("label_print", "label", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => id,
        Ran::Before(id) => LabelId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// One label with both institutions. People of an institution see their own.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: LabelId) -> Result<Printed, Error> {
    who.must_be(PRINTERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let label = read.label(id).await?.ok_or(Error::NotFound("label"))?;
    // Who keeps the register sees all, also those of institutions that stand in it no more.
    let own = match entry_of(&mut read, &label.sender).await? {
        Some(entry) => may_send(who, &entry),
        None => who.must_be(REGISTRARS).is_ok(),
    };
    let sender = read.institution(&label.sender).await?.filter(|_| own).ok_or(Error::NotFound("label"))?;
    let receiver = read.institution(&label.receiver).await?.ok_or(Error::NotFound("label"))?;
    Ok(Printed { label, sender, receiver })
}

/// The log, newest first; people of an institution see the labels of their own.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn log(office: &Office, who: &Who, after: Cursor) -> Result<Page<LabelRow>, Error> {
    who.must_be(PRINTERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let mut page = read.labels(after, 50).await?;
    if who.must_be(REGISTRARS).is_err() {
        let mine = codes(&mut read, who).await?;
        page.rows.retain(|l| mine.contains(&l.sender));
    }
    Ok(page)
}
