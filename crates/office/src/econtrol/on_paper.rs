//! Goods come in under a paper from abroad that is not in our archive: customs read it, ask the same rules, and count what
//! arrived against our import permit, which stays usable for what is left. A paper is presented once, however it is known.

use super::arrival_permit::{self, spent};
use super::arrivals::{Account, account};
use super::receive::Counted;
use super::seal::{SEAL, SealJob};
use crate::eexchange::fetch::Foreign;
use crate::registers::stock;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::document::{Block, Endorsed};
use cites::ids::{ForeignPermitId, ForeignPermitKind, JobKind, PermitId};
use cites::{Amount, CountryCode, Date, DocumentType, PermitDocument, PermitNumber};
use permits::{ActError, DeskAct, LineProblem, Permit};
use rules::acceptance::{self, Presented, SealState};
use rules::{DocumentFact, Verdict};
use store::{AuditEntry, ForeignRow, ForeignStatus, PresentedRow, Tx};

/// Papers that one consignment comes under. Those for several crossings, and other countries' import permits, take nothing of
/// ours; a phytosanitary certificate is written down elsewhere.
pub const KINDS: &[DocumentType] = &[
    DocumentType::Export,
    DocumentType::Reexport,
    DocumentType::Preconv,
    DocumentType::Captive,
    DocumentType::Artprop,
    DocumentType::Origin,
];

/// A paper as customs read it, and what they counted.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The country whose authority issued it.
    pub issuer: CountryCode,
    /// Its number as printed.
    pub number: PermitNumber,
    /// What it is.
    pub kind: DocumentType,
    /// Its day of issue.
    pub issued_on: Date,
    /// Its last day.
    pub valid_until: Date,
    /// How much the paper says, by the same blocks; of a block left out nobody wrote it down.
    pub stated: Vec<(Block, Amount)>,
    /// What arrived, by the blocks of our import permit; a block left out is one of which nothing came.
    pub counted: Counted,
}

