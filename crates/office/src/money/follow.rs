//! What the end of a case does to its invoices: open parts are cancelled at once, paid parts wait for two persons.

use super::{monthly, request};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::ApplicationEvent;
use permits::money::{FeeItem, GivenBack, RequestKind, given_back};
use store::Tx;

/// Follows an event of an application, in its transaction: a refusal gives the issue fee back, a withdrawal before
/// examination everything (`spec/workflow.md` section 7). Money that was paid leaves only by two persons; the system
/// asks for them.
///
/// # Errors
/// What the archive says.
pub async fn follow(tx: &mut Tx, office: &Office, id: ApplicationId, event: &ApplicationEvent) -> Result<(), Error> {
    let Some(from) = event.from else { return Ok(()) };
    let back = given_back(from, event.to);
    if back == GivenBack::Nothing || from == event.to {
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
        let left = b.left();
        let (due_back, first) = match back {
            GivenBack::All => (left, None),
            GivenBack::IssueFee => {
                let issue: i64 = row.lines.iter().filter(|l| l.item == FeeItem::Issue).map(|l| l.minor).sum();
                (issue.min(left), Some(FeeItem::Issue))
            }
            GivenBack::Nothing => (0, None),
        };
        let reason = format!("{}: {}", event.to.code(), row.number);
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
