//! What the file for the treasury says beside each movement of money: whose invoice and which account it was for.

use crate::sql::{args, queries};
use crate::{Error, Read};
use cites::Date;
use cites::ids::MoneyReceiptId;
use std::collections::HashMap;

queries! {
    /// Invoice, payer and account of every receipt, credit note and reversal of a span of days.
    NAMES_OF_DAYS = "SELECT s.id, COALESCE(i.number, '') AS invoice, COALESCE(i.payer, '') AS payer, COALESCE(a.number, '') AS account FROM (SELECT r.tenant, r.id, r.invoice, r.account FROM money_receipt r WHERE r.tenant = $1 AND r.on_day >= $2 AND r.on_day <= $3 UNION ALL SELECT c.tenant, c.id, c.invoice, NULL FROM credit_note c WHERE c.tenant = $1 AND c.on_day >= $2 AND c.on_day <= $3 UNION ALL SELECT v.tenant, v.id, v.invoice, NULL FROM money_reversal v WHERE v.tenant = $1 AND v.on_day >= $2 AND v.on_day <= $3) s LEFT JOIN invoice i ON i.tenant = s.tenant AND i.id = s.invoice LEFT JOIN prepaid_account a ON a.tenant = s.tenant AND a.id = s.account ORDER BY s.id LIMIT $4";
}

/// What a movement of money was for; blank where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerNames {
    /// Number of the invoice.
    pub invoice: String,
    /// Payer on the invoice.
    pub payer: String,
    /// Number of the account.
    pub account: String,
}

impl Read {
    /// Invoice, payer and account of every receipt, credit note and reversal of a span of days, both included.
    pub async fn ledger_names(
        &mut self,
        from: Date,
        to: Date,
        limit: i64,
    ) -> Result<HashMap<MoneyReceiptId, LedgerNames>, Error> {
        let rows = self.all(NAMES_OF_DAYS, args![from, to, limit]).await?;
        rows.iter()
            .map(|row| {
                let names = LedgerNames {
                    invoice: row.get("invoice")?,
                    payer: row.get("payer")?,
                    account: row.get("account")?,
                };
                Ok((row.get("id")?, names))
            })
            .collect()
    }
}
