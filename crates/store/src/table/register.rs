//! Registers of operations and institutions: breeders, nurseries, ranches, caviar plants, scientific institutions,
//! rescue centres, and who is registered for the simplified procedure.

use super::stock::codes;
use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{EntryId, OrganisationId, PersonId};
use cites::{Amount, Date, Timestamp, Unit};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! columns {
    () => {
        "id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version, (SELECT i.number FROM secretariat_inclusion i WHERE i.tenant = register_entry.tenant AND i.entry = register_entry.id) AS secretariat_number, (SELECT i.included_on FROM secretariat_inclusion i WHERE i.tenant = register_entry.tenant AND i.entry = register_entry.id) AS included_on"
    };
}

macro_rules! entries_and_exports {
    ($owner:literal, $permit:literal) => {
        concat!("SELECT 'entry' AS part, ", columns!(), ", NULL AS taxon, NULL AS unit, NULL AS total FROM register_entry WHERE tenant = $1 AND ", $owner, " = $2 UNION ALL SELECT 'taken', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, l.taxon, l.unit, CAST(COALESCE(SUM(COALESCE(l.endorsed_micro, CASE WHEN p.status IN ('ISSUED', 'DELIVERED') THEN l.permitted_micro ELSE 0 END)), 0) AS BIGINT) FROM permit p JOIN permit_line l ON l.tenant = p.tenant AND l.permit = p.id WHERE p.tenant = $1 AND ", $permit, " AND p.issued_at >= $3 AND p.issued_at < $4 GROUP BY l.taxon, l.unit UNION ALL SELECT 'taken', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, l.taxon, l.unit, CAST(COALESCE(SUM(COALESCE(l.left_micro, l.quantity_micro)), 0) AS BIGINT) FROM plant_export c JOIN plant_export_line l ON l.tenant = c.tenant AND l.certificate = c.id WHERE c.tenant = $1 AND c.", $owner, " = $2 AND c.state <> 'VOID' AND c.recorded_at >= $3 AND c.recorded_at < $4 GROUP BY l.taxon, l.unit ORDER BY 1, 16 DESC, 2 DESC LIMIT 1000")
    };
}

queries! {
    /// Somebody applies for an entry.
    INSERT_ENTRY = "INSERT INTO register_entry (tenant, id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version) VALUES ($1, $2, $3, NULL, $4, $5, $6, 'APPLIED', NULL, NULL, NULL, NULL, 0, $7, $8, $8, 1)";
    /// Changes it at the version that was read.
    UPDATE_ENTRY = "UPDATE register_entry SET number = $3, state = $4, valid_from_on = $5, valid_until_on = $6, proposed_by = $7, approved_by = $8, one_officer = $9, body = $10, changed_at = $11, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $12";
    /// One entry.
    ENTRY = concat!("SELECT ", columns!(), " FROM register_entry WHERE tenant = $1 AND id = $2");
    /// The entry of a number, the Party's own or the Secretariat's.
    ENTRY_BY_NUMBER = concat!("SELECT ", columns!(), " FROM register_entry WHERE tenant = $1 AND (number = $2 OR id IN (SELECT s.entry FROM secretariat_inclusion s WHERE s.tenant = $1 AND s.number = $2))");
    /// Every entry, the last change first.
    ENTRIES = concat!("SELECT ", columns!(), " FROM register_entry WHERE tenant = $1 AND (changed_at, id) < ($2, $3) ORDER BY changed_at DESC, id DESC LIMIT $4");
    /// The entries of one register, the last change first.
    ENTRIES_OF_KIND = concat!("SELECT ", columns!(), " FROM register_entry WHERE tenant = $1 AND kind = $2 AND (changed_at, id) < ($3, $4) ORDER BY changed_at DESC, id DESC LIMIT $5");
    /// The entries of an organisation, the last change first.
    ENTRIES_OF_ORGANISATION = concat!("SELECT ", columns!(), " FROM register_entry WHERE tenant = $1 AND organisation = $2 ORDER BY changed_at DESC, id DESC LIMIT 200");
    /// The entries of a private person, the last change first.
    ENTRIES_OF_PERSON = concat!("SELECT ", columns!(), " FROM register_entry WHERE tenant = $1 AND person = $2 ORDER BY changed_at DESC, id DESC LIMIT 200");
    /// The entries of an organisation and, by taxon and unit, what its permits and the plant-health certificates of its
    /// nurseries took in a year: what left, and of those not counted out yet what may leave.
    ENTRIES_AND_EXPORTS = entries_and_exports!("organisation", "p.organisation = $2");
    /// The same of a private person, whose permits are known by their application.
    ENTRIES_AND_EXPORTS_OF_PERSON = entries_and_exports!("person", "p.organisation IS NULL AND EXISTS (SELECT 1 FROM application a WHERE a.tenant = p.tenant AND a.id = p.application AND a.organisation IS NULL AND a.applicant = $2)");
}

