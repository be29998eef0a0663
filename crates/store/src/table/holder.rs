//! Companies and persons as the authority keeps them: one list with a search, the particulars of persons, and the history
//! of every change.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{ApplicationId, OrganisationId, PersonId};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! holders {
    () => {
        "SELECT 'company' AS kind, o.id AS id, o.name AS name, COALESCE(o.register_number, '') AS number, o.active AS active, LOWER(o.name) AS low FROM organisation o WHERE o.tenant = $1 AND (LOWER(o.name) LIKE $2 ESCAPE '!' OR LOWER(COALESCE(o.register_number, '')) LIKE $2 ESCAPE '!') UNION ALL SELECT 'person', p.id, p.name, p.email, p.active, LOWER(p.name) FROM person p WHERE p.tenant = $1 AND p.organisation IS NULL AND p.roles LIKE '%\"applicant\"%' AND (LOWER(p.name) LIKE $2 ESCAPE '!' OR p.email LIKE $2 ESCAPE '!')"
    };
}

queries! {
    /// Companies, and persons with an account and without a company, by the alphabet.
    HOLDERS = concat!("SELECT kind, id, name, number, active, low FROM (", holders!(), ") AS h WHERE (low, id) > ($3, $4) ORDER BY low, id LIMIT $5");
    /// The particulars of a person.
    PERSON_PARTICULARS = "SELECT body FROM person_particulars WHERE tenant = $1 AND person = $2";
    /// The particulars of a person are written.
    SET_PERSON_PARTICULARS = "INSERT INTO person_particulars (tenant, person, body, changed_at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, person) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at";
    /// One change of somebody's particulars.
    INSERT_HOLDER_CHANGE = "INSERT INTO holder_change (tenant, kind, holder, seq, act, changes, reason, changed_by, changed_name, changed_at) VALUES ($1, $2, $3, (SELECT COALESCE(MAX(c.seq), 0) + 1 FROM holder_change c WHERE c.tenant = $1 AND c.kind = $2 AND c.holder = $3), $4, $5, $6, $7, $8, $9)";
    /// The changes, the last first.
    HOLDER_CHANGES = "SELECT seq, act, changes, reason, changed_by, changed_name, changed_at FROM holder_change WHERE tenant = $1 AND kind = $2 AND holder = $3 ORDER BY seq DESC LIMIT 200";
    /// Applications of a company that have not come to their end, the oldest first.
    OPEN_OF_COMPANY = "SELECT id, reference, status FROM application WHERE tenant = $1 AND organisation = $2 AND closed_at IS NULL ORDER BY changed_at, id LIMIT $3";
    /// The people of a company, by name.
    PEOPLE_OF_COMPANY = "SELECT name, email, active FROM person WHERE tenant = $1 AND organisation = $2 ORDER BY name, id LIMIT 100";
}

/// Whose particulars: a company (or somebody of whom the authority opened a record), or a person with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolderId {
    /// A company or a record.
    Company(OrganisationId),
    /// A person with an account and without a company.
    Person(PersonId),
}

impl HolderId {
    /// `company` or `person`.
    pub const fn kind(self) -> &'static str {
        match self {
            HolderId::Company(_) => "company",
            HolderId::Person(_) => "person",
        }
    }

    /// Its id where both kinds stand in one column or one list.
    fn raw(self) -> OrganisationId {
        match self {
            HolderId::Company(id) => id,
            HolderId::Person(id) => OrganisationId::from_bytes(id.bytes()),
        }
    }

    /// Reads the kind and the id.
    pub fn parse(kind: &str, id: &str) -> Option<HolderId> {
        match kind {
            "company" => OrganisationId::parse(id).ok().map(HolderId::Company),
            "person" => PersonId::parse(id).ok().map(HolderId::Person),
            _ => None,
        }
    }
}

impl std::fmt::Display for HolderId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.raw())
    }
}

/// One of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderRow {
    /// Whose.
    pub id: HolderId,
    /// Name.
    pub name: String,
    /// Number of a company in its register, address of a person's account; empty when there is none.
    pub number: String,
    /// May apply?
    pub active: bool,
}

/// Where a page of the list begins: after this name in small letters and this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderCursor(String, OrganisationId);

impl HolderCursor {
    /// Before everybody.
    pub fn first() -> HolderCursor {
        HolderCursor(String::new(), OrganisationId::from_bytes([0; 16]))
    }

    /// Reads what [`std::fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<HolderCursor> {
        let (id, low) = text.split_once('~')?;
        Some(HolderCursor(low.to_owned(), OrganisationId::parse(id).ok()?))
    }
}

impl std::fmt::Display for HolderCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}~{}", self.1, self.0)
    }
}

