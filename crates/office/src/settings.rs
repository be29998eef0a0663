//! What a Party sets itself, beside its rows of law: the days of an appeal, the months of a permit, its number, the box of
//! the Authority, the languages, where people find help. All of it stands on permits or decides about people, so that two persons change it: one
//! proposes with a reason, another confirms, and from then on every act uses it.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{Id, JobKind};
use cites::{Lang, NumberTemplate};
use permits::DeskAct;
use store::{AuditEntry, SettingChange, SettingState, TenantSettings};

/// Changes that are shown.
const SHOWN: i64 = 100;
/// Values of [`Setting::LateFee`].
const AT_EXPIRY: &str = "expiry";
const BY_OFFICER: &str = "officer";
/// The longest text, characters: a line of box 6.
const LONGEST: usize = 120;

/// Accepted cases wait in the queue until somebody takes them.
const QUEUE: &str = "queue";
/// Accepted cases are given to the officers in turn.
const AT_ONCE: &str = "at-once";

/// An expert writes each opinion, the coordinator releases it.
const EXPERT: &str = "expert";
/// The coordinator may do both.
const ALONE: &str = "alone";

/// A setting that has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Days after a refusal in which an appeal may be made.
    AppealDays,
    /// Months for which an export permit is valid; the Convention allows six at most (Res. Conf. 12.3 (Rev. CoP19)).
    ValidityMonths,
    /// Do accepted cases wait in the queue, or are they given to an officer at once?
    Assignment,
    /// Does a coordinator write opinions alone, or an expert?
    Opinions,
    /// How permit numbers are built.
    NumberTemplate,
    /// What stands behind the serial of a number.
    NumberSuffix,
    /// Name of the Management Authority, box 6.
    AuthorityName,
    /// Its street.
    AuthorityStreet,
    /// Its city.
    AuthorityCity,
    /// Its post code.
    AuthorityPostcode,
    /// Name of the Scientific Authority.
    ScientificAuthority,
    /// Place of issue.
    PlaceOfIssue,
    /// Legal time zone (IANA name): which day a movement counts in.
    TimeZone,
    /// Languages of the pages, the first is the default.
    Languages,
    /// Telephone of the help desk, at the foot of every page.
    HelpPhone,
    /// Its e-mail address.
    HelpMail,
    /// When somebody answers, in words.
    HelpHours,
    /// Where the data is kept, in words.
    DataLocation,
    /// Who charges papers that were not returned in time: `officer` by hand, or `expiry`, the program when a permit
    /// expires.
    LateFee,
}

