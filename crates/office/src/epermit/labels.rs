//! Scientific-exchange labels (Art. VII.6): a register of institutions for label use only, labels by number, a log. No
//! permit and no line in a report.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::Role;
use cites::ids::{LabelId, LabelKind, OrganisationId};
use store::table::label::{InstitutionRow, LabelRow};
use store::{AuditEntry, Cursor, Page};

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

/// Registers an institution, changes its entry, or takes it off the register.
///
/// # Errors
/// `label-code`, a value that is not right, [`Error::NotPermitted`], or what the archive says.
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

/// May this person act for that sender?
fn may_send(who: &Who, sender: &InstitutionRow) -> bool {
    let own = who.actor.person().and_then(|p| p.organisation);
    who.must_be(REGISTRARS).is_ok() || (own.is_some() && sender.organisation == own)
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
        let sender = tx.institution(label.sender.trim()).await?;
        let sender = sender.filter(|s| s.active && s.code.starts_with(home.code()) && may_send(who, s));
        let sender = sender.ok_or_else(|| {
            Error::value("sender", "label-sender", "Choose a registered institution of this country that is yours.")
        })?;
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
    let sender = read.institution(&label.sender).await?.filter(|s| may_send(who, s)).ok_or(Error::NotFound("label"))?;
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
    let mine: Vec<String> =
        read.institutions().await?.into_iter().filter(|s| may_send(who, s)).map(|s| s.code).collect();
    let mut page = read.labels(after, 50).await?;
    page.rows.retain(|l| mine.contains(&l.sender));
    Ok(page)
}
