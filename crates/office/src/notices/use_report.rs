//! The holder reports how a permit was used. Unused is the declaration of the state machine; used is told to the officer
//! in charge, who records the late endorsement from what shows it: a holder's word alone consumes no quota.

use super::tell;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::document::Block;
use cites::ids::{PermitId, UseReportId, UseReportKind};
use cites::{Amount, PermitStatus};
use store::{AuditEntry, UseReport};

/// States in which the holder may tell that it was used.
const OPEN: &[PermitStatus] = &[PermitStatus::Delivered, PermitStatus::PartlyUsed, PermitStatus::ExpiredUnknown];

/// May this be reported now?
pub fn may_report(who: &Who, permit: &permits::Permit) -> bool {
    permit.holder().includes(&who.actor) && OPEN.contains(&permit.status())
}

/// Tells that the permit was used: what left by block, and what shows it.
///
/// # Errors
/// `use-blocks` where a block is unknown or left out, `use-more` where it is more than permitted, `reason-empty`,
/// `use-closed` where nothing is left to tell, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn report_used(
    office: &Office,
    who: &Who,
    id: PermitId,
    quantities: Vec<(Block, Amount)>,
    statement: String,
) -> Result<UseReport, Error> {
    let person = who.person()?.id;
    let statement = statement.trim().to_owned();
    if statement.is_empty() {
        return Err(Error::value("statement", "reason-empty", "Write what shows it: customs office, day, papers."));
    }
    let now = office.clock.now();
    let report: UseReportId = office.id::<UseReportKind>(now);
    let ran = act::run!(office, who, now, "report_use", |tx| {
        let stored = paper::lock(tx, who, id).await?;
        let permit = &stored.value;
        if !permit.holder().includes(&who.actor) {
            return Err(Error::NotPermitted);
        }
        if !OPEN.contains(&permit.status()) {
            return Err(Error::value("", "use-closed", "Nothing is open on this permit; read its history."));
        }
        fits(permit, &quantities)?;
        let row = UseReport {
            id: report,
            permit: id,
            person,
            used: true,
            quantities: quantities.clone(),
            statement: statement.clone(),
            at: now,
        };
        tx.use_report_insert(&row).await?;
        tell::of_use(tx, permit, &row).await?;
        let words = serde_json::json!({ "number": permit.number(), "quantities": row.quantities });
        tx.audit(AuditEntry::new("report_use", "permit", id).payload(&words)?);
        Ok((row, report.to_string()))
    });
    match ran? {
        Ran::Now(row) => Ok(row),
        Ran::Before(_) => {
            let mut read = office.store.read(&who.scope(now)).await?;
            let last = read.use_reports(id).await?.pop();
            last.ok_or(Error::NotFound("report of use"))
        }
    }
}

fn fits(permit: &permits::Permit, quantities: &[(Block, Amount)]) -> Result<(), Error> {
    let open: Vec<_> = permit.lines().iter().filter(|l| l.void.is_none()).collect();
    let once = |block: &Block| quantities.iter().filter(|(b, _)| b == block).count() == 1;
    if quantities.len() != open.len() || !open.iter().all(|l| once(&l.block)) {
        return Err(Error::value(
            "quantities",
            "use-blocks",
            "Enter a quantity for every line; 0 for what did not leave.",
        ));
    }
    for line in open {
        let told = quantities.iter().find(|(b, _)| *b == line.block).map_or(Amount::ZERO, |(_, a)| *a);
        if told > line.permitted.amount() {
            let field = format!("quantity-{}", line.block);
            return Err(Error::value(
                &field,
                "use-more",
                "This is more than the permit allows; write to the Authority.",
            ));
        }
    }
    Ok(())
}

/// What was reported of a permit that the reader may see.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn reports(office: &Office, who: &Who, id: PermitId) -> Result<Vec<UseReport>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    paper::load(&mut read, who, id).await?;
    Ok(read.use_reports(id).await?)
}