impl Setting {
    /// Every one, in the order of the page.
    pub const ALL: &'static [Setting] = &[
        Setting::AppealDays,
        Setting::ValidityMonths,
        Setting::Assignment,
        Setting::Opinions,
        Setting::NumberTemplate,
        Setting::NumberSuffix,
        Setting::AuthorityName,
        Setting::AuthorityStreet,
        Setting::AuthorityPostcode,
        Setting::AuthorityCity,
        Setting::ScientificAuthority,
        Setting::PlaceOfIssue,
        Setting::TimeZone,
        Setting::Languages,
        Setting::HelpPhone,
        Setting::HelpMail,
        Setting::HelpHours,
        Setting::DataLocation,
        Setting::LateFee,
    ];

    /// Stable code: in addresses, records, and `setting-<code>` in `locales/`.
    pub const fn code(self) -> &'static str {
        match self {
            Setting::AppealDays => "appeal-days",
            Setting::ValidityMonths => "validity-months",
            Setting::Assignment => "assignment",
            Setting::Opinions => "opinions",
            Setting::NumberTemplate => "number-template",
            Setting::NumberSuffix => "number-suffix",
            Setting::AuthorityName => "authority-name",
            Setting::AuthorityStreet => "authority-street",
            Setting::AuthorityCity => "authority-city",
            Setting::AuthorityPostcode => "authority-postcode",
            Setting::ScientificAuthority => "scientific-authority",
            Setting::PlaceOfIssue => "place-of-issue",
            Setting::TimeZone => "time-zone",
            Setting::Languages => "languages",
            Setting::HelpPhone => "help-phone",
            Setting::HelpMail => "help-mail",
            Setting::HelpHours => "help-hours",
            Setting::DataLocation => "data-location",
            Setting::LateFee => "late-fee",
        }
    }

    /// The setting of a code.
    pub fn from_code(code: &str) -> Option<Setting> {
        Setting::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Its value, as text.
    pub fn value(self, of: &TenantSettings) -> String {
        let address = &of.authority.address;
        match self {
            Setting::AppealDays => of.appeal_days.to_string(),
            Setting::ValidityMonths => of.validity_months.to_string(),
            Setting::Assignment => if of.assign_at_once { AT_ONCE } else { QUEUE }.to_owned(),
            Setting::Opinions => if of.opinion_alone { ALONE } else { EXPERT }.to_owned(),
            Setting::NumberTemplate => of.number_template.as_str().to_owned(),
            Setting::NumberSuffix => of.number_suffix.clone(),
            Setting::AuthorityName => of.authority.name.clone(),
            Setting::AuthorityStreet => address.street.clone(),
            Setting::AuthorityCity => address.city.clone(),
            Setting::AuthorityPostcode => address.postcode.clone().unwrap_or_default(),
            Setting::ScientificAuthority => of.scientific_authority.clone(),
            Setting::PlaceOfIssue => of.place_of_issue.clone(),
            Setting::TimeZone => of.time_zone.clone(),
            Setting::Languages => of.languages.iter().map(|l| l.code()).collect::<Vec<_>>().join(", "),
            Setting::HelpPhone => of.help.phone.clone(),
            Setting::HelpMail => of.help.mail.clone(),
            Setting::HelpHours => of.help.hours.clone(),
            Setting::DataLocation => of.help.data_location.clone(),
            Setting::LateFee => if of.late_at_expiry { AT_EXPIRY } else { BY_OFFICER }.to_owned(),
        }
    }

    /// The settings with another value, read from what was typed.
    ///
    /// # Errors
    /// `setting-days`, `setting-months`, `setting-choice`, `setting-number`, `setting-text`, `setting-zone`,
    /// `setting-languages`, `setting-late` or
    /// `email-form`, at `value`.
    fn set(self, of: &TenantSettings, who: &Who, year: i16, typed: &str) -> Result<TenantSettings, Error> {
        let typed = typed.trim();
        let mut new = of.clone();
        let wrong = |code: &'static str, help: &str| Error::value("value", code, help.to_owned());
        let text = |may_be_empty: bool| {
            let good = typed.chars().count() <= LONGEST && !typed.chars().any(char::is_control);
            match good && (may_be_empty || !typed.is_empty()) {
                true => Ok(typed.to_owned()),
                false => Err(wrong("setting-text", "Write one line of at most 120 characters.")),
            }
        };
        match self {
            Setting::AppealDays => {
                let days = typed.parse::<u16>().ok().filter(|n| (1..=366).contains(n));
                new.appeal_days = days.ok_or_else(|| wrong("setting-days", "Give a number of days from 1 to 366."))?;
            }
            Setting::ValidityMonths => {
                let months = typed.parse::<u8>().ok().filter(|n| (1..=6).contains(n));
                let help = "Give a number of months from 1 to 6: the Convention allows no more.";
                new.validity_months = months.ok_or_else(|| wrong("setting-months", help))?;
            }
            Setting::Assignment => {
                new.assign_at_once = match typed {
                    AT_ONCE => true,
                    QUEUE => false,
                    _ => return Err(wrong("setting-choice", "Choose one of the values of the list.")),
                };
            }
            Setting::Opinions => {
                new.opinion_alone = match typed {
                    ALONE => true,
                    EXPERT => false,
                    _ => return Err(wrong("setting-choice", "Choose one of the values of the list.")),
                };
            }
            Setting::NumberTemplate | Setting::NumberSuffix => {
                let help = "Give a pattern that makes a permit number, like the one shown.";
                let number = |_| wrong("setting-number", help);
                match self {
                    Setting::NumberSuffix => new.number_suffix = text(true)?,
                    _ => new.number_template = NumberTemplate::parse(typed).map_err(number)?,
                }
                let made = new.number_template.number(who.house.party(), year, 1, &new.number_suffix);
                made.map_err(|_| wrong("setting-number", help))?;
            }
            Setting::AuthorityName => new.authority.name = text(false)?,
            Setting::AuthorityStreet => new.authority.address.street = text(true)?,
            Setting::AuthorityCity => new.authority.address.city = text(false)?,
            Setting::AuthorityPostcode => {
                new.authority.address.postcode = Some(text(true)?).filter(|t| !t.is_empty());
            }
            Setting::ScientificAuthority => new.scientific_authority = text(false)?,
            Setting::PlaceOfIssue => new.place_of_issue = text(false)?,
            Setting::TimeZone => {
                let help = "Give the IANA name of the zone, like Africa/Maputo.";
                jiff::tz::TimeZone::get(typed).map_err(|_| wrong("setting-zone", help))?;
                new.time_zone = typed.to_owned();
            }
            Setting::Languages => {
                let all: Option<Vec<Lang>> = typed.split(',').map(|c| Lang::from_code(c.trim())).collect();
                let once = |l: &Vec<Lang>| l.iter().enumerate().all(|(n, one)| !l[..n].contains(one));
                let help = "Give codes of languages with commas, each once, like en, fr, es.";
                new.languages = all.filter(once).ok_or_else(|| wrong("setting-languages", help))?;
            }
            Setting::HelpPhone => new.help.phone = text(true)?,
            Setting::HelpMail if typed.is_empty() => new.help.mail.clear(),
            Setting::HelpMail => {
                let help = "Enter an e-mail address, like name@example.org.";
                new.help.mail = crate::epermit::register::email(typed).map_err(|_| wrong("email-form", help))?;
            }
            Setting::HelpHours => new.help.hours = text(true)?,
            Setting::DataLocation => new.help.data_location = text(true)?,
            Setting::LateFee if [AT_EXPIRY, BY_OFFICER].contains(&typed) => new.late_at_expiry = typed == AT_EXPIRY,
            Setting::LateFee => return Err(wrong("setting-late", "Write officer or expiry.")),
        }
        Ok(new)
    }
}

