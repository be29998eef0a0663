//! The payment service of a Party: how it is reached, payments that are on their way there, and callbacks that were not
//! believed.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{GatewayPaymentId, InvoiceId};
use cites::{Digest, Money, Timestamp};

macro_rules! payment_columns {
    () => {
        "SELECT id, reference, invoice, currency, amount_minor, state, begun_at, settled_at, version FROM gateway_payment WHERE tenant = $1"
    };
}

queries! {
    /// Sets the payment service.
    PUT_GATEWAY = "INSERT INTO pay_gateway (tenant, provider, address, secret, active, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (tenant, provider) DO UPDATE SET address = excluded.address, secret = excluded.secret, active = excluded.active, changed_at = excluded.changed_at, version = pay_gateway.version + 1";
    /// The payment service.
    GATEWAY = "SELECT g.provider, g.address, g.secret, g.active, k.merchant, k.key_id, k.previous_id, k.previous_secret, k.previous_until_at, k.known FROM pay_gateway g LEFT JOIN pay_gateway_key k ON k.tenant = g.tenant AND k.provider = g.provider WHERE g.tenant = $1 ORDER BY g.changed_at DESC, g.provider LIMIT 1";
    /// Names and ages of its secrets.
    PUT_GATEWAY_KEY = "INSERT INTO pay_gateway_key (tenant, provider, merchant, key_id, previous_id, previous_secret, previous_until_at, known) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant, provider) DO UPDATE SET merchant = excluded.merchant, key_id = excluded.key_id, previous_id = excluded.previous_id, previous_secret = excluded.previous_secret, previous_until_at = excluded.previous_until_at, known = excluded.known";
    /// A payer leaves for the service.
    INSERT_PAYMENT = "INSERT INTO gateway_payment (tenant, id, reference, invoice, currency, amount_minor, state, begun_at, settled_at, version) VALUES ($1, $2, $3, $4, $5, $6, 'PENDING', $7, NULL, 1)";
    /// By its reference; locked when an act loads it.
    PAYMENT = concat!(payment_columns!(), " AND reference = $2");
    /// Of an invoice, newest first.
    PAYMENTS_OF_INVOICE = concat!(payment_columns!(), " AND invoice = $2 ORDER BY begun_at DESC, id");
    /// At the service since before that moment.
    PAYMENTS_PENDING = concat!(payment_columns!(), " AND state = 'PENDING' AND begun_at < $2 ORDER BY begun_at, id LIMIT $3");
    /// The service was asked and has said.
    END_PAYMENT = "UPDATE gateway_payment SET state = $3, settled_at = $4, version = version + 1 WHERE tenant = $1 AND id = $2 AND state <> 'SETTLED'";
    /// A callback that was not believed.
    INSERT_UNMATCHED = "INSERT INTO gateway_unmatched (tenant, id, reference, why, said, digest, state, note, at, version) VALUES ($1, $2, $3, $4, $5, $6, 'OPEN', '', $7, 1) ON CONFLICT (tenant, digest) DO NOTHING";
    /// Those that wait for a person, oldest first.
    UNMATCHED = "SELECT id, reference, why, said, at FROM gateway_unmatched WHERE tenant = $1 AND state = 'OPEN' ORDER BY at, id LIMIT $2";
    /// A person looked at it.
    END_UNMATCHED = "UPDATE gateway_unmatched SET state = 'DONE', note = $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'OPEN'";
}

/// The payment service of a Party.
#[derive(Clone, PartialEq, Eq)]
pub struct GatewayRow {
    /// Short name.
    pub provider: String,
    /// Where it answers.
    pub address: String,
    /// Shared secret of its callbacks.
    pub secret: Vec<u8>,
    /// May payers use it?
    pub active: bool,
    /// What the service calls us; empty when it gives no name.
    pub merchant: String,
    /// Name of the secret.
    pub key_id: String,
    /// The secret before it, while both are accepted.
    pub previous: Option<OldKey>,
    /// Reference of a payment that the service knows, for the test; empty when none.
    pub known: String,
}

/// A secret that was replaced and is accepted for a while.
#[derive(Clone, PartialEq, Eq)]
pub struct OldKey {
    /// Its name.
    pub id: String,
    /// The secret.
    pub secret: Vec<u8>,
    /// Until when it is accepted.
    pub until: Timestamp,
}

/// The secret is never printed.
impl std::fmt::Debug for OldKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OldKey").field("id", &self.id).field("until", &self.until).finish()
    }
}

/// The secret is never printed.
impl std::fmt::Debug for GatewayRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GatewayRow").field("provider", &self.provider).field("active", &self.active).finish()
    }
}

/// A payment at the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayPaymentRow {
    /// Id.
    pub id: GatewayPaymentId,
    /// Our reference.
    pub reference: String,
    /// The invoice.
    pub invoice: InvoiceId,
    /// What shall be paid.
    pub amount: Money,
    /// `PENDING`, `SETTLED` or `FAILED`.
    pub state: String,
    /// When the payer left.
    pub begun_at: Timestamp,
    /// When the service said paid or refused.
    pub settled_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

impl GatewayPaymentRow {
    fn of(row: &Row) -> Result<GatewayPaymentRow, Error> {
        Ok(GatewayPaymentRow {
            id: row.get("id")?,
            reference: row.get("reference")?,
            invoice: row.get("invoice")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            state: row.get("state")?,
            begun_at: row.get("begun_at")?,
            settled_at: row.opt("settled_at")?,
            version: row.get("version")?,
        })
    }
}