codes! {
    /// Which register.
    RegisterKind:
    /// Breeds animals in captivity.
    Breeder = "BREEDER",
    /// Breeds animals of Appendix I for commerce; in the Secretariat's register.
    CaptiveI = "CAPTIVE_I",
    /// Propagates plants.
    Nursery = "NURSERY",
    /// Ranches.
    Ranch = "RANCH",
    /// Processes or repackages caviar.
    Caviar = "CAVIAR",
    /// Exchanges specimens for science.
    Scientific = "SCIENTIFIC",
    /// Takes in confiscated living specimens.
    Rescue = "RESCUE",
    /// Holds sealed blanks and completes them (Res. Conf. 12.3, section XII).
    Simplified = "SIMPLIFIED",
}
impl RegisterKind {
    /// Does the Secretariat keep a register of such operations beside the Party's own (Res. Conf. 12.10 for animals of
    /// Appendix I, Res. Conf. 9.19 for nurseries)?
    pub const fn with_secretariat(self) -> bool {
        matches!(self, RegisterKind::CaptiveI | RegisterKind::Nursery)
    }
}

codes! {
    /// Where an entry stands.
    EntryState:
    /// Applied for.
    Applied = "APPLIED",
    /// One person of the authority proposes it.
    Proposed = "PROPOSED",
    /// In force between its days.
    Valid = "VALID",
    /// Not accepted.
    Declined = "DECLINED",
    /// Taken out of the register.
    Ended = "ENDED",
}

/// That the Secretariat has an operation in its register (Res. Conf. 12.10, 9.19).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// The number that it gave.
    pub number: String,
    /// Since when.
    pub on: Date,
}

/// An entry's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Id.
    pub id: EntryId,
    /// Which register.
    pub kind: RegisterKind,
    /// Number in it, once approved.
    pub number: Option<String>,
    /// Name of the operation.
    pub name: String,
    /// The organisation it belongs to.
    pub organisation: Option<OrganisationId>,
    /// The private person it belongs to.
    pub person: Option<PersonId>,
    /// Where it stands.
    pub state: EntryState,
    /// First day.
    pub from: Option<Date>,
    /// Last day, included.
    pub until: Option<Date>,
    /// Who proposed it.
    pub proposed_by: Option<PersonId>,
    /// Who approved it.
    pub approved_by: Option<PersonId>,
    /// The authority had opted out of four eyes.
    pub one_officer: bool,
    /// When it was applied for.
    pub created_at: Timestamp,
    /// Last change.
    pub changed_at: Timestamp,
    /// That the Secretariat included it; `None` until its number is known, and for registers that it does not keep.
    pub inclusion: Option<Inclusion>,
}

impl EntryRow {
    fn of(row: &Row) -> Result<EntryRow, Error> {
        Ok(EntryRow {
            id: row.get("id")?,
            kind: row.code("kind", RegisterKind::from_code)?,
            number: row.opt("number")?,
            name: row.get("name")?,
            organisation: row.opt("organisation")?,
            person: row.opt("person")?,
            state: row.code("state", EntryState::from_code)?,
            from: row.opt("valid_from_on")?,
            until: row.opt("valid_until_on")?,
            proposed_by: row.opt("proposed_by")?,
            approved_by: row.opt("approved_by")?,
            one_officer: row.get("one_officer")?,
            created_at: row.get("created_at")?,
            changed_at: row.get("changed_at")?,
            inclusion: match (row.opt("secretariat_number")?, row.opt("included_on")?) {
                (Some(number), Some(on)) => Some(Inclusion { number, on }),
                _ => None,
            },
        })
    }

    /// Is this its number, the Party's own or the Secretariat's?
    pub fn answers_to(&self, number: &str) -> bool {
        let number = number.trim();
        self.number.as_deref() == Some(number) || self.inclusion.as_ref().is_some_and(|i| i.number == number)
    }

    /// The number that a line names: the Secretariat's where there is one, else the Party's own.
    pub fn named(&self) -> Option<&str> {
        self.inclusion.as_ref().map(|i| i.number.as_str()).or(self.number.as_deref())
    }

    /// Is it in force on a day?
    pub fn in_force(&self, on: Date) -> bool {
        self.state == EntryState::Valid && self.from.is_some_and(|d| d <= on) && self.until.is_some_and(|d| on <= d)
    }
}

type Kept<T> = super::Stored<EntryRow, T>;

fn kept<T: DeserializeOwned>(row: &Row) -> Result<Kept<T>, Error> {
    Ok(Kept { columns: EntryRow::of(row)?, version: row.get("version")?, value: row.json("body")? })
}

/// Entries, and what was taken by taxon and unit.
type EntriesAndTaken<T> = (Vec<Kept<T>>, Vec<(String, Unit, Amount)>);