/// One change of somebody's particulars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderChange<T> {
    /// Its number, from 1.
    pub seq: i64,
    /// `open`, `edit`, `evidence`, `close` or `reopen`.
    pub act: String,
    /// What changed.
    pub changes: T,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: PersonId,
    /// The name on the day.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// A change to be kept.
#[derive(Debug, Clone)]
pub struct NewHolderChange<'a, T> {
    /// What was done.
    pub act: &'a str,
    /// What changed.
    pub changes: &'a T,
    /// Why.
    pub reason: &'a str,
    /// Who, with the name on the day.
    pub by: (PersonId, &'a str),
}

/// An application that is not at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// Id.
    pub id: ApplicationId,
    /// Its reference.
    pub reference: String,
    /// Code of its status.
    pub status: String,
}

/// What LIKE looks for: a part of a text; signs that mean something to it are escaped.
fn part_of(text: &str) -> String {
    let text = text.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{text}%")
}

fn holder(row: &Row) -> Result<(HolderRow, HolderCursor), Error> {
    let (kind, raw, low): (String, OrganisationId, String) = (row.get("kind")?, row.get("id")?, row.get("low")?);
    let id = match kind.as_str() {
        "company" => HolderId::Company(raw),
        _ => HolderId::Person(PersonId::from_bytes(raw.bytes())),
    };
    let one = HolderRow { id, name: row.get("name")?, number: row.get("number")?, active: row.get("active")? };
    Ok((one, HolderCursor(low, raw)))
}

impl Read {
    /// Companies and persons whose name, number or address has a text in it, by the alphabet; and where the next page
    /// begins.
    pub async fn holders(
        &mut self,
        part: &str,
        after: &HolderCursor,
        limit: i64,
    ) -> Result<(Vec<HolderRow>, Option<HolderCursor>), Error> {
        let rows = self.all(HOLDERS, args![part_of(part), after.0, after.1, limit + 1]).await?;
        let mut found = rows.iter().map(holder).collect::<Result<Vec<_>, _>>()?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > most;
        found.truncate(most);
        let next = found.last().filter(|_| more).map(|(_, at)| at.clone());
        Ok((found.into_iter().map(|(row, _)| row).collect(), next))
    }

    /// The particulars of a person; `None` when nothing was noted yet.
    pub async fn person_particulars<T: DeserializeOwned>(&mut self, person: PersonId) -> Result<Option<T>, Error> {
        self.opt(PERSON_PARTICULARS, args![person]).await?.map(|row| row.json("body")).transpose()
    }

    /// The changes of somebody's particulars, the last first.
    pub async fn holder_changes<T: DeserializeOwned>(&mut self, of: HolderId) -> Result<Vec<HolderChange<T>>, Error> {
        let rows = self.all(HOLDER_CHANGES, args![of.kind(), of.raw()]).await?;
        let one = |row: &Row| {
            Ok(HolderChange {
                seq: row.get("seq")?,
                act: row.get("act")?,
                changes: row.json("changes")?,
                reason: row.get("reason")?,
                by: row.get("changed_by")?,
                name: row.get("changed_name")?,
                at: row.get("changed_at")?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// Applications of a company that have not come to their end.
    pub async fn open_of_company(&mut self, id: OrganisationId, limit: i64) -> Result<Vec<OpenCase>, Error> {
        let rows = self.all(OPEN_OF_COMPANY, args![id, limit]).await?;
        let one = |row: &Row| {
            Ok(OpenCase { id: row.get("id")?, reference: row.get("reference")?, status: row.get("status")? })
        };
        rows.iter().map(one).collect()
    }

    /// The people of a company: name, address, may sign in.
    pub async fn people_of_company(&mut self, id: OrganisationId) -> Result<Vec<(String, String, bool)>, Error> {
        let rows = self.all(PEOPLE_OF_COMPANY, args![id]).await?;
        rows.iter().map(|row| Ok((row.get("name")?, row.get("email")?, row.get("active")?))).collect()
    }
}

impl Tx {
    /// Writes the particulars of a person.
    pub async fn person_particulars_set(&mut self, person: PersonId, body: &impl Serialize) -> Result<(), Error> {
        let (body, at) = (serde_json::to_string(body)?, self.at());
        self.change(SET_PERSON_PARTICULARS, args![person, body, at]).await?;
        Ok(())
    }

    /// Keeps a change of somebody's particulars.
    pub async fn holder_changed<T: Serialize>(
        &mut self,
        of: HolderId,
        change: NewHolderChange<'_, T>,
    ) -> Result<(), Error> {
        let (changes, at) = (serde_json::to_string(change.changes)?, self.at());
        let values = args![of.kind(), of.raw(), change.act, changes, change.reason, change.by.0, change.by.1, at];
        self.change(INSERT_HOLDER_CHANGE, values).await?;
        Ok(())
    }
}
