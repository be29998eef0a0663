//! Agents: asked for by the agent, agreed by the client, ended by either at any time. Inside a mandate the agent sees and
//! does what the client could; outside it the client's things do not exist for the agent.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, MandateId, MandateKind};
use cites::{Date, Role};
use permits::FormInput;
use permits::application::{ApplicantSide, Application};
use store::{AuditEntry, MandateRow, MandateScope, MandateState, Read, Tx};

/// What an agent asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// E-mail address of the client, or of somebody of the client's company.
    pub client: String,
    /// What for.
    pub scope: MandateScope,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub until: Date,
    /// Words to the client.
    pub note: String,
}

/// A mandate with the names of both sides.
#[derive(Debug, Clone)]
pub struct Named {
    /// The mandate.
    pub row: MandateRow,
    /// The agent's name.
    pub agent: String,
    /// The client's name.
    pub client: String,
    /// Is the reader the client?
    pub ours: bool,
}

/// Asks a client. For an address without account nothing is made and the answer is the same.
///
/// # Errors
/// `mandate-days`, `email-form`, `text-long`, [`Error::NotPermitted`], or what the archive says.
pub async fn ask(office: &Office, who: &Who, asked: Asked) -> Result<(), Error> {
    who.must_be(&[Role::Agent])?;
    let agent = who.person()?.clone();
    let client = crate::epermit::register::email(&asked.client)
        .map_err(|_| Error::value("client", "email-form", "Enter an e-mail address, like name@example.org."))?;
    let now = office.clock.now();
    if asked.until < asked.from || asked.until < day(now) {
        return Err(Error::value("until", "mandate-days", "Give a last day that is not before the first, nor past."));
    }
    if asked.note.chars().count() > 500 {
        return Err(Error::value("note", "text-long", "Shorten this to 500 characters."));
    }
    let id = office.id::<MandateKind>(now);
    let ran = act::run!(office, who, now, "ask_mandate", |tx| {
        let found = tx.person_by_email(&client).await?.filter(|p| p.active && p.id != agent.id);
        let outside = found.filter(|p| p.roles.iter().all(|r| r.side() == "outside"));
        if let Some(person) = outside {
            let organisation = person.organisation;
            tx.mandate_insert(&MandateRow {
                id,
                agent: agent.id,
                client_person: organisation.is_none().then_some(person.id),
                client_organisation: organisation,
                scope: asked.scope,
                from: asked.from,
                until: asked.until,
                state: MandateState::Asked,
                note: asked.note.trim().to_owned(),
                asked_at: now,
                answered_by: None,
                answered_at: None,
                ended_by: None,
                ended_at: None,
                version: 0,
            })
            .await?;
            tx.audit(AuditEntry::new("ask_mandate", "mandate", id));
        }
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Is the actor the client: the person, or an owner of the organisation?
fn is_client(who: &Who, row: &MandateRow) -> bool {
    who.actor.person().is_some_and(|p| {
        row.client_person == Some(p.id)
            || (row.client_organisation.is_some()
                && row.client_organisation == p.organisation
                && p.roles.contains(&Role::OrgAdmin))
    })
}

fn is_agent(who: &Who, row: &MandateRow) -> bool {
    who.actor.person().is_some_and(|p| p.id == row.agent)
}

/// The client agrees or says no.
///
/// # Errors
/// `mandate-answered`, [`Error::NotFound`] for anybody but the client.
pub async fn answer(office: &Office, who: &Who, id: MandateId, yes: bool) -> Result<MandateRow, Error> {
    let by = who.person()?.id;
    let now = office.clock.now();
    let name = if yes { "accept_mandate" } else { "decline_mandate" };
    let ran = act::run!(office, who, now, name, |tx| {
        let found = tx.mandate_for_update(id).await?.filter(|m| is_client(who, m));
        let mut row = found.ok_or(Error::NotFound("mandate"))?;
        if row.state != MandateState::Asked {
            return Err(Error::value("", "mandate-answered", "This was answered before; reload the page."));
        }
        row.state = if yes { MandateState::Accepted } else { MandateState::Declined };
        (row.answered_by, row.answered_at) = (Some(by), Some(now));
        tx.mandate_update(&row).await?;
        tx.audit(AuditEntry::new(name, "mandate", id));
        Ok((row, id.to_string()))
    });
    settled(office, who, id, ran?).await
}

/// Either side ends it, at any time, with effect at once.
///
/// # Errors
/// `mandate-ended`, [`Error::NotFound`] for anybody but the two sides.
pub async fn revoke(office: &Office, who: &Who, id: MandateId) -> Result<MandateRow, Error> {
    let by = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "revoke_mandate", |tx| {
        let found = tx.mandate_for_update(id).await?.filter(|m| is_client(who, m) || is_agent(who, m));
        let mut row = found.ok_or(Error::NotFound("mandate"))?;
        if matches!(row.state, MandateState::Declined | MandateState::Revoked) {
            return Err(Error::value("", "mandate-ended", "This mandate has ended before; reload the page."));
        }
        row.state = MandateState::Revoked;
        (row.ended_by, row.ended_at) = (Some(by), Some(now));
        tx.mandate_update(&row).await?;
        tx.audit(AuditEntry::new("revoke_mandate", "mandate", id));
        Ok((row, id.to_string()))
    });
    settled(office, who, id, ran?).await
}

async fn settled(office: &Office, who: &Who, id: MandateId, ran: Ran<MandateRow>) -> Result<MandateRow, Error> {
    match ran {
        Ran::Now(row) => Ok(row),
        Ran::Before(_) => {
            let mut read = office.store.read(&who.scope(office.clock.now())).await?;
            read.mandate(id).await?.ok_or(Error::NotFound("mandate"))
        }
    }
}

/// Every mandate of the reader, as agent and as client, the newest first.
///
/// # Errors
/// [`Error::NotPermitted`] for the system, or what the archive says.
pub async fn list(office: &Office, who: &Who) -> Result<Vec<Named>, Error> {
    let person = who.person()?.clone();
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let mut rows = read.mandates_of_agent(person.id).await?;
    if person.organisation.is_none() || person.roles.contains(&Role::OrgAdmin) {
        rows.extend(read.mandates_of_client(person.id, person.organisation).await?);
    }
    rows.sort_by_key(|r| std::cmp::Reverse((r.asked_at, r.id)));
    rows.truncate(30);
    let people: Vec<_> = rows.iter().map(|r| r.agent).chain(rows.iter().filter_map(|r| r.client_person)).collect();
    let mut people = people;
    people.sort();
    people.dedup();
    let mut names = read.person_names(&people[..people.len().min(30)]).await?;
    names.extend(read.person_names(people.get(30..).unwrap_or_default()).await?);
    let companies: Vec<_> = rows.iter().filter_map(|r| r.client_organisation).collect();
    let companies = read.organisation_names(&companies).await?;
    let of = |id| names.iter().find(|(n, _)| *n == id).map(|(_, name)| name.clone()).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| {
            let company = row.client_organisation.and_then(|o| companies.iter().find(|(n, _)| *n == o));
            Named {
                agent: of(row.agent),
                client: company.map(|(_, name)| name.clone()).or(row.client_person.map(of)).unwrap_or_default(),
                ours: is_client(who, &row),
                row,
            }
        })
        .collect())
}

