//! People, the organisations they act for, their sessions and their API tokens.

use crate::sql::{Row, args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::{OrganisationId, PersonId};
use cites::{Digest, Lang, Role, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

queries! {
    /// Registers an organisation.
    INSERT_ORGANISATION = "INSERT INTO organisation (tenant, id, name, register_number, active, body, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// Changes it at the version that was read.
    UPDATE_ORGANISATION = "UPDATE organisation SET name = $3, register_number = $4, active = $5, body = $6, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $7";
    /// One organisation.
    ORGANISATION = "SELECT id, name, register_number, active, body, created_at, version FROM organisation WHERE tenant = $1 AND id = $2";
    /// By the alphabet, in pages.
    ORGANISATIONS = "SELECT id, name, register_number, active, created_at FROM organisation WHERE tenant = $1 AND name > $2 ORDER BY name, id LIMIT $3";
    /// Names of up to thirty organisations; free places repeat one of them.
    ORGANISATION_NAMES = "SELECT id, name FROM organisation WHERE tenant = $1 AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)";
    /// Names of up to thirty persons; free places repeat one of them.
    PERSON_NAMES = "SELECT id, name FROM person WHERE tenant = $1 AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)";
    /// Opens an account.
    INSERT_PERSON = "INSERT INTO person (tenant, id, email, name, title, organisation, roles, language, password_hash, second_factor, failed_count, locked_until_at, active, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)";
    /// Changes an account at the version that was read.
    UPDATE_PERSON = "UPDATE person SET email = $3, name = $4, title = $5, organisation = $6, roles = $7, language = $8, password_hash = $9, second_factor = $10, active = $11, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $12";
    /// One account.
    PERSON = "SELECT id, email, name, title, organisation, roles, language, password_hash, second_factor, failed_count, locked_until_at, active, created_at, version FROM person WHERE tenant = $1 AND id = $2";
    /// The account of an address.
    PERSON_BY_EMAIL = "SELECT id, email, name, title, organisation, roles, language, password_hash, second_factor, failed_count, locked_until_at, active, created_at, version FROM person WHERE tenant = $1 AND email = $2";
    /// All accounts by address, in pages.
    PEOPLE = "SELECT id, email, name, title, organisation, roles, language, password_hash, second_factor, failed_count, locked_until_at, active, created_at, version FROM person WHERE tenant = $1 AND email > $2 ORDER BY email LIMIT $3";
    /// Counts wrong passwords, holds the account back, or clears both.
    SIGN_IN_TRIED = "UPDATE person SET failed_count = $3, locked_until_at = $4 WHERE tenant = $1 AND id = $2";
    /// A person signed in.
    INSERT_SESSION = "INSERT INTO session (tenant, token_hash, person, csrf, created_at, expires_at, idle_until_at, stepped_up_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Session, its person and how many notices wait to be read (counted to a hundred), in one look.
    SESSION = "SELECT s.token_hash, s.csrf, s.created_at AS session_created_at, s.expires_at, s.idle_until_at, s.stepped_up_at, p.id, p.email, p.name, p.title, p.organisation, p.roles, p.language, p.password_hash, p.second_factor, p.failed_count, p.locked_until_at, p.active, p.created_at, p.version, (SELECT COUNT(*) FROM (SELECT 1 AS one FROM told n WHERE n.tenant = $1 AND n.person = s.person AND n.read_at IS NULL LIMIT 100) AS some_rows) AS unread FROM session s JOIN person p ON p.tenant = s.tenant AND p.id = s.person WHERE s.tenant = $1 AND s.token_hash = $2 AND s.expires_at > $3 AND s.idle_until_at > $3 AND p.active = 1";
    /// The session was used.
    TOUCH_SESSION = "UPDATE session SET idle_until_at = $3 WHERE tenant = $1 AND token_hash = $2";
    /// The person proved again who it is.
    STEP_UP_SESSION = "UPDATE session SET stepped_up_at = $3 WHERE tenant = $1 AND token_hash = $2";
    /// Signs out.
    DELETE_SESSION = "DELETE FROM session WHERE tenant = $1 AND token_hash = $2";
    /// Signs out everywhere.
    DELETE_SESSIONS_OF = "DELETE FROM session WHERE tenant = $1 AND person = $2";
    /// Sweeps what has ended.
    DELETE_OLD_SESSIONS = "DELETE FROM session WHERE tenant = $1 AND (expires_at <= $2 OR idle_until_at <= $2)";
    /// When somebody signed in with an account; the time before is kept too.
    SIGNED_IN = "INSERT INTO sign_in (tenant, person, last_at, before_at) VALUES ($1, $2, $3, NULL) ON CONFLICT (tenant, person) DO UPDATE SET before_at = sign_in.last_at, last_at = excluded.last_at";
    /// The last times of up to thirty accounts; free places repeat one of them.
    SIGN_INS = "SELECT person, last_at, before_at FROM sign_in WHERE tenant = $1 AND person IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)";
    /// A token for the API.
    INSERT_API_TOKEN = "INSERT INTO api_token (tenant, token_hash, person, name, created_at, expires_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    /// The person behind a token.
    PERSON_BY_API_TOKEN = "SELECT p.id, p.email, p.name, p.title, p.organisation, p.roles, p.language, p.password_hash, p.second_factor, p.failed_count, p.locked_until_at, p.active, p.created_at, p.version FROM api_token t JOIN person p ON p.tenant = t.tenant AND p.id = t.person WHERE t.tenant = $1 AND t.token_hash = $2 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $3) AND p.active = 1";
    /// Takes a token back.
    REVOKE_API_TOKEN = "UPDATE api_token SET revoked_at = $3 WHERE tenant = $1 AND token_hash = $2 AND revoked_at IS NULL";
}

/// An organisation's columns.
#[derive(Debug, Clone)]
pub struct OrganisationRow {
    /// Id.
    pub id: OrganisationId,
    /// Name as on the register.
    pub name: String,
    /// Number in the register.
    pub register_number: Option<String>,
    /// May it apply?
    pub active: bool,
    /// When it was registered.
    pub created_at: Timestamp,
}

impl OrganisationRow {
    fn of(row: &Row) -> Result<OrganisationRow, Error> {
        Ok(OrganisationRow {
            id: row.get("id")?,
            name: row.get("name")?,
            register_number: row.opt("register_number")?,
            active: row.get("active")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// An account.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// Id.
    pub id: PersonId,
    /// Address to sign in with; kept in lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// Title under a signature.
    pub title: Option<String>,
    /// The organisation the person acts for.
    pub organisation: Option<OrganisationId>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Language of the pages.
    pub language: Lang,
    /// Argon2id hash in its text form.
    pub password_hash: Option<String>,
    /// Secret of the second factor, sealed by the server.
    pub second_factor: Option<Vec<u8>>,
    /// Wrong passwords in a row.
    pub failed_count: i64,
    /// No sign-in before.
    pub locked_until_at: Option<Timestamp>,
    /// May sign in.
    pub active: bool,
    /// When the account was made.
    pub created_at: Timestamp,
    /// How often it was changed; 0 for a new one.
    pub version: i64,
}

pub(super) fn roles(row: &Row) -> Result<Vec<Role>, Error> {
    let codes: Vec<String> = row.json("roles")?;
    let role =
        |code: &String| Role::from_code(code).ok_or_else(|| Error::corrupt("person.roles", format!("unknown {code}")));
    codes.iter().map(role).collect()
}

impl PersonRow {
    pub(crate) fn of(row: &Row) -> Result<PersonRow, Error> {
        Ok(PersonRow {
            id: row.get("id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            title: row.opt("title")?,
            organisation: row.opt("organisation")?,
            roles: roles(row)?,
            language: row.code("language", Lang::from_code)?,
            password_hash: row.opt("password_hash")?,
            second_factor: row.opt("second_factor")?,
            failed_count: row.get("failed_count")?,
            locked_until_at: row.opt("locked_until_at")?,
            active: row.get("active")?,
            created_at: row.get("created_at")?,
            version: row.get("version")?,
        })
    }

    fn role_codes(&self) -> Result<String, Error> {
        Ok(serde_json::to_string(&self.roles.iter().map(|r| r.code()).collect::<Vec<_>>())?)
    }

    /// The person as the acts know it, in the house of that Party.
    pub fn actor(&self, party: cites::CountryCode) -> permits::Actor {
        permits::Actor::Person(permits::Person {
            id: self.id,
            name: self.name.clone(),
            roles: self.roles.clone(),
            organisation: self.organisation,
            party,
        })
    }
}

/// A session that has not ended, with its person.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// SHA-256 of the cookie's secret.
    pub token_hash: Digest,
    /// Secret that forms carry.
    pub csrf: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// Ends then at the latest.
    pub expires_at: Timestamp,
    /// Ends then unless used before.
    pub idle_until_at: Timestamp,
    /// When the person last proved again who it is.
    pub stepped_up_at: Option<Timestamp>,
    /// Who is signed in.
    pub person: PersonRow,
    /// Notices not read yet, at most 100.
    pub unread: u32,
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// SHA-256 of the cookie's secret.
    pub token_hash: Digest,
    /// Who.
    pub person: PersonId,
    /// Secret that forms carry.
    pub csrf: String,
    /// Ends then at the latest.
    pub expires_at: Timestamp,
    /// Ends then unless used before.
    pub idle_until_at: Timestamp,
}

/// The places of a question about up to thirty ids; what is beyond them is not asked for.
pub(super) fn thirty<K>(ids: &[cites::ids::Id<K>]) -> Option<Vec<crate::sql::Arg>> {
    let last = *ids.iter().take(30).next_back()?;
    let places = ids.iter().copied().take(30).chain(std::iter::repeat(last)).take(30);
    Some(places.map(|id| crate::sql::ToArg::to_arg(&id)).collect())
}

impl Read {
    /// One organisation with its body.
    pub async fn organisation<T: DeserializeOwned>(
        &mut self,
        id: OrganisationId,
    ) -> Result<Option<super::Stored<OrganisationRow, T>>, Error> {
        let Some(row) = self.opt(ORGANISATION, args![id]).await? else { return Ok(None) };
        Ok(Some(super::Stored {
            columns: OrganisationRow::of(&row)?,
            version: row.get("version")?,
            value: row.json("body")?,
        }))
    }

    /// Organisations by name, after a name (empty for the first page).
    pub async fn organisations(&mut self, after_name: &str, limit: i64) -> Result<Vec<OrganisationRow>, Error> {
        self.all(ORGANISATIONS, args![after_name, limit]).await?.iter().map(OrganisationRow::of).collect()
    }

    /// Names of the organisations on a page of a list, at most thirty: one question for all of them.
    pub async fn organisation_names(&mut self, ids: &[OrganisationId]) -> Result<Vec<(OrganisationId, String)>, Error> {
        let Some(places) = thirty(ids) else { return Ok(Vec::new()) };
        let rows = self.all(ORGANISATION_NAMES, places).await?;
        rows.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
    }

    /// Names of the persons on a page of a list, at most thirty: one question for all of them.
    pub async fn person_names(&mut self, ids: &[PersonId]) -> Result<Vec<(PersonId, String)>, Error> {
        let Some(places) = thirty(ids) else { return Ok(Vec::new()) };
        let rows = self.all(PERSON_NAMES, places).await?;
        rows.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
    }

    /// When people signed in, at most thirty of them: the last time, and the time before. One question for all.
    pub async fn sign_ins(&mut self, ids: &[PersonId]) -> Result<Vec<(PersonId, Timestamp, Option<Timestamp>)>, Error> {
        let Some(places) = thirty(ids) else { return Ok(Vec::new()) };
        let rows = self.all(SIGN_INS, places).await?;
        rows.iter().map(|row| Ok((row.get("person")?, row.get("last_at")?, row.opt("before_at")?))).collect()
    }

    /// One account.
    pub async fn person(&mut self, id: PersonId) -> Result<Option<PersonRow>, Error> {
        self.opt(PERSON, args![id]).await?.as_ref().map(PersonRow::of).transpose()
    }

    /// The account of an address, in any case.
    pub async fn person_by_email(&mut self, email: &str) -> Result<Option<PersonRow>, Error> {
        self.opt(PERSON_BY_EMAIL, args![email.trim().to_lowercase()]).await?.as_ref().map(PersonRow::of).transpose()
    }

    /// Accounts by address, after an address (empty for the first page).
    pub async fn people(&mut self, after_email: &str, limit: i64) -> Result<Vec<PersonRow>, Error> {
        self.all(PEOPLE, args![after_email, limit]).await?.iter().map(PersonRow::of).collect()
    }

    /// The session of a cookie, unless it has ended by the scope's time or the account was closed. One query.
    pub async fn session(&mut self, token_hash: &Digest) -> Result<Option<SessionRow>, Error> {
        let at = self.at;
        let Some(row) = self.opt(SESSION, args![token_hash, at]).await? else { return Ok(None) };
        Ok(Some(SessionRow {
            token_hash: row.get("token_hash")?,
            csrf: row.get("csrf")?,
            created_at: row.get("session_created_at")?,
            expires_at: row.get("expires_at")?,
            idle_until_at: row.get("idle_until_at")?,
            stepped_up_at: row.opt("stepped_up_at")?,
            person: PersonRow::of(&row)?,
            unread: u32::try_from(row.get::<i64>("unread")?).unwrap_or(0),
        }))
    }

    /// The person behind an API token, unless it was revoked or has ended. One query.
    pub async fn person_by_api_token(&mut self, token_hash: &Digest) -> Result<Option<PersonRow>, Error> {
        let at = self.at;
        self.opt(PERSON_BY_API_TOKEN, args![token_hash, at]).await?.as_ref().map(PersonRow::of).transpose()
    }
}

impl Tx {
    /// Registers an organisation.
    pub async fn organisation_insert(&mut self, row: &OrganisationRow, body: &impl Serialize) -> Result<(), Error> {
        let body = serde_json::to_string(body)?;
        self.change(
            INSERT_ORGANISATION,
            args![row.id, row.name, row.register_number, row.active, body, row.created_at],
        )
        .await?;
        Ok(())
    }

    /// Changes an organisation at the version that was read.
    pub async fn organisation_update(
        &mut self,
        row: &OrganisationRow,
        version: i64,
        body: &impl Serialize,
    ) -> Result<(), Error> {
        let body = serde_json::to_string(body)?;
        self.change_one(
            "organisation",
            UPDATE_ORGANISATION,
            args![row.id, row.name, row.register_number, row.active, body, version],
        )
        .await
    }

    /// Opens an account; the address is put into lower case.
    ///
    /// # Errors
    /// [`Error::Refused`] (`person_email` or `email`) when the address is taken.
    pub async fn person_insert(&mut self, p: &PersonRow) -> Result<(), Error> {
        let (email, roles) = (p.email.trim().to_lowercase(), p.role_codes()?);
        self.change(
            INSERT_PERSON,
            args![
                p.id,
                email,
                p.name,
                p.title,
                p.organisation,
                roles,
                p.language.code(),
                p.password_hash,
                p.second_factor,
                p.failed_count,
                p.locked_until_at,
                p.active,
                p.created_at
            ],
        )
        .await?;
        Ok(())
    }

    /// Changes an account at the version it was read with.
    pub async fn person_update(&mut self, p: &PersonRow) -> Result<(), Error> {
        let (email, roles) = (p.email.trim().to_lowercase(), p.role_codes()?);
        self.change_one(
            "account",
            UPDATE_PERSON,
            args![
                p.id,
                email,
                p.name,
                p.title,
                p.organisation,
                roles,
                p.language.code(),
                p.password_hash,
                p.second_factor,
                p.active,
                p.version
            ],
        )
        .await
    }

    /// Begins a session (the audit event says who signed in).
    pub async fn session_insert(&mut self, s: &NewSession) -> Result<(), Error> {
        let at = self.at();
        let none: Option<Timestamp> = None;
        self.change(INSERT_SESSION, args![s.token_hash, s.person, s.csrf, at, s.expires_at, s.idle_until_at, none])
            .await?;
        self.change(SIGNED_IN, args![s.person, at]).await?;
        Ok(())
    }

    /// Makes an API token.
    pub async fn api_token_insert(
        &mut self,
        token_hash: &Digest,
        person: PersonId,
        name: &str,
        expires_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_API_TOKEN, args![token_hash, person, name, at, expires_at]).await?;
        Ok(())
    }

    /// Takes an API token back.
    pub async fn api_token_revoke(&mut self, token_hash: &Digest) -> Result<(), Error> {
        let at = self.at();
        self.change_one("token", REVOKE_API_TOKEN, args![token_hash, at]).await
    }

    /// Signs a person out everywhere (closed account, changed password or roles).
    pub async fn sessions_end(&mut self, person: PersonId) -> Result<u64, Error> {
        self.change(DELETE_SESSIONS_OF, args![person]).await
    }
}

impl Chore {
    /// Records how a try to sign in went: wrong passwords in a row, and until when the account is held back.
    pub async fn sign_in_tried(
        &mut self,
        person: PersonId,
        failed_count: i64,
        locked_until_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        self.run(SIGN_IN_TRIED, args![person, failed_count, locked_until_at]).await?;
        Ok(())
    }

    /// The session was used: it idles out later.
    pub async fn session_touch(&mut self, token_hash: &Digest, idle_until_at: Timestamp) -> Result<(), Error> {
        self.run(TOUCH_SESSION, args![token_hash, idle_until_at]).await?;
        Ok(())
    }

    /// The person proved again who it is.
    pub async fn session_step_up(&mut self, token_hash: &Digest) -> Result<(), Error> {
        let at = self.at();
        self.run(STEP_UP_SESSION, args![token_hash, at]).await?;
        Ok(())
    }

    /// Signs out.
    pub async fn session_end(&mut self, token_hash: &Digest) -> Result<(), Error> {
        self.run(DELETE_SESSION, args![token_hash]).await?;
        Ok(())
    }

    /// Sweeps sessions that have ended by the scope's time.
    pub async fn sessions_sweep(&mut self) -> Result<u64, Error> {
        let at = self.at();
        self.run(DELETE_OLD_SESSIONS, args![at]).await
    }
}
