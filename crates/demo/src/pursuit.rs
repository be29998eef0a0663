//! Those who pursue offences at work: alerts that force a lane, one that was ended, and permits that wait at the border.

use crate::Error;
use crate::people::Staff;
use cites::{PermitStatus, Role, country};
use office::Office;
use office::econtrol::border_clock;
use office::epermit::alerts::{self, NewAlert};
use store::{Cursor, PermitFilter};

/// What it is about, whom it names, lane, why, whether officers read why.
type Line = (&'static str, &'static str, &'static str, &'static str, bool);

const ALERTS: &[Line] = &[
    (
        "taxon",
        "Poicephalus senegalus",
        "RED",
        "Parrots without rings were found at the airport twice this month.",
        true,
    ),
    ("company", "Old Quay Trading", "RED", "Under investigation with the customs of Quenland.", false),
    ("country", "SG", "YELLOW", "Two parcels changed hands on the way.", true),
];

/// Sets them, by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |c| staff.iter().find(move |s| s.house.party() == c).ok_or(Error::Plan("a house is missing"));
    let qm = of(country::DEMO_EXPORTER)?;
    let pursuer = qm.the(Role::Enforcement)?;
    for (about, subject, lane, reason, open_reason) in ALERTS {
        let new = NewAlert {
            about: (*about).into(),
            subject: (*subject).into(),
            lane: (*lane).into(),
            reason: (*reason).into(),
            open_reason: *open_reason,
            ..NewAlert::default()
        };
        let set = alerts::set(office, pursuer, new).await?;
        if *about == "country" {
            alerts::end(office, pursuer, set.id, "The parcels were found; the case is closed.").await?;
        }
    }
    let customs = qm.the(Role::Customs)?;
    let mut read = office.store.read(&customs.scope(office.clock.now())).await?;
    let newest = read.permits(PermitFilter::All, Cursor::NEWEST, 100).await?.rows;
    drop(read);
    let usable = newest.iter().filter(|p| matches!(p.status, PermitStatus::Issued | PermitStatus::Delivered));
    for permit in usable.take(2) {
        border_clock::present(office, customs, permit.id, "Bend, air cargo").await?;
    }
    Ok(())
}