/// Lets goods in under a paper that is not in our archive: each line takes of our import permit what was counted. With the
/// last of it the permit is cancelled and retained (Art. VI.6).
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`] also for a permit of another kind; `paper-kind`, `paper-days`,
/// `paper-country`, `paper-nothing`, `quantity-exceeds-permit` for more than the paper says; `paper-archived` where the paper is in our archive and is received there,
/// `paper-presented` when it was presented before; [`Error::Rules`] when a rule of acceptance blocks;
/// `import-permit-used-up`, `permit-expired`, the state, or a line's problem, also for more than is left.
pub async fn arrive(office: &Office, who: &Who, id: PermitId, seen: Seen) -> Result<Account, Error> {
    who.must_be(DeskAct::ReceiveAtImport.roles())?;
    let now = office.clock.now();
    let today = day(now);
    if !KINDS.contains(&seen.kind) {
        let help = "Choose the kind of paper: one that is for one consignment.";
        return Err(Error::value("kind", "paper-kind", help));
    }
    if seen.issued_on > today || seen.issued_on > seen.valid_until {
        let help = "Check the days: issue is not in the future, and comes before the last day.";
        return Err(Error::value("issued_on", "paper-days", help));
    }
    let ran: Ran<()> = act::run!(office, who, now, "arrive_on_paper", |tx| {
        let before = paper::lock(tx, who, id).await?;
        let permit = &before.value;
        let document = permit.signed_document();
        if document.kind != DocumentType::Import {
            return Err(Error::NotFound("permit"));
        }
        if document.exporter.address.country != seen.issuer {
            let help = format!(
                "Hold the goods: the import permit is for goods from {}; the paper is of another country.",
                document.exporter.address.country
            );
            return Err(Error::value("issuer", "paper-country", help));
        }
        if !permit.takes_arrivals() && permit.used_up() {
            return Err(spent(permit));
        }
        let came: Vec<Endorsed> = seen
            .counted
            .quantities
            .iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(block, actual)| Endorsed { block: block.clone(), actual: *actual })
            .collect();
        if came.is_empty() {
            return Err(Error::value("quantities", "paper-nothing", "Write how much arrived of at least one line."));
        }
        within(&seen, &came)?;
        unseen(tx, &seen).await?;
        accepted(office, who, permit, &seen, &came, today)?;
        let foreign: ForeignPermitId = office.id::<ForeignPermitKind>(now);
        present(
            tx,
            PresentedRow {
                issuer: seen.issuer,
                number: seen.number.clone(),
                id: foreign,
                read: Some((seen.kind, seen.issued_on, seen.valid_until)),
            },
        )
        .await?;
        let (port, name) = (seen.counted.port.as_str(), seen.counted.port_name.as_str());
        let paper = (foreign, &seen.number, Some(seen.issuer));
        let (used, closed) = arrival_permit::take(tx, who, &before, &came, paper, (port, name)).await?;
        if closed {
            let job = SealJob { permit: id };
            tx.enqueue(office.id::<JobKind>(now), SEAL, used.permit_number.as_str(), &job).await?;
        }
        let amount =
            |line: &cites::document::SpecimenLine| came.iter().find(|e| e.block == line.block).map(|e| e.actual);
        let goods = stock::LetIn {
            number: seen.number.as_str(),
            from: seen.issuer,
            importer: document.importer.as_ref().map_or("", |p| p.name.as_str()),
            ours: vec![used.permit_number.to_string()],
            lines: document.lines.iter().filter_map(|l| Some((l, amount(l)?))).collect(),
        };
        stock::let_in(tx, office, now, goods).await?;
        let by = who.person().ok().map(|p| p.id);
        let about = (foreign, &seen.number, seen.issuer);
        crate::notices::tell::of_paper(tx, permit, about, &seen.stated, &seen.counted.quantities, by).await?;
        let words = serde_json::json!({
            "issuer": seen.issuer,
            "number": seen.number,
            "kind": seen.kind.code(),
            "issued_on": seen.issued_on,
            "valid_until": seen.valid_until,
            "quantities": seen.counted.quantities,
            "stated": seen.stated,
            "port": port,
            "import_permit_closed": closed,
        });
        tx.audit(
            AuditEntry::new("arrive_on_paper", "permit", id)
                .before(store::record_digest(&before.value)?)
                .payload(&words)?,
        );
        Ok(((), id.to_string()))
    })?;
    match ran {
        Ran::Now(()) | Ran::Before(_) => account(office, who, id).await,
    }
}

/// No more comes in of a line than the paper says of it, where that was written down.
fn within(seen: &Seen, came: &[Endorsed]) -> Result<(), Error> {
    let over = seen.stated.iter().find_map(|(block, stated)| {
        came.iter().find(|e| e.block == *block && e.actual > *stated).map(|e| (block, e.actual, *stated))
    });
    match over {
        None => Ok(()),
        Some((block, actual, permitted)) => {
            let problem = LineProblem::QuantityExceedsPermit { actual, permitted };
            Err(ActError::Line { block: block.clone(), problem }.into())
        }
    }
}

/// Is the paper new to us? One that is in our archive is received there, where its own lines are known.
async fn unseen(tx: &mut Tx, seen: &Seen) -> Result<(), Error> {
    if let Some(found) = tx.foreign_by_number::<Foreign>(seen.issuer, &seen.number).await?
        && found.stored.columns.status == ForeignStatus::Fetched
    {
        let help = "Receive it on its page: this paper is in our archive, with everything that it says.";
        return Err(Error::value("number", "paper-archived", help));
    }
    match tx.foreign_presented(seen.issuer, &seen.number).await? {
        Some(at) => Err(presented(&seen.number, Some(day(at)))),
        None => Ok(()),
    }
}

fn presented(number: &PermitNumber, on: Option<Date>) -> Error {
    let on = on.map(|d| format!(" on {d}")).unwrap_or_default();
    let help =
        format!("Hold the goods: goods were let in under {number} before{on}, and a paper is for one consignment.");
    Error::value("number", "paper-presented", help)
}

/// It is presented; of two at once, wherever they stand, one is told that it was.
async fn present(tx: &mut Tx, row: PresentedRow) -> Result<(), Error> {
    tx.foreign_present(&row).await.map_err(|e| {
        let twice = e.is_duplicate() && e.refused_by("foreign_presented");
        if twice { presented(&row.number, None) } else { Error::from(e) }
    })
}

/// A permit of our archive is presented: not after goods came in under it when we did not have it yet.
pub(super) async fn present_archived(tx: &mut Tx, row: &ForeignRow) -> Result<(), Error> {
    let row = PresentedRow { issuer: row.issuer, number: row.number.clone(), id: row.id, read: None };
    present(tx, row).await.map_err(|e| match e {
        Error::Value { code, help, .. } => Error::Value { field: "quantities".into(), code, help },
        other => other,
    })
}

/// The rules of acceptance, asked as of a permit in our archive: what nobody read on the paper is as our import permit has
/// it, and whether the paper is genuine is for the officer to see.
fn accepted(
    office: &Office,
    who: &Who,
    permit: &Permit,
    seen: &Seen,
    came: &[Endorsed],
    on: Date,
) -> Result<(), Error> {
    let mut document: PermitDocument = permit.signed_document().clone();
    document.kind = seen.kind;
    document.number = seen.number.clone();
    (document.valid_from, document.valid_until) = (seen.issued_on, seen.valid_until);
    document.authority.address.country = seen.issuer;
    document.special_conditions.clear();
    document.issue.at =
        seen.issued_on.at(0, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::internal)?.timestamp();
    document.lines.retain(|l| came.iter().any(|e| e.block == l.block));
    let home = who.house.party();
    let own = permit.signed_document();
    let ours = [DocumentFact {
        number: Some(own.number.to_string()),
        issued: Some(own.valid_from),
        valid_until: Some(own.valid_until),
        ..DocumentFact::seen(DocumentType::Import, home)
    }];
    let amount =
        |l: &cites::document::SpecimenLine| came.iter().find(|e| e.block == l.block).map_or(Amount::ZERO, |e| e.actual);
    let quantities = document.lines.iter().map(amount).collect();
    let shown = Presented {
        document: &document,
        country: home,
        from_issuer: false,
        seal: SealState::NotChecked,
        withdrawn: false,
        used_before: false,
        left_on: None,
        quantities: Some(quantities),
        ours: &ours,
    };
    // More than is left is the permit's own answer, line by line: of a line that has less, nothing more is asked here.
    let over = came.iter().any(|e| e.actual > permit.left(&e.block));
    if over {
        return Ok(());
    }
    let trace = acceptance::examine(&shown, &office.law(&who.house), &office.taxa, on);
    if trace.with(Verdict::Blocked).next().is_some() {
        return Err(Error::Rules(Box::new(trace)));
    }
    Ok(())
}
