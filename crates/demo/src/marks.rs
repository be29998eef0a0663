//! Tags, security stamps and paper of the demonstration: received from a maker, handed to the farm, put on permits, and a
//! few of them spoiled, missing and written off.

use crate::Error;
use crate::people::Staff;
use cites::{PermitStatus, Role, country};
use office::Office;
use office::registers::numbered::{self, Act, Received};
use office::shared::facts::day;
use store::{Cursor, Numbered, PermitFilter};

/// Fills the stores of the exporting Party.
pub(crate) async fn store(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |s: &&Staff| s.house.party() == country::DEMO_EXPORTER;
    let qm = staff.iter().find(of).ok_or(Error::Plan("a house is missing"))?;
    let (clerk, officer, farm) = (qm.the(Role::MaClerk)?, qm.the(Role::MaOfficer)?, qm.the(Role::Applicant)?);
    let on = day(office.clock.now());
    let batch = |kind, numbers: &str, supplier: &str| Received {
        kind,
        mark_kind: None,
        numbers: numbers.to_owned(),
        supplier: supplier.to_owned(),
        on,
        note: String::new(),
    };
    let address = qm.accounts.iter().find(|(a, _)| a.role == Role::Applicant).map(|(a, _)| a.email.clone());
    let address = address.ok_or(Error::Plan("the farm is missing"))?;

    // The skins of the story carry tags out of what the farm was handed.
    numbered::receive(office, clerk, batch(Numbered::Tag, "QM-RA-2026-000001 to 000800", "Tag Works, Capital City"))
        .await?;
    numbered::hand_out(office, officer, None, "QM-RA-2026-000001 to 000640", &address, "Harvest of this year").await?;
    let tags = async |who, act, numbers: &str, note: &str| {
        numbered::move_range(office, who, Numbered::Tag, None, act, numbers, note).await
    };
    tags(farm, Act::Use, "QM-RA-2026-000001 to 000380", "").await?;
    tags(farm, Act::Spoil, "QM-RA-2026-000621 to 000623", "Torn when they were closed").await?;
    tags(farm, Act::Missing, "QM-RA-2026-000630", "Fell into the pen").await?;

    let stamp = Numbered::Stamp;
    numbered::receive(office, clerk, batch(stamp, "QM-S-000101 to 000400", "National printing works")).await?;
    let mut read = office.store.read(&officer.scope(office.clock.now())).await?;
    let permits = read.permits(PermitFilter::Status(PermitStatus::Issued), Cursor::NEWEST, 12).await?.rows;
    drop(read);
    for (n, permit) in permits.iter().enumerate() {
        let number = format!("QM-S-{:06}", 101 + n);
        numbered::bind(office, clerk, stamp, &number, permit.number.as_str()).await?;
    }
    let torn = "Torn off the sheet";
    numbered::move_range(office, clerk, stamp, None, Act::Spoil, "QM-S-000150 to 000151", torn).await?;
    numbered::move_range(office, clerk, stamp, None, Act::Missing, "QM-S-000160 to 000161", "Not in the drawer")
        .await?;
    let note = "Searched twice; the other one is still looked for";
    numbered::move_range(office, officer, stamp, None, Act::WriteOff, "QM-S-000160", note).await?;
    numbered::receive(office, clerk, batch(Numbered::Paper, "QM-P-0001 to 0500", "National printing works")).await?;
    Ok(())
}