fn entries_and_taken<T: DeserializeOwned>(rows: Vec<Row>) -> Result<EntriesAndTaken<T>, Error> {
    let (mut entries, mut taken) = (Vec::new(), Vec::new());
    for row in rows {
        if row.get::<String>("part")? == "entry" {
            entries.push(kept(&row)?);
        } else {
            let (taxon, unit): (String, Unit) = (row.get("taxon")?, row.code("unit", Unit::from_code)?);
            let total: Amount = row.get("total")?;
            // Permits and certificates of one kind are one sum.
            let known = taken.iter_mut().find(|(t, u, _): &&mut (String, Unit, Amount)| *t == taxon && *u == unit);
            match known {
                Some((_, _, sum)) => {
                    *sum = sum.plus(total).ok_or_else(|| Error::corrupt("permit_line.permitted_micro", "too much"))?;
                }
                None => taken.push((taxon, unit, total)),
            }
        }
    }
    Ok((entries, taken))
}

impl Read {
    /// One entry.
    pub async fn entry<T: DeserializeOwned>(&mut self, id: EntryId) -> Result<Option<Kept<T>>, Error> {
        self.opt(ENTRY, args![id]).await?.as_ref().map(kept).transpose()
    }

    /// The entry of a number, the Party's own or the Secretariat's.
    pub async fn entry_by_number<T: DeserializeOwned>(&mut self, number: &str) -> Result<Option<Kept<T>>, Error> {
        self.opt(ENTRY_BY_NUMBER, args![number]).await?.as_ref().map(kept).transpose()
    }

    /// Every entry, or those of one register, the last change first. Begins at [`Cursor::NEWEST`].
    pub async fn entries(
        &mut self,
        kind: Option<RegisterKind>,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<EntryRow>, Error> {
        let rows = match kind {
            Some(k) => self.all(ENTRIES_OF_KIND, args![k.code(), before.at(), before.id(), limit + 1]).await?,
            None => self.all(ENTRIES, args![before.at(), before.id(), limit + 1]).await?,
        };
        page(rows, limit, "changed_at", EntryRow::of)
    }

    /// Every entry with its content, the last change first. Begins at [`Cursor::NEWEST`].
    pub async fn entries_whole<T: DeserializeOwned>(
        &mut self,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<Kept<T>>, Error> {
        page(self.all(ENTRIES, args![before.at(), before.id(), limit + 1]).await?, limit, "changed_at", kept)
    }

    /// The entries of an applicant, with their content.
    pub async fn entries_of<T: DeserializeOwned>(
        &mut self,
        person: PersonId,
        organisation: Option<OrganisationId>,
    ) -> Result<Vec<Kept<T>>, Error> {
        let rows = match organisation {
            Some(o) => self.all(ENTRIES_OF_ORGANISATION, args![o]).await?,
            None => self.all(ENTRIES_OF_PERSON, args![person]).await?,
        };
        rows.iter().map(kept).collect()
    }

    /// The entries of an organisation, the last change first, and what its permits that were issued between two moments
    /// took, and the plant-health certificates of its nurseries recorded between them, by taxon and unit.
    pub async fn entries_and_exports<T: DeserializeOwned>(
        &mut self,
        organisation: OrganisationId,
        between: (Timestamp, Timestamp),
    ) -> Result<EntriesAndTaken<T>, Error> {
        entries_and_taken(self.all(ENTRIES_AND_EXPORTS, args![organisation, between.0, between.1]).await?)
    }

    /// The same as [`Read::entries_and_exports`] of a private person.
    pub async fn entries_and_exports_of_person<T: DeserializeOwned>(
        &mut self,
        person: PersonId,
        between: (Timestamp, Timestamp),
    ) -> Result<EntriesAndTaken<T>, Error> {
        entries_and_taken(self.all(ENTRIES_AND_EXPORTS_OF_PERSON, args![person, between.0, between.1]).await?)
    }
}

impl Tx {
    /// Somebody applies for an entry; it begins as [`EntryState::Applied`] whatever the row says.
    pub async fn entry_insert(&mut self, e: &EntryRow, body: &impl Serialize) -> Result<(), Error> {
        let body = serde_json::to_string(body)?;
        let values = args![e.id, e.kind.code(), e.name, e.organisation, e.person, body, e.created_at];
        self.change(INSERT_ENTRY, values).await?;
        Ok(())
    }

    /// The same as [`Read::entry`], locked until the end of the transaction.
    pub async fn entry_for_update<T: DeserializeOwned>(&mut self, id: EntryId) -> Result<Option<Kept<T>>, Error> {
        self.lock(ENTRY, args![id]).await?.as_ref().map(kept).transpose()
    }

    /// Changes an entry at the version that was read.
    ///
    /// # Errors
    /// [`Error::Refused`] (`register_four_eyes`) when proposer and approver are one; [`Error::Stale`].
    pub async fn entry_update<T: Serialize>(&mut self, e: &Kept<T>) -> Result<(), Error> {
        let body = serde_json::to_string(&e.value)?;
        let (c, at) = (&e.columns, self.at());
        let values = args![
            c.id,
            c.number,
            c.state.code(),
            c.from,
            c.until,
            c.proposed_by,
            c.approved_by,
            c.one_officer,
            body,
            at,
            e.version
        ];
        self.change_one("register entry", UPDATE_ENTRY, values).await
    }
}
