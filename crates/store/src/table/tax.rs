//! The tax on fees: its part in a credit note, and in every movement of a span of days.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::MoneyReceiptId;
use cites::{Date, Money};
use std::collections::HashMap;

queries! {
    /// The tax in a credit note.
    INSERT_NOTE_TAX = "INSERT INTO credit_note_tax (tenant, credit_note, currency, amount_minor, tax_minor) VALUES ($1, $2, $3, $4, $5)";
    /// The tax in what came and what was given back, by receipt, credit note or reversal.
    TAX_OF_DAYS = "SELECT source, amount_minor FROM revenue WHERE tenant = $1 AND item = 'TAX' AND on_day >= $2 AND on_day <= $3 ORDER BY source LIMIT $4";
}

impl Read {
    /// The tax in every receipt, credit note and reversal of a span of days, both included: minor units of its
    /// currency, below zero where it was given back. Those without tax are not there.
    pub async fn tax_between(
        &mut self,
        from: Date,
        to: Date,
        limit: i64,
    ) -> Result<HashMap<MoneyReceiptId, i64>, Error> {
        let rows = self.all(TAX_OF_DAYS, args![from, to, limit]).await?;
        let one = |row: &Row| Ok((row.get("source")?, row.get("amount_minor")?));
        rows.iter().map(one).collect()
    }
}

impl Tx {
    /// The tax in a credit note that was just written.
    pub(super) async fn credit_note_tax_insert(
        &mut self,
        note: MoneyReceiptId,
        amount: Money,
        tax_minor: i64,
    ) -> Result<(), Error> {
        self.change(INSERT_NOTE_TAX, args![note, amount.currency.code(), amount.minor, tax_minor]).await?;
        Ok(())
    }
}
