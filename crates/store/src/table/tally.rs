//! Sums that pages show, kept by the transactions that change what is summed.
//!
//! An act collects its differences and writes them just before its audit event, in one fixed order, so that two acts
//! never wait for each other in a circle.

use crate::sql::{args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use std::collections::BTreeMap;

queries! {
    /// Moves the count of one status.
    ADD_STATUS = "INSERT INTO status_count (tenant, entity, status, count) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, entity, status) DO UPDATE SET count = status_count.count + excluded.count";
    /// Moves the counts of two statuses, as most acts do: out of one, into another.
    ADD_TWO_STATUSES = "INSERT INTO status_count (tenant, entity, status, count) VALUES ($1, $2, $3, $4), ($1, $5, $6, $7) ON CONFLICT (tenant, entity, status) DO UPDATE SET count = status_count.count + excluded.count";
    /// Moves the counts of three statuses, as an issue does: the case out of one into another, the permit into its first.
    ADD_THREE_STATUSES = "INSERT INTO status_count (tenant, entity, status, count) VALUES ($1, $2, $3, $4), ($1, $5, $6, $7), ($1, $8, $9, $10) ON CONFLICT (tenant, entity, status) DO UPDATE SET count = status_count.count + excluded.count";
    /// Moves the sums of one month.
    ADD_MONTH = "INSERT INTO month_summary (tenant, month, submitted, issued, refused, endorsed, received, processed, processing_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, month) DO UPDATE SET submitted = month_summary.submitted + excluded.submitted, issued = month_summary.issued + excluded.issued, refused = month_summary.refused + excluded.refused, endorsed = month_summary.endorsed + excluded.endorsed, received = month_summary.received + excluded.received, processed = month_summary.processed + excluded.processed, processing_ms = month_summary.processing_ms + excluded.processing_ms";
    /// Every count of the tenant.
    STATUS_COUNTS = "SELECT entity, status, count FROM status_count WHERE tenant = $1 AND count <> 0 ORDER BY entity, status";
    /// The months between two, both included.
    MONTHS = "SELECT month, submitted, issued, refused, endorsed, received, processed, processing_ms FROM month_summary WHERE tenant = $1 AND month >= $2 AND month <= $3 ORDER BY month";
}

/// The sums of one month (UTC).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Month {
    /// Like `2026-11`.
    pub month: String,
    /// Applications submitted for the first time.
    pub submitted: i64,
    /// Permits issued.
    pub issued: i64,
    /// Applications refused.
    pub refused: i64,
    /// Permits endorsed at export.
    pub endorsed: i64,
    /// Foreign permits received at import.
    pub received: i64,
    /// Decisions that count for the processing time.
    pub processed: i64,
    /// Sum of their processing times, milliseconds.
    pub processing_ms: i64,
}

impl Month {
    /// Average processing time in hours; `None` in a month without decision.
    pub fn average_hours(&self) -> Option<f64> {
        (self.processed > 0).then(|| self.processing_ms as f64 / self.processed as f64 / 3_600_000.0)
    }
}

/// How many things of a kind are in a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCount {
    /// `application`, `permit` or `foreign`.
    pub entity: String,
    /// Status code.
    pub status: String,
    /// How many.
    pub count: i64,
}

/// The differences one act makes.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    statuses: BTreeMap<(&'static str, String), i64>,
    months: BTreeMap<String, Month>,
    /// Month, kind and gross hours of a permit that was issued now.
    pub(crate) served: Option<(String, cites::DocumentType, i64)>,
}

impl Tallies {
    /// A thing came into, left or changed its status.
    pub(crate) fn status(&mut self, entity: &'static str, from: Option<&str>, to: &str) {
        if from == Some(to) {
            return;
        }
        if let Some(from) = from {
            *self.statuses.entry((entity, from.to_owned())).or_default() -= 1;
        }
        *self.statuses.entry((entity, to.to_owned())).or_default() += 1;
    }

    /// The sums of the month of that moment.
    pub(crate) fn month(&mut self, at: Timestamp) -> &mut Month {
        let month = at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m").to_string();
        self.months.entry(month).or_default()
    }
}

impl Tx {
    pub(crate) async fn flush_tallies(&mut self) -> Result<(), Error> {
        let Tallies { statuses, months, served } = std::mem::take(&mut self.tallies);
        let moved: Vec<_> = statuses.into_iter().filter(|(_, n)| *n != 0).collect();
        for piece in moved.chunks(3) {
            let sql = match piece.len() {
                1 => ADD_STATUS,
                2 => ADD_TWO_STATUSES,
                _ => ADD_THREE_STATUSES,
            };
            let mut values = Vec::with_capacity(3 * piece.len());
            for ((entity, status), n) in piece {
                values.extend(args![*entity, status.clone(), *n]);
            }
            self.run(sql, values).await?;
        }
        for (month, m) in months {
            self.run(
                ADD_MONTH,
                args![month, m.submitted, m.issued, m.refused, m.endorsed, m.received, m.processed, m.processing_ms],
            )
            .await?;
        }
        if let Some((month, kind, hours)) = served {
            self.service_time_add(&month, kind, hours).await?;
        }
        Ok(())
    }
}

impl Read {
    /// How many applications, permits and foreign permits stand in each status now.
    pub async fn status_counts(&mut self) -> Result<Vec<StatusCount>, Error> {
        let rows = self.all(STATUS_COUNTS, args![]).await?;
        rows.iter()
            .map(|row| {
                Ok(StatusCount { entity: row.get("entity")?, status: row.get("status")?, count: row.get("count")? })
            })
            .collect()
    }

    /// The dashboard's months from one to another, like `2026-01` to `2026-12`; months without traffic are absent.
    pub async fn dashboard_months(&mut self, from: &str, to: &str) -> Result<Vec<Month>, Error> {
        let rows = self.all(MONTHS, args![from, to]).await?;
        rows.iter()
            .map(|row| {
                Ok(Month {
                    month: row.get("month")?,
                    submitted: row.get("submitted")?,
                    issued: row.get("issued")?,
                    refused: row.get("refused")?,
                    endorsed: row.get("endorsed")?,
                    received: row.get("received")?,
                    processed: row.get("processed")?,
                    processing_ms: row.get("processing_ms")?,
                })
            })
            .collect()
    }
}
