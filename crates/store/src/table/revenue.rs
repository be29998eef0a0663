//! What came in, by fee, by kind of document and by month.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{InvoiceId, MoneyReceiptId};
use cites::{Date, Money};
use permits::money::FeeItem;

queries! {
    /// What a receipt brought, by item.
    REVENUE_OF_SOURCE = "SELECT item, amount_minor FROM revenue WHERE tenant = $1 AND source = $2 ORDER BY item";
    /// Revenue by month, kind of document and currency; an empty kind: no case stands behind it.
    REVENUE_BY_KIND = "SELECT substr(v.on_day, 1, 7) AS month, COALESCE(a.kind, '') AS kind, v.currency, CAST(SUM(v.amount_minor) AS BIGINT) AS sum, COUNT(*) AS count FROM revenue v JOIN invoice i ON i.tenant = v.tenant AND i.id = v.invoice LEFT JOIN application a ON a.tenant = i.tenant AND a.id = i.application WHERE v.tenant = $1 AND v.on_day >= $2 AND v.on_day <= $3 GROUP BY substr(v.on_day, 1, 7), COALESCE(a.kind, ''), v.currency ORDER BY 1, 2, 3";
    /// What an item brought, or gave back.
    INSERT_REVENUE = "INSERT INTO revenue (tenant, source, item, invoice, currency, amount_minor, on_day) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// What stands with each item of an invoice.
    REVENUE_OF_INVOICE = "SELECT item, CAST(SUM(amount_minor) AS BIGINT) AS sum FROM revenue WHERE tenant = $1 AND invoice = $2 GROUP BY item ORDER BY item";
    /// Revenue by month, item and currency.
    REVENUE_OF_DAYS = "SELECT substr(on_day, 1, 7) AS month, item, currency, CAST(SUM(amount_minor) AS BIGINT) AS sum, COUNT(*) AS count FROM revenue WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3 GROUP BY substr(on_day, 1, 7), item, currency ORDER BY 1, 2, 3";
}

/// Revenue of one item in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevenueRow {
    /// `YYYY-MM`.
    pub month: String,
    /// What for.
    pub item: FeeItem,
    /// Sum, less what was given back.
    pub sum: Money,
    /// How many entries stand behind it.
    pub count: i64,
}

/// Revenue of one kind of document in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindRevenueRow {
    /// `YYYY-MM`.
    pub month: String,
    /// Code of `document_types`; empty where no case stands behind it.
    pub kind: String,
    /// Sum, less what was given back.
    pub sum: Money,
    /// How many entries.
    pub count: i64,
}

impl Read {
    /// What a receipt brought, by item.
    pub async fn revenue_of_source(&mut self, source: MoneyReceiptId) -> Result<Vec<(FeeItem, i64)>, Error> {
        let rows = self.all(REVENUE_OF_SOURCE, args![source]).await?;
        let item = FeeItem::from_code;
        rows.iter().map(|row| Ok((row.code("item", item)?, row.get("amount_minor")?))).collect()
    }

    /// Revenue by month and kind of document in a span of days, both included.
    pub async fn revenue_by_kind(&mut self, from: Date, to: Date) -> Result<Vec<KindRevenueRow>, Error> {
        let rows = self.all(REVENUE_BY_KIND, args![from, to]).await?;
        let one = |row: &Row| {
            Ok(KindRevenueRow {
                month: row.get("month")?,
                kind: row.get("kind")?,
                sum: Money { minor: row.get("sum")?, currency: currency(row)? },
                count: row.get("count")?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// What stands with each item of an invoice, minor units.
    pub async fn revenue_of_invoice(&mut self, invoice: InvoiceId) -> Result<Vec<(FeeItem, i64)>, Error> {
        let rows = self.all(REVENUE_OF_INVOICE, args![invoice]).await?;
        rows.iter().map(|row| Ok((row.code("item", FeeItem::from_code)?, row.get("sum")?))).collect()
    }

    /// Revenue by month and item in a span of days, both included.
    pub async fn revenue_between(&mut self, from: Date, to: Date) -> Result<Vec<RevenueRow>, Error> {
        let rows = self.all(REVENUE_OF_DAYS, args![from, to]).await?;
        let one = |row: &Row| {
            Ok(RevenueRow {
                month: row.get("month")?,
                item: row.code("item", FeeItem::from_code)?,
                sum: Money { minor: row.get("sum")?, currency: currency(row)? },
                count: row.get("count")?,
            })
        };
        rows.iter().map(one).collect()
    }
}

impl Tx {
    /// What an item brought by a receipt, or gave back by a credit note (below zero).
    pub async fn revenue_insert(
        &mut self,
        source: MoneyReceiptId,
        item: FeeItem,
        invoice: InvoiceId,
        amount: Money,
        on_day: Date,
    ) -> Result<(), Error> {
        let args = args![source, item.code(), invoice, amount.currency.code(), amount.minor, on_day];
        self.change(INSERT_REVENUE, args).await?;
        Ok(())
    }
}
