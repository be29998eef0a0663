//! Decisions in detail: an opinion up to a limit, and a grant for no more than that.

use crate::Error;
use crate::people::Staff;
use cites::document::Block;
use cites::ids::ApplicationId;
use cites::{Amount, FindingKind, Role, Unit};
use office::Office;
use office::epermit::consult_sa::{Answer, Opinion, opinion};
use office::epermit::granting::Grant;
use office::epermit::propose::{Proposal, propose};
use permits::application::Less;

/// The Scientific Authority answers yes, up to so many.
pub(crate) async fn up_to(
    office: &Office,
    staff: &Staff,
    id: ApplicationId,
    asked: Vec<FindingKind>,
    most: u32,
) -> Result<(), Error> {
    let one = |kind| Opinion {
        kind,
        line: None,
        answer: Answer::Conditions(Vec::new(), Some((Amount::whole(most), Unit::Nar))),
        grounds: "The survey of this season bears no more.".into(),
        expires: None,
    };
    let opinions = asked.into_iter().map(one).collect();
    drop(opinion(office, staff.the(Role::SaCoordinator)?, id, opinions).await?);
    Ok(())
}

/// The officer proposes so many of the first item, and tells the applicant why.
pub(crate) async fn less(
    office: &Office,
    staff: &Staff,
    id: ApplicationId,
    findings: Vec<Opinion>,
    amount: u32,
) -> Result<(), Error> {
    let reason = "The Scientific Authority allows no more this season.".to_owned();
    let grant = Grant {
        note: "Within the limit of the opinion.".into(),
        findings,
        less: vec![Less { block: Block::nth(0), amount: Amount::whole(amount), reason }],
        ..Grant::default()
    };
    drop(propose(office, staff.the(Role::MaOfficer)?, id, Proposal::Grant(Box::new(grant))).await?);
    Ok(())
}
