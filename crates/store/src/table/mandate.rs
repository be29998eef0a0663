//! Mandates: who acts for whom, for what and until when, and the applications that were begun under them.

use super::application::ApplicationRow;
use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, MandateId, OrganisationId, PersonId};
use cites::{Date, Timestamp};

macro_rules! columns {
    () => {
        "id, agent, client_person, client_organisation, scope, from_on, until_on, state, note, asked_at, answered_by, answered_at, ended_by, ended_at, version"
    };
}

queries! {
    /// An agent asks.
    INSERT_MANDATE = "INSERT INTO mandate (tenant, id, agent, client_person, client_organisation, scope, from_on, until_on, state, note, asked_at, answered_by, answered_at, ended_by, ended_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'ASKED', $9, $10, NULL, NULL, NULL, NULL, 1)";
    /// The client answers, or somebody ends it.
    UPDATE_MANDATE = "UPDATE mandate SET state = $3, answered_by = $4, answered_at = $5, ended_by = $6, ended_at = $7, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $8";
    /// One mandate.
    MANDATE = concat!("SELECT ", columns!(), " FROM mandate WHERE tenant = $1 AND id = $2");
    /// What an agent asked for, the newest first.
    MANDATES_OF_AGENT = concat!("SELECT ", columns!(), " FROM mandate WHERE tenant = $1 AND agent = $2 ORDER BY asked_at DESC, id DESC LIMIT 200");
    /// What was asked of a person, the newest first.
    MANDATES_OF_PERSON = concat!("SELECT ", columns!(), " FROM mandate WHERE tenant = $1 AND client_person = $2 ORDER BY asked_at DESC, id DESC LIMIT 200");
    /// What was asked of an organisation, the newest first.
    MANDATES_OF_ORGANISATION = concat!("SELECT ", columns!(), " FROM mandate WHERE tenant = $1 AND client_organisation = $2 ORDER BY asked_at DESC, id DESC LIMIT 200");
    /// An application was begun under a mandate.
    INSERT_MANDATE_CASE = "INSERT INTO mandate_case (tenant, application, mandate, created_at, alone) VALUES ($1, $2, $3, $4, $5)";
    /// The mandate under which an application was begun.
    MANDATE_OF_CASE = "SELECT m.id, m.agent, m.client_person, m.client_organisation, m.scope, m.from_on, m.until_on, m.state, m.note, m.asked_at, m.answered_by, m.answered_at, m.ended_by, m.ended_at, m.version FROM mandate_case c JOIN mandate m ON m.tenant = c.tenant AND m.id = c.mandate WHERE c.tenant = $1 AND c.application = $2";
    /// Applications that an agent may see: those begun under its mandates that are in force on a day.
    APPLICATIONS_OF_AGENT = "SELECT a.id, a.reference, a.organisation, a.applicant, a.kind, a.partner, a.taxon, a.line_count, a.status, a.officer, a.proposed_by, a.approved_by, a.one_officer, a.draft_digest, a.submitted_at, a.closed_at, a.processing_ms, a.changed_at, a.created_at FROM mandate m JOIN mandate_case c ON c.tenant = m.tenant AND c.mandate = m.id JOIN application a ON a.tenant = c.tenant AND a.id = c.application WHERE m.tenant = $1 AND m.agent = $2 AND m.state = 'ACCEPTED' AND m.from_on <= $3 AND m.until_on >= $3 AND (a.changed_at, a.id) < ($4, $5) ORDER BY a.changed_at DESC, a.id DESC LIMIT $6";
}

/// What a mandate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MandateScope {
    /// Everything.
    All,
    /// Exports and re-exports only.
    Export,
    /// One application.
    One,
}

impl MandateScope {
    /// Every scope.
    pub const ALL: &'static [MandateScope] = &[MandateScope::All, MandateScope::Export, MandateScope::One];

    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            MandateScope::All => "ALL",
            MandateScope::Export => "EXPORT",
            MandateScope::One => "ONE",
        }
    }

    /// The scope of a code.
    pub fn from_code(code: &str) -> Option<MandateScope> {
        MandateScope::ALL.iter().copied().find(|s| s.code() == code)
    }
}

/// Where a mandate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MandateState {
    /// The agent asked, the client has not answered.
    Asked,
    /// The client agreed.
    Accepted,
    /// The client said no.
    Declined,
    /// Either side ended it.
    Revoked,
}

impl MandateState {
    /// Every state.
    pub const ALL: &'static [MandateState] =
        &[MandateState::Asked, MandateState::Accepted, MandateState::Declined, MandateState::Revoked];

    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            MandateState::Asked => "ASKED",
            MandateState::Accepted => "ACCEPTED",
            MandateState::Declined => "DECLINED",
            MandateState::Revoked => "REVOKED",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<MandateState> {
        MandateState::ALL.iter().copied().find(|s| s.code() == code)
    }
}