/// The side of an application that an agent begins under a mandate.
///
/// # Errors
/// `mandate-none` when it is not the agent's, not agreed, or not in force today; `mandate-scope` for another kind of
/// document than it is for.
pub async fn side(tx: &mut Tx, who: &Who, id: MandateId, kind: &str) -> Result<(ApplicantSide, MandateRow), Error> {
    let today = day(tx.at());
    let found = tx.mandate(id).await?.filter(|m| is_agent(who, m) && m.in_force(today));
    let row = found.ok_or_else(|| {
        Error::value("mandate", "mandate-none", "Choose a client who has agreed; ask for a mandate first.")
    })?;
    covers(&row, kind)?;
    let side = ApplicantSide {
        applicant: row.client_person,
        organisation: row.client_organisation,
        agent: Some(who.person()?.id),
    };
    Ok((side, row))
}

fn covers(row: &MandateRow, kind: &str) -> Result<(), Error> {
    let exports = matches!(kind.trim(), "" | "EXPORT" | "REEXPORT");
    if row.scope == MandateScope::Export && !exports {
        return Err(Error::value(
            "document_type",
            "mandate-scope",
            "Your mandate is for exports and re-exports only; ask your client for a wider one.",
        ));
    }
    Ok(())
}

/// What a form is for, as mandates name kinds of documents: what stands in a permit's place is for what that one was.
pub(crate) fn kind_of(form: &FormInput) -> &str {
    match form.document_type.trim() {
        "REPLACE" => &form.particulars.base_type,
        _ => &form.document_type,
    }
}

/// Writes down under which mandate an application was begun. What is asked about a permit that came of the mandate's own
/// application, an amendment or a replacement, belongs to that one: a mandate for one application covers it. `about`: the
/// application of that permit.
///
/// # Errors
/// `mandate-one` for a second application under a mandate for one.
pub async fn begun(
    tx: &mut Tx,
    application: ApplicationId,
    row: &MandateRow,
    about: Option<ApplicationId>,
) -> Result<(), Error> {
    if let Some(first) = about
        && tx.mandate_of_case(first).await?.is_some_and(|m| m.id == row.id)
    {
        return Ok(tx.mandate_case_beside(application, row).await?);
    }
    tx.mandate_case_insert(application, row).await.map_err(|e| {
        if e.is_duplicate() {
            Error::value("mandate", "mandate-one", "This mandate was for one application, which was begun before.")
        } else {
            e.into()
        }
    })
}

/// Does the actor see this application as an agent only?
fn only_agent(who: &Who, side: &ApplicantSide) -> bool {
    who.actor.person().is_some_and(|p| {
        side.agent == Some(p.id)
            && side.applicant != Some(p.id)
            && (side.organisation.is_none() || side.organisation != p.organisation)
            && p.roles.iter().all(|r| r.side() == "outside")
    })
}

/// May the actor go on with it? An agent may while the mandate is in force; for everybody else this asks nothing.
///
/// # Errors
/// What the archive says.
pub async fn holds(read: &mut Read, who: &Who, id: ApplicationId, side: &ApplicantSide) -> Result<bool, Error> {
    if !only_agent(who, side) {
        return Ok(true);
    }
    let today = day(read.at());
    Ok(read.mandate_of_case(id).await?.is_some_and(|m| is_agent(who, &m) && m.in_force(today)))
}

/// Is the kind of document inside the agent's mandate? Asked when the form is written and when it is handed in.
///
/// # Errors
/// `mandate-scope`, or what the archive says.
pub async fn fits(read: &mut Read, who: &Who, application: &Application, kind: &str) -> Result<(), Error> {
    if !only_agent(who, application.side()) {
        return Ok(());
    }
    match read.mandate_of_case(application.id()).await? {
        Some(row) => covers(&row, kind),
        None => Err(Error::NotFound("application")),
    }
}
