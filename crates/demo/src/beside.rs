//! Steps beside the straight way: an inspection, a question abroad, an appeal.

use crate::Error;
use crate::people::Staff;
use crate::script::Step;
use cites::document::Block;
use cites::ids::ApplicationId;
use cites::{Amount, CountryCode, Role};
use jiff::ToSpan as _;
use office::epermit::inspect::{self, Report};
use office::epermit::risk::{self, Lane};
use office::epermit::samples::Taken;
use office::epermit::{abroad, appeal, approve, lanes};
use office::shared::case;
use office::shared::facts::day;
use office::{Office, Who};
use permits::application::state::{Counted, InspectionOrder};

const DIED: &str = "Some had died before the visit; the others are in good health.";

/// Does one of these steps.
pub(crate) async fn step(
    office: &Office,
    staff: &Staff,
    applicant: &Who,
    other: CountryCode,
    id: ApplicationId,
    step: Step,
) -> Result<(), Error> {
    let officer = staff.the(Role::MaOfficer)?;
    match step {
        Step::OrderInspection(days) => {
            let order = InspectionOrder {
                place: "Quarantine station, Bend".into(),
                on: days.map(|n| day(office.clock.now()).saturating_add(n.days())),
                what: "Count the animals, read ten marks, look at the crates.".into(),
            };
            inspect::request(office, officer, id, "Live animals".into(), order).await?;
        }
        Step::Inspected(percent) => {
            let inspector = staff.the(Role::Inspector)?;
            let now = office.clock.now();
            let mut read = office.store.read(&inspector.scope(now)).await?;
            let stored = case::load(&mut read, inspector, id).await?;
            drop(read);
            let lines = stored.value.draft().map(|d| d.lines.clone()).unwrap_or_default();
            let counted = lines
                .iter()
                .enumerate()
                .map(|(n, line)| {
                    let whole = line.quantity.amount().micro() / 100 * percent / 1_000_000 * 1_000_000;
                    let amount = Amount::from_micro(whole).unwrap_or(line.quantity.amount());
                    Counted { block: Block::nth(n), amount, marks: Vec::new() }
                })
                .collect();
            let more = percent > 100;
            let text = if more { "More animals stood in the station than were declared." } else { DIED }.to_owned();
            let outcome = if more { "QTY_MORE" } else { "QTY_LESS" }.to_owned();
            let sample = Taken {
                what: "Blood of one animal of block A".into(),
                number: format!("SEAL-{}", stored.columns.reference),
                laboratory: "National forensic laboratory".into(),
            };
            let samples = vec![sample];
            let report = Report { outcome, counted, text, papers: Vec::new(), samples };
            inspect::report(office, inspector, id, report).await?;
        }
        Step::AskAbroad => {
            let why = "Is the buyer registered with you, and equipped for these animals?".to_owned();
            abroad::consult(office, officer, id, other, why).await?;
        }
        _ => {
            let why = "The survey of this season counts twice as many; it is enclosed.".to_owned();
            appeal::appeal(office, applicant, id, why).await?;
        }
    }
    Ok(())
}

/// Approves; in the yellow lane the officer has looked at the papers first.
async fn seen(office: &Office, staff: &Staff, id: ApplicationId) -> Result<(), office::Error> {
    let approver = staff.the(Role::MaApprover).map_err(office::Error::internal)?;
    match approve::approve(office, approver, id, true).await {
        Err(yellow) if yellow.code() == "lane-yellow" => {
            let officer = staff.the(Role::MaOfficer).map_err(office::Error::internal)?;
            let note = "The papers agree with each other and with the application.";
            lanes::see_papers(office, officer, id, note).await?;
            approve::approve(office, approver, id, true).await.map(drop)
        }
        done => done.map(drop),
    }
}

/// The approver approves; a case of the red lane that nobody inspected is looked into by the supervisor first.
pub async fn approved(office: &Office, staff: &Staff, id: ApplicationId) -> Result<(), Error> {
    match seen(office, staff, id).await {
        Err(red) if red.code() == "lane-red" => {
            let why = "The consignor's records of the last two years were gone through: nothing open.".to_owned();
            risk::change_lane(office, staff.the(Role::MaSupervisor)?, id, Lane::Yellow, why).await?;
            seen(office, staff, id).await?;
        }
        done => done?,
    }
    Ok(())
}
