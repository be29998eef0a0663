//! Whom the fictional Parties write to abroad: each other, a third Party, the Secretariat; and an address that ended.

use crate::Error;
use crate::people::Staff;
use cites::{Role, Timestamp};
use jiff::ToSpan as _;
use office::Office;
use office::notices::directory::{Entry, enter};
use office::shared::facts::day;

/// Kind, country, name, address, language.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str);

const QM: &[Line] = &[
    ("MA", "QN", "Management Authority of Quenland", "cites@wildlife.quenland.example", "en"),
    ("SA", "QN", "Institute of Zoology, Northport", "science@institute.quenland.example", "en"),
    ("ENFORCEMENT", "QN", "Customs of Quenland, wildlife desk", "wildlife@customs.quenland.example", "es"),
    ("MA", "ZA", "Management Authority of South Africa", "cites-za@parties.example", "en"),
    ("SECRETARIAT", "", "CITES Secretariat", "secretariat@cites.example", "en"),
];
const QN: &[Line] = &[
    ("MA", "QM", "Management Authority of Querimba", "cites@environment.querimba.example", "fr"),
    ("SECRETARIAT", "", "CITES Secretariat", "secretariat@cites.example", "en"),
];

/// Enters both directories when the year begins. They are written to from a few days before `now`: nobody gets the mails
/// of a year at once.
pub(crate) async fn open(office: &Office, staff: &[Staff], now: Timestamp) -> Result<(), Error> {
    let (began, today) = (day(office.clock.now()), day(now));
    let from = today.saturating_sub(6.days()).to_string();
    for house in staff {
        let own = if house.house.party() == cites::country::DEMO_EXPORTER { QM } else { QN };
        let admin = house.the(Role::TenantAdmin)?;
        for (kind, country, name, email, language) in own {
            let entry = Entry {
                kind: (*kind).into(),
                country: (*country).into(),
                name: (*name).into(),
                email: (*email).into(),
                language: (*language).into(),
                from: from.clone(),
                until: String::new(),
            };
            enter(office, admin, &entry).await?;
            if *kind == "MA" && (*country == "QN" || *country == "QM") {
                let (name, email) = (format!("{name} (old office)"), format!("old.{email}"));
                let day = began.to_string();
                enter(office, admin, &Entry { name, email, from: day.clone(), until: day, ..entry }).await?;
            }
        }
    }
    Ok(())
}
