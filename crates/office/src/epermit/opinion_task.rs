//! Opinions that experts write: the coordinator gives one to an expert, the expert writes a draft and hands it in, the
//! coordinator releases it or sends it back with a word (`data/codes/roles.csv`).

use crate::notices::desk as notices;
use crate::notices::table::Event;
use crate::shared::act;
use crate::shared::case::{self, Stored};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::Role;
use cites::ids::{ApplicationId, PersonId};
use permits::application::state::Consultation;
use permits::duty::DutyRule;
use permits::{ActError, Application};
use std::collections::BTreeMap;
use store::{AuditEntry, OpinionState, OpinionTask, Read, Tx};

/// Who gives opinions out and releases them.
pub const COORDINATORS: &[Role] = &[Role::SaCoordinator];
/// Who sees what is given out.
pub const READERS: &[Role] = &[Role::SaCoordinator, Role::SaExpert];
/// Tasks of a list.
const SHOWN: i64 = 200;
/// The longest draft, characters of all its boxes.
const LONGEST: usize = 20_000;

/// What the Scientific Authority is asked now.
pub fn asked(application: &Application) -> Option<&Consultation> {
    application.state().consultation()
}

/// A case that is with the Scientific Authority, with its task.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The case.
    pub stored: Stored,
    /// Who writes the opinion, and how far it is; `None`: nobody was given it.
    pub task: Option<OpinionTask>,
    /// Experts to choose from: id and name.
    pub experts: Vec<(PersonId, String)>,
}

fn of_here(stored: &Stored) -> Result<Consultation, Error> {
    let state = stored.value.status();
    let early = || Error::Act(ActError::NotInApplicationState { act: "opinion_task", state });
    asked(&stored.value).cloned().ok_or_else(early)
}

/// The case as the Scientific Authority works on it.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`], the state where nothing is asked, or what the archive says.
pub async fn desk(office: &Office, who: &Who, id: ApplicationId) -> Result<Desk, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    let asked_at = of_here(&stored)?.asked.at;
    let task = read.opinion_task(id, asked_at).await?;
    let people = read.people("", 500).await?;
    let experts = people.into_iter().filter(|p| p.active && p.roles.contains(&Role::SaExpert));
    let experts = experts.map(|p| (p.id, p.name)).collect();
    Ok(Desk { stored, task, experts })
}

/// What was given out of the cases that are with the Scientific Authority; an expert sees their own.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who) -> Result<Vec<(OpinionTask, Stored)>, Error> {
    who.must_be(READERS)?;
    let me = who.person()?.id;
    let all = who.must_be(COORDINATORS).is_ok();
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let status = cites::ApplicationStatus::SaConsultation;
    let cases = read.tasklist_whole::<Application>(status, SHOWN).await?;
    let Some(since) = cases.iter().filter_map(|c| asked(&c.value).map(|a| a.asked.at)).min() else {
        return Ok(Vec::new());
    };
    let tasks = read.opinion_tasks(since, SHOWN).await?;
    let mine = tasks.into_iter().filter(|t| all || t.expert == me);
    let with = mine.filter_map(|task| {
        let of = |c: &&Stored| c.columns.id == task.application;
        let case = cases.iter().find(of)?;
        (asked(&case.value)?.asked.at == task.asked_at).then(|| (task, case.clone()))
    });
    Ok(with.collect())
}

/// The coordinator gives the opinion to an expert, or to another one; the expert is told.
///
/// # Errors
/// `expert-unknown` for anybody who is no active expert here or is on the applicant's side, the state,
/// [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn give(office: &Office, who: &Who, id: ApplicationId, expert: PersonId) -> Result<(), Error> {
    who.must_be(COORDINATORS)?;
    let by = who.person()?.id;
    let now = office.clock.now();
    act::run!(office, who, now, "give_opinion", |tx| {
        let stored = case::lock(tx, who, id).await?;
        let asked = of_here(&stored)?;
        let side = stored.value.side();
        let to = tx
            .person(expert)
            .await?
            .filter(|p| p.active && p.roles.contains(&Role::SaExpert))
            .filter(|p| side.applicant != Some(p.id) && side.agent != Some(p.id))
            .filter(|p| p.organisation.is_none() || p.organisation != side.organisation)
            .ok_or_else(|| Error::value("expert", "expert-unknown", "Choose an expert from the list."))?;
        tx.opinion_give(id, asked.asked.at, to.id, by).await?;
        let facts = BTreeMap::from([("until".to_owned(), day(asked.deadline).to_string())]);
        let case = (id, stored.columns.reference.as_str());
        notices::of_task(tx, Event::ExpertAssigned, case, (vec![to.id], Some(by)), facts, None).await?;
        let words = serde_json::json!({ "expert": to.id.to_string() });
        tx.audit(AuditEntry::new("give_opinion", "application", id).payload(&words)?);
        Ok(((), id.to_string()))
    })?;
    Ok(())
}

