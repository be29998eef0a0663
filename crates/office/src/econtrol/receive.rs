//! Our customs let goods in under a foreign permit: count, write down, confirm to the issuing Party.

use super::seal::{SEAL, SealJob};
use super::{arrival_permit, on_paper, timber};
use crate::eexchange::fetch::{Foreign, Receipt, accept, get, lines};
use crate::eexchange::outbox::{CONFIRM, ConfirmJob};
use crate::registers::stock;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::document::Block;
use cites::ids::{ForeignPermitId, JobKind};
use cites::{Amount, DocumentType, PermitNumber};
use permits::{ActError, DeskAct, LineProblem};
use rules::{DocumentFact, Verdict};
use store::{AuditEntry, ExtensionRow, ForeignRow, ForeignStatus, StoredForeign, Tx};

/// What customs counted.
#[derive(Debug, Clone)]
pub struct Counted {
    /// Every block of the permit, zero for what did not arrive.
    pub quantities: Vec<(Block, Amount)>,
    /// Port of entry.
    pub port: String,
    /// Its name.
    pub port_name: String,
}

/// A foreign permit after an act.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its columns.
    pub row: ForeignRow,
    /// What we know of it.
    pub foreign: Foreign,
}

/// Records what arrived and puts the confirmation to the issuing Party into the outbox, in one transaction.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`], `already-received`, `paper-presented` where customs let goods in under
/// the paper before it was fetched, `foreign-unread` where the document could not be read, [`Error::Rules`] when a rule of acceptance blocks, or a line's problem.
pub async fn receive(office: &Office, who: &Who, id: ForeignPermitId, counted: Counted) -> Result<Received, Error> {
    receive_under(office, who, id, counted, None).await
}

/// The same, with the import permit of ours that the officer chose. Goods of Appendix I come in under one of ours: it takes
/// what arrived, in the same transaction, and stays usable for what is left.
///
/// # Errors
/// As [`receive`]; `import-permit-choose` where several may be meant, `import-permit-other` for one that does not fit,
/// `import-permit-left` and `import-permit-used-up` where it does not let in as much.
pub async fn receive_under(
    office: &Office,
    who: &Who,
    id: ForeignPermitId,
    counted: Counted,
    import_permit: Option<PermitNumber>,
) -> Result<Received, Error> {
    who.must_be(DeskAct::ReceiveAtImport.roles())?;
    let officer = who.person()?.name.clone();
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "receive_at_import", |tx| {
        let before = locked(tx, id).await?;
        let mut foreign = before.stored.value.clone();
        if foreign.receipt.is_some() {
            return Err(Error::value(
                "quantities",
                "already-received",
                "This permit was received before; look at its page.",
            ));
        }
        // Nothing arrives under another country's import permit.
        if foreign.permit.as_ref().is_some_and(|p| p.kind == DocumentType::Import) {
            return Err(Error::NotFound("permit"));
        }
        let own = match &foreign.permit {
            Some(permit) if import_permit.is_some() || arrival_permit::brings_appendix_i(permit) => {
                arrival_permit::choices(tx, who, permit).await?
            }
            _ => Vec::new(),
        };
        let ours = match &foreign.permit {
            Some(permit) => arrival_permit::facts(&own, permit, who.house.party()),
            None => Vec::new(),
        };
        if let Some(permit) = foreign.permit.as_ref().filter(|_| ours.is_empty())
            && (import_permit.is_some() || arrival_permit::brings_appendix_i(permit))
        {
            arrival_permit::used_up(tx, who, permit, import_permit.as_ref()).await?;
        }
        let extension = timber::of(tx, before.stored.columns.issuer, &before.stored.columns.number).await?;
        check(office, who, &foreign, &counted, &ours, extension.as_ref())?;
        let used = match &foreign.permit {
            Some(permit) => {
                let needed = arrival_permit::needed(permit, &ours);
                let own = if needed || import_permit.is_some() { own } else { Vec::new() };
                match arrival_permit::chosen(own, permit, import_permit.as_ref(), needed)? {
                    Some(own) => Some(Box::pin(arrival_permit::write_off(tx, who, own, (id, permit), &counted)).await?),
                    None => None,
                }
            }
            None => None,
        };
        // After the import permit is locked, as where customs only saw the paper: neither waits for the other in a circle.
        on_paper::present_archived(tx, &before.stored.columns).await?;
        // Box 14 of ours is sealed once nothing more can come in under it.
        if let Some((used, true)) = &used {
            let job = SealJob { permit: used.permit };
            tx.enqueue(office.id::<JobKind>(now), SEAL, used.permit_number.as_str(), &job).await?;
        }
        foreign.receipt = Some(Receipt {
            quantities: counted.quantities.clone(),
            port: counted.port.clone(),
            port_name: counted.port_name.clone(),
            officer: officer.clone(),
            at: now,
            confirmed: None,
            import_permit: used.as_ref().map(|(u, _)| u.permit_number.clone()),
        });
        let row = ForeignRow {
            status: ForeignStatus::Received,
            received_at: Some(now),
            changed_at: now,
            ..before.stored.columns.clone()
        };
        tx.foreign_update(&before.stored, &row, &before.raw, &lines(&foreign), &foreign).await?;
        enqueue(tx, office, &row, &foreign).await?;
        if let Some(permit) = &foreign.permit {
            let count = |block: &Block| counted.quantities.iter().find(|(b, _)| b == block).map(|(_, amount)| *amount);
            let goods = stock::LetIn {
                number: row.number.as_str(),
                from: row.issuer,
                importer: permit.importer.as_ref().map_or("", |p| p.name.as_str()),
                ours: match &used {
                    Some((used, _)) => vec![used.permit_number.to_string()],
                    None => ours.iter().filter_map(|d| d.number.clone()).collect(),
                },
                lines: permit.lines.iter().filter_map(|l| Some((l, count(&l.block)?))).collect(),
            };
            stock::let_in(tx, office, now, goods).await?;
            let by = who.person().ok().map(|p| p.id);
            crate::notices::tell::of_arrival(tx, &row, permit, &counted.quantities, by).await?;
        }
        let words = serde_json::json!({
            "number": row.number,
            "issuer": row.issuer,
            "quantities": counted.quantities,
            "import_permit": used.as_ref().map(|(u, _)| &u.permit_number),
            "import_permit_closed": used.as_ref().map(|(_, closed)| *closed),
        });
        tx.audit(
            AuditEntry::new("receive_at_import", "foreign permit", id)
                .before(store::record_digest(&before.stored.value)?)
                .after(store::record_digest(&foreign)?)
                .payload(&words)?,
        );
        Ok((Received { row, foreign }, id.to_string()))
    })?;
    match ran {
        Ran::Now(received) => Ok(received),
        Ran::Before(_) => current(office, who, id).await,
    }
}

