//! What is told because time passes and nobody acts: a clock of a case nears its target or passes it, a change of the
//! Appendices comes ([`super::listing`]) that touches a case or a permit, a rule the Party entered will touch them, the key that signs ends.
//! May be run as often as one likes: what was told once is not told again.

use super::listing::listings;
use super::table::Event;
use super::tell::{Side, Told, details, put_in};
use crate::epermit::{examination_set, urgent};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus, Date};
use exchange::xades::Certificate;
use permits::application::ApplicantSide;
use permits::clocks::{self, Mark, Reading, SlaClock};
use permits::{Application, Permit};
use std::sync::Arc;
use store::Read;

/// Cases of one state that are looked at in one round.
const LOOKED_AT: i64 = 500;
/// The end of a key is told so many days before it, at each mark once.
const KEY_MARKS: [i64; 3] = [60, 30, 7];

/// Something that belongs to somebody.
#[derive(Debug, Clone)]
pub(crate) struct Owned {
    /// `application` or `permit`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its reference or number.
    pub name: String,
    /// Whose it is.
    pub side: ApplicantSide,
    /// The case.
    pub case: ApplicationId,
}

/// Everything of this file; answers how many were told.
///
/// # Errors
/// What the archive says.
pub async fn watch(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    Ok(urgent::watch(office, house).await?
        + clocks(office, house).await?
        + listings(office, house).await?
        + key(office, house).await?)
}

pub(super) async fn open(office: &Office, house: &Arc<House>) -> Result<Read, Error> {
    Ok(office.store.read(&Who::system(house.clone()).scope(office.clock.now())).await?)
}

/// Tells in one transaction; nothing is opened where there is nothing to tell.
pub(super) async fn tell(office: &Office, house: &Arc<House>, all: Vec<(Told, Option<Owned>)>) -> Result<u64, Error> {
    if all.is_empty() {
        return Ok(0);
    }
    let scope = Who::system(house.clone()).scope(office.clock.now());
    let done: Result<u64, store::Error> = store::chore!(&office.store, &scope, "watch", |chore| {
        let mut told = 0;
        for (what, owned) in &all {
            let side = Side { applicant: owned.as_ref().map(|o| &o.side), case: owned.as_ref().map(|o| o.case) };
            told += put_in(chore, what, &side).await?;
        }
        Ok(told)
    });
    Ok(done?)
}

/// The clocks of the authority that run and have passed a mark of their target: half, four fifths, all of it
/// (`spec/workflow.md` section 8). Each is told once at each mark; one that passed two since the last look, at the last.
fn speaking(readings: &[Reading]) -> impl Iterator<Item = (Reading, Event)> + '_ {
    readings.iter().filter(|r| r.runs() && r.clock != SlaClock::Applicant).filter_map(|r| {
        let event = match r.mark() {
            Mark::Early => return None,
            Mark::Half => Event::ClockHalf,
            Mark::Near => Event::ClockNear,
            Mark::Over => Event::ClockOver,
        };
        Some((*r, event))
    })
}

async fn clocks(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    let mut read = open(office, house).await?;
    let (targets, now) = (examination_set::targets(&mut read).await?, office.clock.now());
    let mut all = Vec::new();
    for status in ApplicationStatus::ALL.iter().filter(|s| !s.terminal() && **s != ApplicationStatus::Draft) {
        for case in read.applications_whole::<Application>(*status, LOOKED_AT).await? {
            let id = case.columns.id;
            let readings = clocks::read(case.value.timeline(), &targets.of(&case.value), now);
            for (clock, event) in speaking(&readings) {
                let told = Told {
                    event,
                    once: format!("{}/{id}/{}", event.code(), clock.clock.code()),
                    object_kind: "application",
                    object_id: id.to_string(),
                    details: details([
                        ("reference", case.columns.reference.clone()),
                        ("clock", clock.clock.code().to_owned()),
                        ("hours", clock.hours().to_string()),
                        ("target", clock.target_hours.to_string()),
                    ]),
                    by: None,
                };
                let owned = Owned {
                    kind: "application",
                    id: id.to_string(),
                    name: case.columns.reference.clone(),
                    side: case.value.side().clone(),
                    case: id,
                };
                all.push((told, Some(owned)));
            }
        }
    }
    drop(read);
    tell(office, house, all).await
}

/// Tells the holders and officers of what a rule will touch that two persons made law. Called after that was done.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_law(
    office: &Office,
    house: &Arc<House>,
    row: &str,
    on: Date,
    touched: Vec<Owned>,
) -> Result<u64, Error> {
    let event = Event::LawChange;
    let told = |owned: &Owned| Told {
        event,
        once: format!("{}/{row}/{}/{on}", event.code(), owned.id),
        object_kind: owned.kind,
        object_id: owned.id.clone(),
        details: details([("number", owned.name.clone()), ("until", on.to_string())]),
        by: None,
    };
    let all = touched.into_iter().map(|owned| (told(&owned), Some(owned))).collect();
    tell(office, house, all).await
}

/// The owner of a case, for a rule that touches it.
pub(crate) fn case_owner(id: ApplicationId, reference: &str, application: &Application) -> Owned {
    Owned {
        kind: "application",
        id: id.to_string(),
        name: reference.to_owned(),
        side: application.side().clone(),
        case: id,
    }
}

/// The owner of a permit, for a rule that touches it.
pub(crate) fn permit_owner(permit: &Permit) -> Owned {
    Owned {
        kind: "permit",
        id: permit.id().to_string(),
        name: permit.number().to_string(),
        side: permit.holder().clone(),
        case: permit.application(),
    }
}

async fn key(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    // A key whose certificate cannot be read signs nothing either; that is told where it signs.
    let Ok(certificate) = Certificate::parse(house.signer.certificate_der()) else { return Ok(0) };
    let (today, ends) = (day(office.clock.now()), day(certificate.not_after()));
    let left = i64::from(ends.since(today).map_err(Error::internal)?.get_days());
    let Some(mark) = key_mark(left) else { return Ok(0) };
    let name = house.signer.key_id();
    let told = Told {
        event: Event::KeyEnding,
        once: format!("{}/{name}/{mark}", Event::KeyEnding.code()),
        object_kind: "key",
        object_id: name.to_owned(),
        details: details([("key", name.to_owned()), ("until", ends.to_string())]),
        by: None,
    };
    tell(office, house, vec![(told, None)]).await
}

/// The mark that a key with so many days left has passed last; `None`: it lasts long enough.
fn key_mark(days_left: i64) -> Option<i64> {
    KEY_MARKS.into_iter().filter(|mark| days_left <= *mark).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_told_at_sixty_thirty_and_seven_days_and_when_it_is_over() {
        let marks: Vec<_> = [400, 61, 60, 31, 30, 8, 7, 0, -3].map(key_mark).to_vec();
        let (far, a, b, c) = (None, Some(60), Some(30), Some(7));
        assert_eq!(marks, [far, far, a, a, b, b, c, c, c]);
    }
}