/// Settings of the house as every act uses them from now on: at the start, after a change, and by a job where several
/// programs serve one archive.
///
/// # Errors
/// What the archive says.
pub async fn refresh(office: &Office, who: &Who) -> Result<(), Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let settings = read.settings().await?;
    let tenant = &who.house.tenant;
    office.set_settings(tenant.id, Some(settings).filter(|s| *s != tenant.settings));
    Ok(())
}

/// The changes, the newest first, and the settings as they stand.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who) -> Result<(TenantSettings, Vec<SettingChange>), Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let settings = read.settings().await?;
    Ok((settings, read.setting_changes(SHOWN).await?))
}

async fn get(office: &Office, who: &Who, id: Id<JobKind>) -> Result<SettingChange, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.setting_change(id).await?.ok_or(Error::NotFound("setting"))
}

/// Proposes another value. Until a second person confirms it, nothing changes.
///
/// # Errors
/// What is wrong at `value`, `setting-same`, `setting-waits` where a change of it waits, `reason-empty`,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn propose(
    office: &Office,
    who: &Who,
    setting: Setting,
    value: &str,
    reason: &str,
) -> Result<SettingChange, Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let person = who.person()?.id;
    let reason = reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 1000 {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let id: Id<JobKind> = office.id(now);
    let ran = act::run!(office, who, now, "setting_propose", |tx| {
        let settings = tx.settings().await?;
        let was = setting.value(&settings);
        let value = setting.value(&setting.set(&settings, who, day(now).year(), value)?);
        if was == value {
            return Err(Error::value("value", "setting-same", "This is the value already."));
        }
        let change = SettingChange {
            id,
            name: setting.code().to_owned(),
            was,
            value,
            state: SettingState::Proposed,
            reason: reason.clone(),
            proposed_by: person,
            proposed_at: now,
            decided_by: None,
            decided_at: None,
        };
        tx.setting_change_insert(&change).await.map_err(|e| match e.is_duplicate() {
            true => Error::value("value", "setting-waits", "A change of this waits already; decide about it first."),
            false => e.into(),
        })?;
        tx.audit(AuditEntry::new("setting_propose", "setting", id).payload(&words(&change))?);
        Ok(((), id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => id,
        Ran::Before(id) => Id::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

fn words(change: &SettingChange) -> serde_json::Value {
    serde_json::json!({ "name": change.name, "was": change.was, "value": change.value, "reason": change.reason })
}

/// Another person confirms, and it is the setting; or anybody with the right takes the proposal back.
///
/// # Errors
/// `setting-needs-two` for the person who proposed it, `setting-decided`, what is wrong with the value by now,
/// [`Error::NotFound`], [`Error::NotPermitted`].
pub async fn decide(office: &Office, who: &Who, id: Id<JobKind>, confirm: bool) -> Result<SettingChange, Error> {
    who.must_be(DeskAct::LawConfirm.roles())?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let name = if confirm { "setting_confirm" } else { "setting_drop" };
    let ran = act::run!(office, who, now, name, |tx| {
        let settings = tx.settings_for_update().await?;
        let mut change = tx.setting_change_for_update(id).await?.ok_or(Error::NotFound("setting"))?;
        if change.state != SettingState::Proposed {
            return Err(Error::value("change", "setting-decided", "Somebody has decided about this change."));
        }
        let setting = Setting::from_code(&change.name).ok_or(Error::NotFound("setting"))?;
        change.was = setting.value(&settings);
        if confirm {
            if change.proposed_by == person {
                let help = "Another person confirms it: two persons change a setting.";
                return Err(Error::value("change", "setting-needs-two", help));
            }
            tx.settings_set(&setting.set(&settings, who, day(now).year(), &change.value)?).await?;
        }
        let state = if confirm { SettingState::Confirmed } else { SettingState::Dropped };
        tx.setting_change_decide(id, state, &change.was, person).await?;
        tx.audit(AuditEntry::new(name, "setting", id).payload(&words(&change))?);
        Ok(((), id.to_string()))
    });
    ran?;
    refresh(office, who).await?;
    get(office, who, id).await
}