/// Asks for the confirmation to be sent once more, after it was given up.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`], or `not-received` before anything was counted.
pub async fn confirm_again(office: &Office, who: &Who, id: ForeignPermitId) -> Result<Received, Error> {
    who.must_be(DeskAct::FetchForeign.roles())?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "confirm_again", |tx| {
        let before = locked(tx, id).await?;
        let foreign = before.stored.value.clone();
        if foreign.receipt.is_none() {
            return Err(Error::value("quantities", "not-received", "Record what arrived first."));
        }
        enqueue(tx, office, &before.stored.columns, &foreign).await?;
        tx.audit(AuditEntry::new("confirm_again", "foreign permit", id));
        Ok((Received { row: before.stored.columns.clone(), foreign }, id.to_string()))
    })?;
    match ran {
        Ran::Now(received) => Ok(received),
        Ran::Before(_) => current(office, who, id).await,
    }
}

async fn locked(tx: &mut Tx, id: ForeignPermitId) -> Result<StoredForeign<Foreign>, Error> {
    tx.foreign_for_update::<Foreign>(id).await?.ok_or(Error::NotFound("foreign permit"))
}

async fn current(office: &Office, who: &Who, id: ForeignPermitId) -> Result<Received, Error> {
    let (fetched, _) = get(office, who, id).await?;
    Ok(Received { row: fetched.row, foreign: fetched.foreign })
}

async fn enqueue(tx: &mut Tx, office: &Office, row: &ForeignRow, foreign: &Foreign) -> Result<(), Error> {
    let Some(receipt) = &foreign.receipt else { return Ok(()) };
    let job = ConfirmJob {
        permit: row.id,
        issuer: row.issuer,
        number: row.number.clone(),
        token: foreign.token.clone(),
        quantities: receipt.quantities.clone(),
    };
    let lane = format!("{}/{}", row.issuer, row.number);
    tx.enqueue(office.id::<JobKind>(tx.at()), CONFIRM, &lane, &job).await?;
    Ok(())
}

/// Every block once, none more than permitted beyond the Party's tolerance, and no rule of acceptance against it.
/// `extension`: of timber that came in time and waits; until its last day the document counts as on the day it came.
fn check(
    office: &Office,
    who: &Who,
    foreign: &Foreign,
    counted: &Counted,
    ours: &[DocumentFact],
    extension: Option<&ExtensionRow>,
) -> Result<(), Error> {
    let today = day(office.clock.now());
    let on = extension.filter(|e| today <= e.until).map_or(today, |e| e.arrived_on);
    let permit = foreign.permit.as_ref().ok_or_else(|| {
        Error::value(
            "quantities",
            "foreign-unread",
            "This document could not be read whole; ask the issuing authority.",
        )
    })?;
    let problem = |block: &Block, problem| Error::Act(ActError::Line { block: block.clone(), problem });
    for (n, (block, amount)) in counted.quantities.iter().enumerate() {
        let line = permit.line(block).ok_or_else(|| problem(block, LineProblem::UnknownPosition))?;
        if counted.quantities.iter().skip(n + 1).any(|(other, _)| other == block) {
            return Err(problem(block, LineProblem::DuplicatePosition));
        }
        if line.quantity.unit().is_count() && !amount.is_whole() {
            return Err(problem(block, LineProblem::NotWhole));
        }
    }
    let mut quantities = Vec::new();
    for line in &permit.lines {
        let found = counted.quantities.iter().find(|(block, _)| *block == line.block);
        let (_, amount) = found.ok_or_else(|| problem(&line.block, LineProblem::MissingPosition))?;
        quantities.push(*amount);
    }
    let trace = accept(
        permit,
        who.house.party(),
        &foreign.seal,
        &foreign.differences,
        foreign.withdrawn.is_some(),
        Some(quantities),
        ours,
        &office.law(&who.house),
        office,
        on,
    );
    if trace.with(Verdict::Blocked).next().is_some() {
        return Err(Error::Rules(Box::new(trace)));
    }
    Ok(())
}
