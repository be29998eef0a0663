//! Changes of a Party's settings, each by two persons; the settings themselves stand in the tenant's row.

use super::tenant::TenantSettings;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{Id, JobKind, PersonId};

macro_rules! columns {
    () => {
        "id, name, was, value, state, reason, proposed_by, proposed_at, decided_by, decided_at"
    };
}

queries! {
    /// A change that waits for its second person; one for each setting.
    INSERT_CHANGE = "INSERT INTO setting_change (tenant, id, name, was, value, state, reason, proposed_by, proposed_at, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, NULL, NULL)";
    /// The second person decides.
    DECIDE_CHANGE = "UPDATE setting_change SET state = $3, was = $4, decided_by = $5, decided_at = $6 WHERE tenant = $1 AND id = $2 AND state = 'proposed'";
    /// One change; locked when an act loads it.
    CHANGE = concat!("SELECT ", columns!(), " FROM setting_change WHERE tenant = $1 AND id = $2");
    /// The newest first.
    CHANGES = concat!("SELECT ", columns!(), " FROM setting_change WHERE tenant = $1 ORDER BY proposed_at DESC, id DESC LIMIT $2");
    /// Everything that a Party sets; locked when an act loads it.
    SETTINGS_OF_TENANT = "SELECT settings FROM tenant WHERE id = $1";
    /// Sets it.
    SET_SETTINGS_OF_TENANT = "UPDATE tenant SET settings = $2 WHERE id = $1";
}

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingState {
    /// Waits for its second person.
    Proposed,
    /// It was made the setting.
    Confirmed,
    /// Turned down or taken back.
    Dropped,
}

impl SettingState {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            SettingState::Proposed => "proposed",
            SettingState::Confirmed => "confirmed",
            SettingState::Dropped => "dropped",
        }
    }

    fn from_code(code: &str) -> Option<SettingState> {
        [SettingState::Proposed, SettingState::Confirmed, SettingState::Dropped].into_iter().find(|s| s.code() == code)
    }
}

/// A change of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// Id.
    pub id: Id<JobKind>,
    /// Code of the setting.
    pub name: String,
    /// Value before, as text.
    pub was: String,
    /// Value after, as text.
    pub value: String,
    /// Where it stands.
    pub state: SettingState,
    /// Where it was decided.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// When.
    pub proposed_at: Timestamp,
    /// Who confirmed or dropped it.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

impl SettingChange {
    fn of(row: &Row) -> Result<SettingChange, Error> {
        Ok(SettingChange {
            id: row.get("id")?,
            name: row.get("name")?,
            was: row.get("was")?,
            value: row.get("value")?,
            state: row.code("state", SettingState::from_code)?,
            reason: row.get("reason")?,
            proposed_by: row.get("proposed_by")?,
            proposed_at: row.get("proposed_at")?,
            decided_by: row.opt("decided_by")?,
            decided_at: row.opt("decided_at")?,
        })
    }
}

impl Read {
    /// Changes, the newest first.
    pub async fn setting_changes(&mut self, limit: i64) -> Result<Vec<SettingChange>, Error> {
        self.all(CHANGES, args![limit]).await?.iter().map(SettingChange::of).collect()
    }

    /// One change.
    pub async fn setting_change(&mut self, id: Id<JobKind>) -> Result<Option<SettingChange>, Error> {
        self.opt(CHANGE, args![id]).await?.as_ref().map(SettingChange::of).transpose()
    }

    /// What the Party set, as it stands now.
    pub async fn settings(&mut self) -> Result<TenantSettings, Error> {
        self.one(SETTINGS_OF_TENANT, args![]).await?.json("settings")
    }
}

impl Tx {
    /// One change, locked until this act ends.
    pub async fn setting_change_for_update(&mut self, id: Id<JobKind>) -> Result<Option<SettingChange>, Error> {
        self.lock(CHANGE, args![id]).await?.as_ref().map(SettingChange::of).transpose()
    }

    /// What the Party set, locked until this act ends: two changes do not overwrite each other.
    pub async fn settings_for_update(&mut self) -> Result<TenantSettings, Error> {
        let row = self.lock(SETTINGS_OF_TENANT, args![]).await?;
        row.ok_or_else(|| Error::corrupt("tenant", "no such row"))?.json("settings")
    }

    /// A change that waits for its second person.
    ///
    /// # Errors
    /// [`Error::Refused`] with `setting_change_waiting` where one waits for this setting.
    pub async fn setting_change_insert(&mut self, new: &SettingChange) -> Result<(), Error> {
        self.change(
            INSERT_CHANGE,
            args![new.id, new.name, new.was, new.value, new.reason, new.proposed_by, new.proposed_at],
        )
        .await?;
        Ok(())
    }

    /// The second person confirms or drops it.
    pub async fn setting_change_decide(
        &mut self,
        id: Id<JobKind>,
        state: SettingState,
        was: &str,
        by: PersonId,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change_one("setting", DECIDE_CHANGE, args![id, state.code(), was, by, at]).await
    }

    /// Sets what the Party sets.
    pub async fn settings_set(&mut self, settings: &TenantSettings) -> Result<(), Error> {
        let text = serde_json::to_string(settings)?;
        self.change_one("tenant", SET_SETTINGS_OF_TENANT, args![text]).await
    }
}
