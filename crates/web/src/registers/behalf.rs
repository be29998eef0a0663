//! For whom an application is begun: an agent names a client, a clerk whoever stands at the counter.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::MandateId;
use cites::{DocumentType, Role};
use office::epermit::draft::OnBehalf;
use office::registers::mandate;
use pages::FieldError;
use pages::registers::BeginPage;
use std::collections::BTreeMap;

/// Parameters of the API's way to begin an application.
pub const QUERY: &[(&str, &str)] = &[
    ("mandate", "Agents: the mandate of the client for whom it is begun."),
    ("for", "Clerks at the counter: the e-mail address of the applicant's account; absent for one without account."),
];

/// Does this reader say for whom?
pub fn asks(call: &Call) -> bool {
    call.seat.as_ref().is_some_and(|s| s.has(&[Role::Agent, Role::MaClerk]))
}

/// For whom.
///
/// # Errors
/// `mandate-none` or `account-unknown`, or what the archive says.
pub async fn of(call: &Call, mandate: Option<&str>, account: Option<&str>) -> Result<OnBehalf, Failure> {
    let seat = call.seat()?;
    if let Some(text) = mandate.filter(|_| seat.has(&[Role::Agent])) {
        let help = "Choose a client who has agreed; ask for a mandate first.";
        let id = MandateId::parse(text).map_err(|_| Failure::field("mandate", "mandate-none", help))?;
        return Ok(OnBehalf { mandate: Some(id), ..OnBehalf::default() });
    }
    if !seat.has(&[Role::MaClerk]) {
        return Ok(OnBehalf::default());
    }
    let Some(email) = account else { return Ok(OnBehalf { counter: true, ..OnBehalf::default() }) };
    let mut read = call.read().await?;
    let found = read.person_by_email(email).await?.filter(|p| p.active);
    let outside = found.filter(|p| p.roles.iter().all(|r| r.side() == "outside"));
    let person = outside.ok_or_else(|| {
        Failure::field(
            "for",
            "account-unknown",
            "No applicant has this address; leave it blank for one without account.",
        )
    })?;
    Ok(OnBehalf { applicant: Some(person.id), organisation: person.organisation, ..OnBehalf::default() })
}

/// The first question for whoever applies for somebody else: what, and for whom.
///
/// # Errors
/// What the archive says.
pub async fn draw(
    call: &Call,
    groups: Vec<(String, Vec<DocumentType>)>,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let agent = call.seat()?.has(&[Role::Agent]);
    let mut clients = Vec::new();
    if agent {
        let today = crate::shared::enter::day(call.app.office.clock.now());
        let all = mandate::list(&call.app.office, &call.reader()?).await?;
        clients.extend(
            all.into_iter().filter(|m| !m.ours && m.row.in_force(today)).map(|m| (m.row.id.to_string(), m.client)),
        );
    }
    let status = form_status(&errors);
    let shown = BeginPage { shell: shell(call).await, groups, clients, counter: !agent, typed, errors };
    page_with(call, &shown, status)
}
