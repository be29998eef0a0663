//! What the plausibility of a claim is judged by: trade in a taxon by source, and what operations sent out this year.

use crate::sql::{Row, args, queries};
use crate::{Error, Read};
use cites::ids::OrganisationId;
use cites::{Amount, Source, Timestamp, Unit};

queries! {
    /// Our own trade in a taxon by year, source and unit: what was permitted and what left.
    TRADE_BY_SOURCE = "SELECT p.year, l.source, l.unit, COUNT(*) AS lines, CAST(SUM(l.permitted_micro / 1000) AS BIGINT) AS permitted, CAST(COALESCE(SUM(l.endorsed_micro / 1000), 0) AS BIGINT) AS endorsed FROM permit_line l JOIN permit p ON p.tenant = l.tenant AND p.id = l.permit WHERE l.tenant = $1 AND l.taxon = $2 AND p.year >= $3 AND p.status NOT IN ('VOID', 'CANCELLED', 'REPLACED') GROUP BY p.year, l.source, l.unit ORDER BY p.year, l.source, l.unit";
    /// What companies were permitted of a taxon between two moments, by unit: what left where that is known.
    TAKEN_OF_TAXON = "SELECT p.organisation, l.unit, CAST(COALESCE(SUM(COALESCE(l.endorsed_micro, CASE WHEN p.status IN ('ISSUED', 'DELIVERED') THEN l.permitted_micro ELSE 0 END)), 0) AS BIGINT) AS total FROM permit p JOIN permit_line l ON l.tenant = p.tenant AND l.permit = p.id WHERE p.tenant = $1 AND l.taxon = $2 AND p.organisation IS NOT NULL AND p.issued_at >= $3 AND p.issued_at < $4 GROUP BY p.organisation, l.unit ORDER BY p.organisation, l.unit";
}

/// Our own trade in a taxon: one year, source and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceYear {
    /// Year of the permits.
    pub year: i16,
    /// Source.
    pub source: Source,
    /// Unit.
    pub unit: Unit,
    /// Lines.
    pub lines: i64,
    /// Permitted, to the thousandth.
    pub permitted: Amount,
    /// Left the country.
    pub endorsed: Amount,
}

impl SourceYear {
    fn of(row: &Row) -> Result<SourceYear, Error> {
        let amount = |name: &str| -> Result<Amount, Error> {
            let thousandths: i64 = row.get(name)?;
            Amount::from_micro(thousandths.saturating_mul(1_000))
                .ok_or_else(|| Error::corrupt("permit_line", "a sum of quantities is no amount"))
        };
        let year: i64 = row.get("year")?;
        Ok(SourceYear {
            year: i16::try_from(year).map_err(|e| Error::corrupt("permit.year", e))?,
            source: row.code("source", Source::from_code)?,
            unit: row.code("unit", Unit::from_code)?,
            lines: row.get("lines")?,
            permitted: amount("permitted")?,
            endorsed: amount("endorsed")?,
        })
    }
}

impl Read {
    /// Our own trade in a taxon since a year by source, oldest first.
    pub async fn trade_by_source(&mut self, taxon: &str, since: i16) -> Result<Vec<SourceYear>, Error> {
        self.all(TRADE_BY_SOURCE, args![taxon, i64::from(since)]).await?.iter().map(SourceYear::of).collect()
    }

    /// What companies were permitted of one taxon between two moments: company, unit, sum.
    pub async fn taken_of_taxon(
        &mut self,
        taxon: &str,
        between: (Timestamp, Timestamp),
    ) -> Result<Vec<(OrganisationId, Unit, Amount)>, Error> {
        let rows = self.all(TAKEN_OF_TAXON, args![taxon, between.0, between.1]).await?;
        rows.iter()
            .map(|row| Ok((row.get("organisation")?, row.code("unit", Unit::from_code)?, row.get("total")?)))
            .collect()
    }
}