/// The expert writes the draft, and hands it to the coordinator with `hand`. What is handed in was read as an opinion by
/// the caller; what is kept only may be half of one.
///
/// # Errors
/// `choose-opinion`, `field-empty` for what is handed in without an answer or reasons, `opinion-not-yours` for a draft that is another's or was handed in, `text-long`, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn write(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    draft: &BTreeMap<String, String>,
    hand: bool,
) -> Result<(), Error> {
    who.must_be(&[Role::SaExpert])?;
    let me = who.person()?.id;
    if draft.values().map(|text| text.chars().count()).sum::<usize>() > LONGEST {
        return Err(Error::value("reasoning", "text-long", "Write less, and attach the rest as a paper."));
    }
    if hand {
        let answers = ["positive", "conditions", "negative", "insufficient"];
        if !draft.get("opinion").is_some_and(|text| answers.contains(&text.as_str())) {
            return Err(Error::value("opinion", "choose-opinion", "Choose the answer."));
        }
        if draft.get("reasoning").is_none_or(|text| text.trim().is_empty()) {
            return Err(Error::value("reasoning", "field-empty", "Write the reasons."));
        }
    }
    let now = office.clock.now();
    let name = if hand { "hand_opinion" } else { "write_opinion" };
    act::run!(office, who, now, name, |tx| {
        let stored = case::lock(tx, who, id).await?;
        let asked = of_here(&stored)?;
        if stored.value.side().includes(&who.actor) {
            return Err(Error::Act(ActError::Duty(DutyRule::ConflictOfInterest)));
        }
        if !tx.opinion_write(id, asked.asked.at, me, draft, hand).await? {
            let help = "This draft is not yours to write: it was given to another expert, or is with the coordinator.";
            return Err(Error::value("", "opinion-not-yours", help));
        }
        if hand {
            let case = (id, stored.columns.reference.as_str());
            notices::of_task(tx, Event::OpinionHanded, case, (Vec::new(), Some(me)), BTreeMap::new(), None).await?;
        }
        tx.audit(AuditEntry::new(name, "application", id));
        Ok(((), id.to_string()))
    })?;
    Ok(())
}

/// The coordinator sends a draft back, with a word to the expert.
///
/// # Errors
/// `reason-empty`, `opinion-not-handed`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn send_back(office: &Office, who: &Who, id: ApplicationId, word: &str) -> Result<(), Error> {
    who.must_be(COORDINATORS)?;
    let me = who.person()?.id;
    let word = word.trim();
    if word.is_empty() || word.chars().count() > 1000 {
        return Err(Error::value("word", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    act::run!(office, who, now, "return_opinion", |tx| {
        let stored = case::lock(tx, who, id).await?;
        let asked = of_here(&stored)?;
        let task = tx.opinion_task(id, asked.asked.at).await?;
        let none = || Error::value("word", "opinion-not-handed", "Wait until the expert hands the draft in.");
        let task = task.filter(|t| t.state == OpinionState::Handed).ok_or_else(none)?;
        if !tx.opinion_return(id, asked.asked.at, word).await? {
            return Err(none());
        }
        let facts = BTreeMap::from([("reason".to_owned(), word.to_owned())]);
        let case = (id, stored.columns.reference.as_str());
        notices::of_task(tx, Event::OpinionReturned, case, (vec![task.expert], Some(me)), facts, None).await?;
        let words = serde_json::json!({ "word": word });
        tx.audit(AuditEntry::new("return_opinion", "application", id).payload(&words)?);
        Ok(((), id.to_string()))
    })?;
    Ok(())
}

/// May this coordinator release the opinion now? Where the Party does not let one person do both, an expert has handed a
/// draft in, and is another one.
///
/// # Errors
/// `opinion-expert` where that is missing.
pub(crate) async fn releasable(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
) -> Result<(), Error> {
    let Some(asked) = asked(application).filter(|_| !office.settings(&who.house).opinion_alone) else { return Ok(()) };
    let me = who.person()?.id;
    let task = tx.opinion_task(application.id(), asked.asked.at).await?;
    match task.is_some_and(|t| t.state == OpinionState::Handed && t.expert != me) {
        true => Ok(()),
        false => {
            let help = "Give it to an expert first: another person than the one who releases an opinion writes it.";
            Err(Error::value("", "opinion-expert", help))
        }
    }
}

/// The draft that an expert handed in, for the coordinator's form; empty where there is none.
///
/// # Errors
/// What the archive says.
pub async fn handed(read: &mut Read, application: &Application) -> Result<BTreeMap<String, String>, Error> {
    let Some(asked) = asked(application) else { return Ok(BTreeMap::new()) };
    let task = read.opinion_task(application.id(), asked.asked.at).await?;
    Ok(task.filter(|t| t.state == OpinionState::Handed).map(|t| t.draft).unwrap_or_default())
}
