//! The offices of a Party where money is taken, who works there, and what each brought.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{InvoiceId, MoneyReceiptId, PersonId};
use cites::{Date, Money};
use permits::money::FeeItem;
use std::collections::HashMap;

queries! {
    /// Enters an office, or names it anew.
    PUT_OFFICE = "INSERT INTO money_office (tenant, code, name, set_by, set_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, code) DO UPDATE SET name = excluded.name, set_by = excluded.set_by, set_at = excluded.set_at";
    /// Offices by name.
    OFFICES = "SELECT code, name FROM money_office WHERE tenant = $1 ORDER BY name, code";
    /// Puts a person into an office.
    PUT_OFFICE_PERSON = "INSERT INTO money_office_person (tenant, person, office, set_by, set_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, person) DO UPDATE SET office = excluded.office, set_by = excluded.set_by, set_at = excluded.set_at";
    /// Takes a person out of every office.
    END_OFFICE_PERSON = "DELETE FROM money_office_person WHERE tenant = $1 AND person = $2";
    /// Where a person works.
    OFFICE_OF_PERSON = "SELECT office FROM money_office_person WHERE tenant = $1 AND person = $2";
    /// Who works where.
    OFFICE_PEOPLE = "SELECT o.office, o.person, p.name FROM money_office_person o JOIN person p ON p.tenant = o.tenant AND p.id = o.person WHERE o.tenant = $1 ORDER BY p.name, o.person";
    /// Where the money of a receipt, a credit note or a reversal was taken.
    INSERT_TAKEN_AT = "INSERT INTO money_taken_at (tenant, source, office) VALUES ($1, $2, $3)";
    /// Where the money of one source was taken.
    TAKEN_AT = "SELECT office FROM money_taken_at WHERE tenant = $1 AND source = $2";
    /// Where money was taken in a span of days, by receipt, credit note or reversal.
    TAKEN_AT_OF_DAYS = "SELECT source, office FROM money_taken_at WHERE tenant = $1 AND source IN (SELECT id FROM money_receipt WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3 UNION ALL SELECT id FROM credit_note WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3 UNION ALL SELECT id FROM money_reversal WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3) ORDER BY source LIMIT $4";
    /// Where money of an invoice was taken last.
    TAKEN_AT_OF_INVOICE = "SELECT t.office FROM money_receipt r JOIN money_taken_at t ON t.tenant = r.tenant AND t.source = r.id WHERE r.tenant = $1 AND r.invoice = $2 ORDER BY r.at DESC, r.id DESC LIMIT 1";
    /// Revenue by month, office, fee and currency; an empty office: no desk took it.
    REVENUE_BY_OFFICE = "SELECT substr(v.on_day, 1, 7) AS month, COALESCE(t.office, '') AS office, v.item, v.currency, CAST(SUM(v.amount_minor) AS BIGINT) AS sum, COUNT(*) AS count FROM revenue v LEFT JOIN money_taken_at t ON t.tenant = v.tenant AND t.source = v.source WHERE v.tenant = $1 AND v.on_day >= $2 AND v.on_day <= $3 GROUP BY substr(v.on_day, 1, 7), COALESCE(t.office, ''), v.item, v.currency ORDER BY 1, 2, 3, 4";
}

/// An office where money is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyOfficeRow {
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// Who works in an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePersonRow {
    /// Code of the office.
    pub office: String,
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
}

/// Revenue of one fee at one office in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRevenueRow {
    /// `YYYY-MM`.
    pub month: String,
    /// Code of the office; empty where no desk took the money.
    pub office: String,
    /// What for.
    pub item: FeeItem,
    /// Sum, less what was given back.
    pub sum: Money,
    /// How many entries.
    pub count: i64,
}

impl Read {
    /// Offices by name.
    pub async fn money_offices(&mut self) -> Result<Vec<MoneyOfficeRow>, Error> {
        let one = |row: &Row| Ok(MoneyOfficeRow { code: row.get("code")?, name: row.get("name")? });
        self.all(OFFICES, args![]).await?.iter().map(one).collect()
    }

    /// Who works where, by name.
    pub async fn money_office_people(&mut self) -> Result<Vec<OfficePersonRow>, Error> {
        let one = |row: &Row| {
            Ok(OfficePersonRow { office: row.get("office")?, person: row.get("person")?, name: row.get("name")? })
        };
        self.all(OFFICE_PEOPLE, args![]).await?.iter().map(one).collect()
    }

    /// Where a person works; `None`: in no office.
    pub async fn money_office_of(&mut self, person: PersonId) -> Result<Option<String>, Error> {
        self.opt(OFFICE_OF_PERSON, args![person]).await?.map(|row| row.get("office")).transpose()
    }

    /// Where the money of a receipt, a credit note or a reversal was taken.
    pub async fn money_taken_at(&mut self, source: MoneyReceiptId) -> Result<Option<String>, Error> {
        self.opt(TAKEN_AT, args![source]).await?.map(|row| row.get("office")).transpose()
    }

    /// Where the money of a span of days was taken, both included, by receipt, credit note or reversal. What no desk
    /// took is not there.
    pub async fn money_taken_between(
        &mut self,
        from: Date,
        to: Date,
        limit: i64,
    ) -> Result<HashMap<MoneyReceiptId, String>, Error> {
        let rows = self.all(TAKEN_AT_OF_DAYS, args![from, to, limit]).await?;
        rows.iter().map(|row| Ok((row.get("source")?, row.get("office")?))).collect()
    }

    /// Where money of an invoice was taken last.
    pub async fn money_taken_at_of(&mut self, invoice: InvoiceId) -> Result<Option<String>, Error> {
        self.opt(TAKEN_AT_OF_INVOICE, args![invoice]).await?.map(|row| row.get("office")).transpose()
    }

    /// Revenue by month, office and fee in a span of days, both included.
    pub async fn revenue_by_office(&mut self, from: Date, to: Date) -> Result<Vec<OfficeRevenueRow>, Error> {
        let rows = self.all(REVENUE_BY_OFFICE, args![from, to]).await?;
        let one = |row: &Row| {
            Ok(OfficeRevenueRow {
                month: row.get("month")?,
                office: row.get("office")?,
                item: row.code("item", FeeItem::from_code)?,
                sum: Money { minor: row.get("sum")?, currency: currency(row)? },
                count: row.get("count")?,
            })
        };
        rows.iter().map(one).collect()
    }
}

impl Tx {
    /// Enters an office, or names it anew.
    pub async fn money_office_put(&mut self, row: &MoneyOfficeRow, by: &str) -> Result<(), Error> {
        let at = self.at();
        self.change(PUT_OFFICE, args![row.code, row.name, by, at]).await?;
        Ok(())
    }

    /// Puts a person into an office, or out of every one (`None`). What was taken before stays where it was taken.
    pub async fn money_office_person(&mut self, person: PersonId, office: Option<&str>, by: &str) -> Result<(), Error> {
        let at = self.at();
        match office {
            Some(code) => self.change(PUT_OFFICE_PERSON, args![person, code, by, at]).await?,
            None => self.change(END_OFFICE_PERSON, args![person]).await?,
        };
        Ok(())
    }

    /// Notes where money was taken.
    pub async fn money_taken_at_put(&mut self, source: MoneyReceiptId, office: &str) -> Result<(), Error> {
        self.change(INSERT_TAKEN_AT, args![source, office]).await?;
        Ok(())
    }
}