/// A mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateRow {
    /// Id.
    pub id: MandateId,
    /// Who acts.
    pub agent: PersonId,
    /// For which person.
    pub client_person: Option<PersonId>,
    /// For which organisation.
    pub client_organisation: Option<OrganisationId>,
    /// What for.
    pub scope: MandateScope,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub until: Date,
    /// Where it stands.
    pub state: MandateState,
    /// Words of the agent.
    pub note: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Who of the client answered.
    pub answered_by: Option<PersonId>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<PersonId>,
    /// When.
    pub ended_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

impl MandateRow {
    fn of(row: &Row) -> Result<MandateRow, Error> {
        Ok(MandateRow {
            id: row.get("id")?,
            agent: row.get("agent")?,
            client_person: row.opt("client_person")?,
            client_organisation: row.opt("client_organisation")?,
            scope: row.code("scope", MandateScope::from_code)?,
            from: row.get("from_on")?,
            until: row.get("until_on")?,
            state: row.code("state", MandateState::from_code)?,
            note: row.get("note")?,
            asked_at: row.get("asked_at")?,
            answered_by: row.opt("answered_by")?,
            answered_at: row.opt("answered_at")?,
            ended_by: row.opt("ended_by")?,
            ended_at: row.opt("ended_at")?,
            version: row.get("version")?,
        })
    }

    /// May the agent act under it on this day?
    pub fn in_force(&self, on: Date) -> bool {
        self.state == MandateState::Accepted && self.from <= on && on <= self.until
    }
}

impl Read {
    /// One mandate.
    pub async fn mandate(&mut self, id: MandateId) -> Result<Option<MandateRow>, Error> {
        self.opt(MANDATE, args![id]).await?.as_ref().map(MandateRow::of).transpose()
    }

    /// What an agent asked for, the newest first, at most two hundred.
    pub async fn mandates_of_agent(&mut self, agent: PersonId) -> Result<Vec<MandateRow>, Error> {
        self.all(MANDATES_OF_AGENT, args![agent]).await?.iter().map(MandateRow::of).collect()
    }

    /// What was asked of a client: of its organisation where it has one, else of the person.
    pub async fn mandates_of_client(
        &mut self,
        person: PersonId,
        organisation: Option<OrganisationId>,
    ) -> Result<Vec<MandateRow>, Error> {
        let rows = match organisation {
            Some(organisation) => self.all(MANDATES_OF_ORGANISATION, args![organisation]).await?,
            None => self.all(MANDATES_OF_PERSON, args![person]).await?,
        };
        rows.iter().map(MandateRow::of).collect()
    }

    /// The mandate under which an application was begun; `None` for the client's own.
    pub async fn mandate_of_case(&mut self, application: ApplicationId) -> Result<Option<MandateRow>, Error> {
        self.opt(MANDATE_OF_CASE, args![application]).await?.as_ref().map(MandateRow::of).transpose()
    }

    /// Applications that an agent may see on a day, the newest change first. Begins at [`Cursor::NEWEST`].
    pub async fn applications_of_agent(
        &mut self,
        agent: PersonId,
        on: Date,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<ApplicationRow>, Error> {
        let values = args![agent, on, before.at(), before.id(), limit + 1];
        let rows = self.all(APPLICATIONS_OF_AGENT, values).await?;
        page(rows, limit, "changed_at", ApplicationRow::of)
    }
}

impl Tx {
    /// An agent asks for a mandate; its state is [`MandateState::Asked`] whatever the row says.
    pub async fn mandate_insert(&mut self, m: &MandateRow) -> Result<(), Error> {
        let values = args![
            m.id,
            m.agent,
            m.client_person,
            m.client_organisation,
            m.scope.code(),
            m.from,
            m.until,
            m.note,
            m.asked_at
        ];
        self.change(INSERT_MANDATE, values).await?;
        Ok(())
    }

    /// The same, locked until the end of the transaction.
    pub async fn mandate_for_update(&mut self, id: MandateId) -> Result<Option<MandateRow>, Error> {
        self.lock(MANDATE, args![id]).await?.as_ref().map(MandateRow::of).transpose()
    }

    /// Changes where it stands, at the version that was read.
    pub async fn mandate_update(&mut self, m: &MandateRow) -> Result<(), Error> {
        let values = args![m.id, m.state.code(), m.answered_by, m.answered_at, m.ended_by, m.ended_at, m.version];
        self.change_one("mandate", UPDATE_MANDATE, values).await
    }

    /// Writes down under which mandate an application was begun.
    ///
    /// # Errors
    /// [`Error::Refused`] (`mandate_case_alone`) for a second application under a mandate for one.
    pub async fn mandate_case_insert(&mut self, application: ApplicationId, m: &MandateRow) -> Result<(), Error> {
        let at = self.at();
        let alone = (m.scope == MandateScope::One).then_some(1_i64);
        self.change(INSERT_MANDATE_CASE, args![application, m.id, at, alone]).await?;
        Ok(())
    }

    /// Writes down what is asked about a permit that came of the mandate's own application: it stands beside that one.
    pub async fn mandate_case_beside(&mut self, application: ApplicationId, m: &MandateRow) -> Result<(), Error> {
        let (at, alone) = (self.at(), None::<i64>);
        self.change(INSERT_MANDATE_CASE, args![application, m.id, at, alone]).await?;
        Ok(())
    }
}
