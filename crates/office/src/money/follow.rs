//! What the end of a case does to its invoices: open parts are cancelled at once, paid parts wait for two persons.
//! What comes back is said by [`GivenBack::gives`] and by nothing else.

use super::{monthly, request};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ApplicationStatus;
use cites::ids::ApplicationId;
use permits::money::{FeeItem, GivenBack, RequestKind, given_back, owed_no_more};
use permits::{Application, ApplicationEvent};
use store::{InvoiceRow, Tx};

/// Follows an event of an application, in its transaction: a withdrawal before examination gives everything back, a
/// refusal what a permit would have earned, a later withdrawal that much of what is still open; of several consignments those that are given up before
/// they are issued give the issue fee of their permits back. Each carries its part of the tax.
///
/// # Errors
/// What the archive says.
pub async fn follow(
    tx: &mut Tx,
    office: &Office,
    application: &Application,
    event: &ApplicationEvent,
) -> Result<(), Error> {
    let Some(from) = event.from.filter(|from| *from != event.to) else { return Ok(()) };
    let back = match given_up(application, event) {
        0 => given_back(from, event.to),
        permits => GivenBack::Permits(permits),
    };
    // Who was refused before, and heard again, has it back already.
    if matches!(back, GivenBack::Unissued | GivenBack::Unpaid) && refused_before(application) {
        return Ok(());
    }
    give_back(tx, office, application.id(), back, event.to.code()).await
}

/// Gives back what comes back of every invoice and charge of a case: what is open is credited, what was paid leaves only
/// by two persons; the system asks for them.
///
/// # Errors
/// What the archive says.
pub(crate) async fn give_back(
    tx: &mut Tx,
    office: &Office,
    id: ApplicationId,
    back: GivenBack,
    reason: &str,
) -> Result<(), Error> {
    if back == GivenBack::Nothing {
        return Ok(());
    }
    monthly::follow(tx, office, id, back).await?;
    let seen = tx.invoices_of_case(id).await?;
    if seen.is_empty() {
        return Ok(());
    }
    let house = office.house(tx.tenant()).ok_or_else(|| Error::internal("a tenant without house"))?;
    let system = Who::system(house.clone());
    for invoice in seen {
        let Some(row) = tx.invoice_for_update(invoice.id).await? else { continue };
        let b = row.balance;
        let (due_back, first) = due_back(&row, back);
        let reason = format!("{reason}: {}", row.number);
        let unpaid = due_back.min(b.open());
        let row =
            if unpaid > 0 { request::credit(tx, office, &system, &row, unpaid, first, &reason).await? } else { row };
        let paid = due_back - unpaid;
        if paid > 0 {
            request::insert(tx, office, &system, &row, RequestKind::Credit, paid, first, &reason).await?;
        }
    }
    Ok(())
}

/// How much comes back of an invoice, minor units with the tax in it, and from which item the books take it first.
pub(super) fn due_back(row: &InvoiceRow, back: GivenBack) -> (i64, Option<FeeItem>) {
    let left = row.balance.left();
    let owed = owed_no_more(&row.lines, back);
    let sum: i64 = owed.iter().map(|(_, minor)| minor).sum();
    match back {
        GivenBack::All => (left, None),
        GivenBack::Unpaid => (sum.min(row.balance.open()), first_of(&owed)),
        _ => (sum.min(left), first_of(&owed)),
    }
}

/// From which item the books take it first.
fn first_of(owed: &[(FeeItem, i64)]) -> Option<FeeItem> {
    owed.first().map(|(item, _)| *item).filter(|item| *item != FeeItem::Tax)
}

/// Was the case refused before it came to where it stands now?
fn refused_before(application: &Application) -> bool {
    let entries = application.timeline().entries();
    let earlier = entries.split_last().map_or(&[][..], |(_, earlier)| earlier);
    earlier.iter().any(|(status, _)| *status == ApplicationStatus::Refused)
}

/// How many consignments were given up when the case came to be issued; 0 when every one has its permit.
fn given_up(application: &Application, event: &ApplicationEvent) -> u16 {
    if event.to != ApplicationStatus::Issued || application.status() != ApplicationStatus::Issued {
        return 0;
    }
    let Some(draft) = application.draft().filter(|d| d.in_parts()) else { return 0 };
    let signed = u16::try_from(application.state().signed().len()).unwrap_or(u16::MAX);
    draft.consignments.saturating_sub(signed)
}