/// A callback that was not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmatchedRow {
    /// Id.
    pub id: GatewayPaymentId,
    /// The reference it named.
    pub reference: String,
    /// Why, a code.
    pub why: String,
    /// What was said.
    pub said: String,
    /// When it came.
    pub at: Timestamp,
}

impl Read {
    /// The payment service of this Party.
    pub async fn gateway(&mut self) -> Result<Option<GatewayRow>, Error> {
        let Some(row) = self.opt(GATEWAY, args![]).await? else { return Ok(None) };
        Ok(Some(GatewayRow {
            provider: row.get("provider")?,
            address: row.get("address")?,
            secret: row.get("secret")?,
            active: row.get("active")?,
            merchant: row.opt("merchant")?.unwrap_or_default(),
            // A service that was set before its secrets had names.
            key_id: row.opt("key_id")?.unwrap_or_else(|| "1".to_owned()),
            previous: match (row.opt("previous_id")?, row.opt("previous_secret")?, row.opt("previous_until_at")?) {
                (Some(id), Some(secret), Some(until)) => Some(OldKey { id, secret, until }),
                _ => None,
            },
            known: row.opt("known")?.unwrap_or_default(),
        }))
    }

    /// The payment of a reference.
    pub async fn gateway_payment(&mut self, reference: &str) -> Result<Option<GatewayPaymentRow>, Error> {
        self.opt(PAYMENT, args![reference]).await?.as_ref().map(GatewayPaymentRow::of).transpose()
    }

    /// Payments of an invoice at the service, newest first.
    pub async fn gateway_payments_of(&mut self, invoice: InvoiceId) -> Result<Vec<GatewayPaymentRow>, Error> {
        self.all(PAYMENTS_OF_INVOICE, args![invoice]).await?.iter().map(GatewayPaymentRow::of).collect()
    }

    /// Payments at the service since before that moment.
    pub async fn gateway_pending(&mut self, before: Timestamp, limit: i64) -> Result<Vec<GatewayPaymentRow>, Error> {
        self.all(PAYMENTS_PENDING, args![before, limit]).await?.iter().map(GatewayPaymentRow::of).collect()
    }

    /// Callbacks that were not believed, oldest first.
    pub async fn gateway_unmatched(&mut self, limit: i64) -> Result<Vec<UnmatchedRow>, Error> {
        let rows = self.all(UNMATCHED, args![limit]).await?;
        let one = |row: &Row| {
            Ok(UnmatchedRow {
                id: row.get("id")?,
                reference: row.get("reference")?,
                why: row.get("why")?,
                said: row.get("said")?,
                at: row.get("at")?,
            })
        };
        rows.iter().map(one).collect()
    }
}

impl Tx {
    /// Sets the payment service.
    pub async fn gateway_put(&mut self, row: &GatewayRow) -> Result<(), Error> {
        let at = self.at();
        self.change(PUT_GATEWAY, args![row.provider, row.address, row.secret, row.active, at]).await?;
        let old = row.previous.as_ref();
        let (id, secret, until) = (old.map(|o| &o.id), old.map(|o| &o.secret), old.map(|o| o.until));
        let args = args![row.provider, row.merchant, row.key_id, id, secret, until, row.known];
        self.change(PUT_GATEWAY_KEY, args).await?;
        Ok(())
    }

    /// A payer leaves for the service.
    pub async fn gateway_payment_insert(&mut self, row: &GatewayPaymentRow) -> Result<(), Error> {
        let args =
            args![row.id, row.reference, row.invoice, row.amount.currency.code(), row.amount.minor, row.begun_at];
        self.change(INSERT_PAYMENT, args).await?;
        Ok(())
    }

    /// The payment of a reference, held until the end of the transaction.
    pub async fn gateway_payment_for_update(&mut self, reference: &str) -> Result<Option<GatewayPaymentRow>, Error> {
        self.lock(PAYMENT, args![reference]).await?.as_ref().map(GatewayPaymentRow::of).transpose()
    }

    /// The service was asked and has said paid or refused.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was paid before.
    pub async fn gateway_payment_end(&mut self, id: GatewayPaymentId, paid: bool) -> Result<(), Error> {
        let (state, at) = (if paid { "SETTLED" } else { "FAILED" }, self.at());
        self.change_one("gateway payment", END_PAYMENT, args![id, state, at]).await
    }

    /// A callback that was not believed; `false`: the same stands in the list.
    pub async fn gateway_unmatched_insert(
        &mut self,
        id: GatewayPaymentId,
        reference: &str,
        why: &str,
        said: &str,
    ) -> Result<bool, Error> {
        let at = self.at();
        let digest = Digest::of("manis-unmatched", format!("{reference}\0{why}\0{said}").as_bytes());
        Ok(self.change(INSERT_UNMATCHED, args![id, reference, why, said, digest, at]).await? == 1)
    }

    /// A person looked at it.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else did.
    pub async fn gateway_unmatched_end(&mut self, id: GatewayPaymentId, note: &str) -> Result<(), Error> {
        self.change_one("gateway callback", END_UNMATCHED, args![id, note]).await
    }
}
