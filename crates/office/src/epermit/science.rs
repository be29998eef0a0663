//! The Scientific Authority's workspace: findings that stand for more than one case, and what they are relied upon.

use super::consult_sa::{Opinion, records};
use crate::shared::act::{self, Ran};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, FindingId, QuotaId, QuotaKind};
use cites::{Amount, CountryCode, Date, FindingKind, Role, Source, Term, Unit};
use permits::application::Application;
use permits::finding::{Cap, Finding, FindingResult, FindingScope};
use permits::quota_kind::QuotaBasis;
use permits::{Draft, DraftLine};
use store::{AuditEntry, NewQuota, NewStanding, QuotaKeys, Read, StandingRow, TradeYear};

/// Who gives standing findings.
pub const GIVERS: &[Role] = &[Role::SaCoordinator];

/// Who reads the sheet of a species.
pub const READERS: &[Role] = &[
    Role::SaCoordinator,
    Role::SaExpert,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::Auditor,
];

/// A finding that shall stand.
#[derive(Debug, Clone)]
pub struct NewFinding {
    /// Which question.
    pub kind: FindingKind,
    /// Taxon.
    pub taxon: String,
    /// Origin; `None`: every one.
    pub origin: Option<CountryCode>,
    /// Source; `None`: every one.
    pub source: Option<Source>,
    /// Term; `None`: every one.
    pub term: Option<Term>,
    /// Conditions for box 5.
    pub conditions: Vec<String>,
    /// The most that may be permitted under it until its last day.
    pub cap: Option<(Amount, Unit)>,
    /// Reasons and sources.
    pub grounds: String,
    /// Last day to rely on it.
    pub valid_until: Date,
}

/// A standing finding as kept.
pub type Standing = StandingRow<Finding>;

/// Gives a standing finding, positive under its conditions and up to its cap. The cap becomes a quota row at once, which
/// every case of the scope is charged to from then on.
///
/// # Errors
/// `taxon-unknown`, `reason-empty`, `finding-scientific` for a question of the Management Authority, `date-to-come`,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn give(office: &Office, who: &Who, new: NewFinding) -> Result<Standing, Error> {
    who.must_be(GIVERS)?;
    let now = office.clock.now();
    let found = office.taxa.resolve(&new.taxon).filter(|r| !r.via.is_higher());
    let taxon = found.map(|r| r.taxon.full_name.clone()).ok_or_else(|| {
        Error::value("taxon", "taxon-unknown", "Choose a name from the list: this one is not in the Appendices.")
    })?;
    if !Finding::is_scientific(new.kind) {
        return Err(Error::value("kind", "finding-scientific", "Choose a finding of the Scientific Authority."));
    }
    if new.grounds.trim().is_empty() {
        return Err(Error::value("reasoning", "reason-empty", "Write the reasons."));
    }
    if new.valid_until < day(now) {
        return Err(Error::value("valid_until", "date-to-come", "Give a day that is still to come."));
    }
    let name = cites::TaxonName::parse(&taxon).map_err(|e| Error::parse("taxon", e))?;
    let opinion = Opinion {
        kind: new.kind,
        line: None,
        answer: super::consult_sa::Answer::Positive,
        grounds: new.grounds.trim().to_owned(),
        expires: Some(new.valid_until),
    };
    let authority = office.settings(&who.house).scientific_authority.clone();
    let quota_id: QuotaId = office.id::<QuotaKind>(now);
    let mut finding = records(office, who, &authority, std::slice::from_ref(&opinion)).remove(0);
    finding.scope =
        FindingScope { line: None, taxon: Some(name), origin: new.origin, source: new.source, term: new.term };
    if new.cap.is_some() || !new.conditions.is_empty() {
        let cap = new.cap.map(|(amount, unit)| Cap { amount, unit });
        finding.result = FindingResult::PositiveWithConditions { conditions: new.conditions.clone(), cap };
    }
    let ran = act::run!(office, who, now, "standing_finding", |tx| {
        let year = day(now).year();
        let serial = tx.take_serial("standing-finding", year).await?;
        let number = format!("SA-{:02}-{:05}", year.rem_euclid(100), serial.serial);
        if let Some((amount, unit)) = new.cap {
            tx.quota_insert(&NewQuota {
                id: quota_id,
                taxon: taxon.clone(),
                year,
                unit,
                limit: Some(amount),
                reservations_count: true,
                keys: QuotaKeys {
                    exporter: new.origin,
                    terms: new.term.into_iter().collect(),
                    sources: new.source.into_iter().collect(),
                    basis: number.clone(),
                    kind: QuotaBasis::SaCap,
                    days: Some((day(now), new.valid_until)),
                    ..QuotaKeys::default()
                },
            })
            .await?;
        }
        let standing = NewStanding {
            id: finding.id,
            number: number.clone(),
            kind: new.kind,
            taxon: taxon.clone(),
            origin: new.origin,
            source: new.source,
            term: new.term,
            cap: new.cap.map(|(amount, unit)| (amount, unit, quota_id)),
            valid_until: new.valid_until,
        };
        tx.standing_insert(&standing, &finding).await?;
        tx.audit(AuditEntry::new("standing_finding", "finding", finding.id).payload(&finding)?);
        Ok(((), finding.id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => finding.id,
        Ran::Before(id) => FindingId::parse(&id).map_err(Error::internal)?,
    };
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.standing(id).await?.ok_or(Error::NotFound("finding"))
}

/// Takes a standing finding back: no further case may rely on it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn take_back(office: &Office, who: &Who, id: FindingId) -> Result<(), Error> {
    who.must_be(GIVERS)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "standing_withdraw", |tx| {
        let row: Standing = tx.standing(id).await?.ok_or(Error::NotFound("finding"))?;
        if row.withdrawn_at.is_none() {
            tx.standing_withdraw(id).await?;
        }
        tx.audit(AuditEntry::new("standing_withdraw", "finding", id));
        Ok(((), id.to_string()))
    });
    ran.map(drop)
}

