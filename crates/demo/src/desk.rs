//! The desk as it lives: a case that an officer gave back, an opinion with an expert, a visit with its day.

use crate::Error;
use crate::people::Staff;
use cites::{ApplicationStatus, Role, country};
use jiff::ToSpan as _;
use office::Office;
use office::epermit::visit::{self, Planned};
use office::epermit::{interest, opinion_task};
use office::shared::facts::day;
use std::collections::BTreeMap;
use store::Cursor;

/// Adds them, by the acts that everybody uses. A Party without such cases has none of it.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    for one in staff.iter().filter(|s| s.house.party() == country::DEMO_EXPORTER) {
        opinions(office, one).await?;
        visits(office, one).await?;
        given_back(office, one).await?;
    }
    Ok(())
}

async fn cases(office: &Office, staff: &Staff, status: ApplicationStatus) -> Result<Vec<store::ApplicationRow>, Error> {
    let who = staff.the(Role::MaSupervisor)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let found = read.worklist(&[status], Cursor::OLDEST, 10).await?;
    Ok(found.rows)
}

async fn opinions(office: &Office, staff: &Staff) -> Result<(), Error> {
    let (coordinator, expert) = (staff.the(Role::SaCoordinator)?, staff.the(Role::SaExpert)?);
    let id = expert.person()?.id;
    for (n, row) in cases(office, staff, ApplicationStatus::SaConsultation).await?.iter().take(2).enumerate() {
        opinion_task::give(office, coordinator, row.id, id).await?;
        let words = [("opinion", "positive"), ("reasoning", "The survey of this season bears it.")];
        let draft: BTreeMap<String, String> = words.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        opinion_task::write(office, expert, row.id, &draft, n == 1).await?;
    }
    Ok(())
}

async fn visits(office: &Office, staff: &Staff) -> Result<(), Error> {
    let inspector = staff.the(Role::Inspector)?;
    let on = day(office.clock.now()).checked_add(4.days()).ok();
    for row in cases(office, staff, ApplicationStatus::InspectionRequested).await?.iter().take(1) {
        let planned = Planned {
            on,
            place: "Quarantine station, Bend".into(),
            ready: "The crates within reach, and somebody who opens them.".into(),
            reason: String::new(),
        };
        visit::schedule(office, inspector, row.id, &planned).await?;
    }
    Ok(())
}

/// One case waits in the queue, because its officer has an interest in it.
async fn given_back(office: &Office, staff: &Staff) -> Result<(), Error> {
    let officer = staff.the(Role::MaOfficer)?;
    let me = officer.person()?.id;
    let hers = cases(office, staff, ApplicationStatus::UnderExamination).await?;
    if let Some(row) = hers.iter().find(|row| row.officer == Some(me)) {
        interest::declare(office, officer, row.id, "The applicant's driver is my cousin.".into()).await?;
    }
    Ok(())
}
