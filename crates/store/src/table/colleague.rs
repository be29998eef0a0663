//! What the people of a company may do in its name, and the one-time links that set a password.

use super::people::PersonRow;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{OrganisationId, PersonId};
use cites::{Digest, Timestamp};

queries! {
    /// Writes down what a colleague may do, first or again.
    PUT_COLLEAGUE = "INSERT INTO colleague (tenant, person, organisation, may_prepare, may_submit, may_pay, invited_by, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (tenant, person) DO UPDATE SET may_prepare = excluded.may_prepare, may_submit = excluded.may_submit, may_pay = excluded.may_pay, changed_at = excluded.changed_at";
    /// What one person may do.
    COLLEAGUE = "SELECT person, organisation, may_prepare, may_submit, may_pay, changed_at FROM colleague WHERE tenant = $1 AND person = $2";
    /// What the people of an organisation may do.
    COLLEAGUES = "SELECT person, organisation, may_prepare, may_submit, may_pay, changed_at FROM colleague WHERE tenant = $1 AND organisation = $2 ORDER BY created_at, person LIMIT 500";
    /// Everybody of an organisation, by name.
    PEOPLE_OF_ORGANISATION = "SELECT id, email, name, title, organisation, roles, language, password_hash, second_factor, failed_count, locked_until_at, active, created_at, version FROM person WHERE tenant = $1 AND organisation = $2 ORDER BY name, id LIMIT 500";
    /// Makes a link; only the digest of its secret is kept.
    INSERT_DOOR_KEY = "INSERT INTO door_key (tenant, key_hash, person, made_by, created_at, expires_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    /// A link that is still good.
    DOOR_KEY = "SELECT person, expires_at FROM door_key WHERE tenant = $1 AND key_hash = $2 AND ended_at IS NULL AND expires_at > $3";
    /// Ends every link of a person: it was used, or a newer one takes its place.
    END_DOOR_KEYS = "UPDATE door_key SET ended_at = $3 WHERE tenant = $1 AND person = $2 AND ended_at IS NULL";
}

/// What a person was allowed by the owner of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColleagueRow {
    /// Who.
    pub person: PersonId,
    /// In which company.
    pub organisation: OrganisationId,
    /// Begin and change applications.
    pub prepare: bool,
    /// Hand them in and take them back.
    pub submit: bool,
    /// Pay.
    pub pay: bool,
}

impl ColleagueRow {
    fn of(row: &Row) -> Result<ColleagueRow, Error> {
        Ok(ColleagueRow {
            person: row.get("person")?,
            organisation: row.get("organisation")?,
            prepare: row.get("may_prepare")?,
            submit: row.get("may_submit")?,
            pay: row.get("may_pay")?,
        })
    }
}

/// A one-time link that is still good.
#[derive(Debug, Clone, Copy)]
pub struct DoorKey {
    /// Whose password it sets.
    pub person: PersonId,
    /// Good until then.
    pub expires_at: Timestamp,
}

impl Read {
    /// What a person was allowed; `None` for one whose rights nobody narrowed.
    pub async fn colleague(&mut self, person: PersonId) -> Result<Option<ColleagueRow>, Error> {
        self.opt(COLLEAGUE, args![person]).await?.as_ref().map(ColleagueRow::of).transpose()
    }

    /// What the people of an organisation were allowed.
    pub async fn colleagues(&mut self, organisation: OrganisationId) -> Result<Vec<ColleagueRow>, Error> {
        self.all(COLLEAGUES, args![organisation]).await?.iter().map(ColleagueRow::of).collect()
    }

    /// Everybody of an organisation, by name, at most five hundred.
    pub async fn people_of_organisation(&mut self, organisation: OrganisationId) -> Result<Vec<PersonRow>, Error> {
        self.all(PEOPLE_OF_ORGANISATION, args![organisation]).await?.iter().map(PersonRow::of).collect()
    }

    /// The link behind a secret, unless it was used, has ended or gave way to a newer one.
    pub async fn door_key(&mut self, key_hash: &Digest) -> Result<Option<DoorKey>, Error> {
        let at = self.at;
        let Some(row) = self.opt(DOOR_KEY, args![key_hash, at]).await? else { return Ok(None) };
        Ok(Some(DoorKey { person: row.get("person")?, expires_at: row.get("expires_at")? }))
    }
}

impl Tx {
    /// Writes down what a colleague may do.
    pub async fn colleague_put(&mut self, row: &ColleagueRow, by: PersonId) -> Result<(), Error> {
        let at = self.at();
        let values = args![row.person, row.organisation, row.prepare, row.submit, row.pay, by, at];
        self.change(PUT_COLLEAGUE, values).await?;
        Ok(())
    }

    /// Makes a one-time link; older ones of the same person are worth nothing from now on.
    pub async fn door_key_insert(
        &mut self,
        key_hash: &Digest,
        person: PersonId,
        by: PersonId,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        self.door_keys_end(person).await?;
        let at = self.at();
        self.change(INSERT_DOOR_KEY, args![key_hash, person, by, at, expires_at]).await?;
        Ok(())
    }

    /// Makes every link of a person worthless.
    pub async fn door_keys_end(&mut self, person: PersonId) -> Result<(), Error> {
        let at = self.at();
        self.change(END_DOOR_KEYS, args![person, at]).await?;
        Ok(())
    }
}