/// Does a standing finding speak of every line of a case?
fn covers(office: &Office, standing: &NewStanding, draft: &Draft, home: CountryCode) -> bool {
    let fits = |line: &DraftLine| {
        let names = crate::shared::quota::names_of(office, line.taxon.as_str(), line.taxon.stem());
        names.iter().any(|n| n.eq_ignore_ascii_case(&standing.taxon))
            && standing.origin.is_none_or(|o| o == line.origin.as_ref().map_or(home, |p| p.country))
            && standing.source.is_none_or(|s| s == line.source)
            && standing.term.is_none_or(|t| t == line.term)
    };
    draft.lines.iter().all(fits)
}

/// The standing findings that a case may rely on today: in date, of its scope.
///
/// # Errors
/// What the archive says.
pub async fn usable(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
) -> Result<Vec<Standing>, Error> {
    let Some(draft) = application.draft() else { return Ok(Vec::new()) };
    let rows: Vec<Standing> = read.standing_in_date(day(office.clock.now())).await?;
    let home = who.house.party();
    let recorded = |s: &Standing| application.findings().iter().any(|f| f.grounds.starts_with(&s.standing.number));
    Ok(rows.into_iter().filter(|s| covers(office, &s.standing, draft, home) && !recorded(s)).collect())
}

/// The officer relies on a standing finding: one act, cited by its number in the case.
///
/// # Errors
/// `standing-other` when it does not speak of this case, `standing-ended` out of date or taken back, the quota when the
/// cap does not suffice, the state, a duty, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn rely_on(office: &Office, who: &Who, id: ApplicationId, standing: FindingId) -> Result<Stepped, Error> {
    let ended =
        || Error::value("standing", "standing-ended", "Ask the Scientific Authority again: it is no longer in force.");
    case::run!(office, who, id, "rely_on_finding", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let row: Standing = tx.standing(standing).await?.ok_or(Error::NotFound("finding"))?;
        if row.withdrawn_at.is_some() || row.standing.valid_until < day(now) {
            return Err(ended());
        }
        let draft = before.value.draft().ok_or(Error::NotFound("application"))?;
        if !covers(office, &row.standing, draft, who.house.party()) {
            let help = "Choose a finding for this taxon, origin, source and term.";
            return Err(Error::value("standing", "standing-other", help));
        }
        within_cap(tx, &row.standing, draft, id).await?;
        let mut finding: Finding = row.finding;
        finding.id = office.id(now);
        finding.grounds = format!("{}: {}", row.standing.number, finding.grounds);
        let (application, event) = before.value.clone().rely_on(finding, &row.standing.number, &who.actor, now)?;
        case::commit(tx, office, "rely_on_finding", &before, application, vec![event]).await
    })
}

/// Is what the case asks for inside the cap? A case accepted after the finding is charged to it already; one from before
/// is charged when it relies on it.
async fn within_cap(tx: &mut store::Tx, standing: &NewStanding, draft: &Draft, id: ApplicationId) -> Result<(), Error> {
    let Some((_, unit, quota)) = standing.cap else { return Ok(()) };
    let mut locked = tx.quota_for_update(quota, &[id]).await?.ok_or(Error::NotFound("quota"))?;
    let mut moves = Vec::new();
    let parts = draft.each().filter_map(|c| Some((c.nth, draft.part(c.nth)?.lines)));
    let lines = parts.flat_map(|(nth, lines)| lines.into_iter().enumerate().map(move |(n, line)| (nth, n, line)));
    for (consignment, n, line) in lines {
        let key = permits::HoldKey { application: id, consignment, block: cites::document::Block::nth(n) };
        if matches!(locked.ledger.hold(&key), Some(permits::Hold::Reserved { .. } | permits::Hold::Committed { .. })) {
            continue;
        }
        let names = vec![line.taxon.stem().to_owned()];
        let amount =
            permits::quota_kind::in_unit(line.quantity.amount(), line.term, line.quantity.unit(), &names, unit)
                .ok_or(permits::QuotaError::Unit { expected: unit })?;
        let step = locked.ledger.reserve(key.clone(), amount, unit)?;
        moves.push((Some(key), step));
    }
    if !moves.is_empty() {
        tx.quota_save(&locked, &moves).await?;
    }
    Ok(())
}

/// Permits granted and actual exports of a year by taxon, for the Scientific Authority to monitor (Art. IV.3).
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn monitored(office: &Office, who: &Who, year: i16) -> Result<Vec<TradeYear>, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.trade_of_year(year, 1_000).await?)
}
