//! What a Party sets for clocks and risk, each case's risk, turns of the queue, and how long permits took.

use super::application::ApplicationRow;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, JobId, OrganisationId, PersonId};
use cites::{Amount, DocumentType, Term, Timestamp, Unit};
use permits::risk::{Criterion, Hit, Lane};
use serde::{Serialize, de::DeserializeOwned};

queries! {
    /// A setting that waits for its second person.
    INSERT_RULE = "INSERT INTO examination_rule (tenant, kind, version, body, reason, proposed_by, proposed_at, confirmed_by, confirmed_at) SELECT $1, $2, COALESCE(MAX(version), 0) + 1, $3, $4, $5, $6, NULL, NULL FROM examination_rule WHERE tenant = $1 AND kind = $2";
    /// The second person confirms it; the table refuses the first one.
    CONFIRM_RULE = "UPDATE examination_rule SET confirmed_by = $4, confirmed_at = $5 WHERE tenant = $1 AND kind = $2 AND version = $3 AND confirmed_by IS NULL";
    /// Versions of a setting, the newest first.
    RULES = "SELECT kind, version, body, reason, proposed_by, proposed_at, confirmed_by, confirmed_at FROM examination_rule WHERE tenant = $1 AND kind = $2 ORDER BY version DESC LIMIT $3";
    /// The version in force.
    RULE_IN_FORCE = "SELECT kind, version, body, reason, proposed_by, proposed_at, confirmed_by, confirmed_at FROM examination_rule WHERE tenant = $1 AND kind = $2 AND confirmed_at IS NOT NULL ORDER BY version DESC LIMIT 1";
    /// An assessment; assessments are never edited.
    INSERT_RISK = "INSERT INTO case_risk (tenant, application, seq, at, rules_version, score, lane, computed_lane, forced_by, changed_by, reason, flags, hits) SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM case_risk WHERE tenant = $1 AND application = $2";
    /// Assessments of a case, the newest first.
    RISKS = "SELECT application, seq, at, rules_version, score, lane, computed_lane, forced_by, changed_by, reason, flags, hits FROM case_risk WHERE tenant = $1 AND application = $2 ORDER BY seq DESC LIMIT $3";
    /// Body, lane and flags of up to thirty cases; free places repeat one of them.
    GLANCES = "SELECT a.id, a.body, r.lane, r.score, r.flags, (SELECT COUNT(*) FROM queue_event q WHERE q.tenant = a.tenant AND q.application = a.id AND q.kind = 'out-of-turn') AS jumped FROM application a LEFT JOIN case_risk r ON r.tenant = a.tenant AND r.application = a.id AND r.seq = (SELECT MAX(n.seq) FROM case_risk n WHERE n.tenant = a.tenant AND n.application = a.id) WHERE a.tenant = $1 AND a.id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)";
    /// What became of the cases that were assessed last: lane, hits, and whether something was found.
    CHECKED = "SELECT r.computed_lane, r.lane, r.forced_by, r.hits, r.changed_by, CAST(CASE WHEN a.status = 'REFUSED' OR EXISTS (SELECT 1 FROM issue_audit i WHERE i.tenant = a.tenant AND i.application = a.id AND i.outcome = 'FINDING') OR EXISTS (SELECT 1 FROM permit p WHERE p.tenant = a.tenant AND p.application = a.id AND p.status IN ('SEIZED', 'REVOKED')) OR EXISTS (SELECT 1 FROM permit p JOIN permit_line l ON l.tenant = p.tenant AND l.permit = p.id WHERE p.tenant = a.tenant AND p.application = a.id AND l.received_micro IS NOT NULL AND l.received_micro <> l.endorsed_micro) THEN 1 ELSE 0 END AS BIGINT) AS found FROM case_risk r JOIN application a ON a.tenant = r.tenant AND a.id = r.application WHERE r.tenant = $1 AND a.closed_at IS NOT NULL AND r.seq = (SELECT MAX(n.seq) FROM case_risk n WHERE n.tenant = r.tenant AND n.application = r.application) ORDER BY r.at DESC LIMIT $2";
    /// What a trader did before.
    HISTORY = "SELECT COUNT(*) AS permits, COALESCE(SUM(CASE WHEN p.status IN ('SEIZED', 'REVOKED') OR EXISTS (SELECT 1 FROM permit_line l WHERE l.tenant = p.tenant AND l.permit = p.id AND l.received_micro IS NOT NULL AND l.received_micro <> l.endorsed_micro) THEN 1 ELSE 0 END), 0) AS bad, COALESCE(SUM(CASE WHEN p.status = 'REPLACED' THEN 1 ELSE 0 END), 0) AS replaced FROM permit p JOIN application a ON a.tenant = p.tenant AND a.id = p.application WHERE p.tenant = $1 AND (a.organisation = $2 OR ($2 IS NULL AND a.organisation IS NULL AND a.applicant = $3))";
    /// How many lines of a kind were permitted, and their average.
    AVERAGE = "SELECT COUNT(*) AS lines, CAST(COALESCE(SUM(permitted_micro / 1000000), 0) AS BIGINT) AS sum FROM permit_line WHERE tenant = $1 AND taxon = $2 AND term = $3 AND unit = $4";
    /// Another open case of the same applicant for the same goods to the same country.
    TWIN = "SELECT COUNT(*) AS twins FROM application WHERE tenant = $1 AND closed_at IS NULL AND submitted_at IS NOT NULL AND id <> $2 AND taxon = $3 AND partner = $4 AND (organisation = $5 OR ($5 IS NULL AND applicant = $6))";
    /// The queue in the order of arrival; an urgent case stands as if it had come so much earlier as its clock is shorter.
    IN_TURN = "SELECT id, reference, organisation, applicant, kind, partner, taxon, line_count, status, officer, proposed_by, approved_by, one_officer, draft_digest, submitted_at, closed_at, processing_ms, changed_at, created_at, version FROM application WHERE tenant = $1 AND status = $2 ORDER BY COALESCE((SELECT u.turn_at FROM urgent_case u WHERE u.tenant = application.tenant AND u.application = application.id), submitted_at), id LIMIT $3";
    /// How many cases of a status came before this one, of those that a person may take.
    AHEAD = "SELECT COUNT(*) AS ahead FROM application WHERE tenant = $1 AND status = $2 AND (officer = $3 OR $3 IS NULL) AND (COALESCE((SELECT u.turn_at FROM urgent_case u WHERE u.tenant = application.tenant AND u.application = application.id), submitted_at), id) < ($4, $5) AND (applicant IS NULL OR applicant <> $6) AND NOT EXISTS (SELECT 1 FROM interest_word w WHERE w.tenant = application.tenant AND w.application = application.id AND w.person = $6 AND w.interest = 1)";
    /// Something out of the usual in the queue.
    INSERT_QUEUE_EVENT = "INSERT INTO queue_event (tenant, id, application, kind, at, person, to_person, ahead, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// The newest of them, with reference and names.
    QUEUE_EVENTS = "SELECT q.application, a.reference, q.kind, q.at, q.ahead, q.note, p.name AS person, t.name AS to_person FROM queue_event q JOIN application a ON a.tenant = q.tenant AND a.id = q.application JOIN person p ON p.tenant = q.tenant AND p.id = q.person LEFT JOIN person t ON t.tenant = q.tenant AND t.id = q.to_person WHERE q.tenant = $1 ORDER BY q.at DESC, q.id DESC LIMIT $2";
    /// Every open case that was handed in, the oldest first.
    OPEN_BY_DAY = "SELECT submitted_at / 86400000 AS day, COUNT(*) AS cases FROM application WHERE tenant = $1 AND closed_at IS NULL AND submitted_at IS NOT NULL GROUP BY submitted_at / 86400000 ORDER BY day";
    /// Open cases that were handed in, the oldest first.
    OPEN_CASES = "SELECT id, reference, organisation, applicant, kind, partner, taxon, line_count, status, officer, proposed_by, approved_by, one_officer, draft_digest, submitted_at, closed_at, processing_ms, changed_at, created_at, version FROM application WHERE tenant = $1 AND closed_at IS NULL AND submitted_at IS NOT NULL ORDER BY submitted_at, id LIMIT $2";
    /// A permit took so many hours.
    ADD_SERVICE_TIME = "INSERT INTO service_time (tenant, month, kind, hours, permits) VALUES ($1, $2, $3, $4, 1) ON CONFLICT (tenant, month, kind, hours) DO UPDATE SET permits = service_time.permits + 1";
    /// How long permits of the months between two took, both included.
    SERVICE_TIMES = "SELECT month, kind, hours, permits FROM service_time WHERE tenant = $1 AND month >= $2 AND month <= $3 ORDER BY month, kind, hours";
    /// Our own trade in a taxon by year, term and unit: what was permitted and what left.
    TRADE_OF_TAXON = "SELECT p.year, l.term, l.unit, COUNT(*) AS lines, CAST(SUM(l.permitted_micro / 1000) AS BIGINT) AS permitted, CAST(COALESCE(SUM(l.endorsed_micro / 1000), 0) AS BIGINT) AS endorsed FROM permit_line l JOIN permit p ON p.tenant = l.tenant AND p.id = l.permit WHERE l.tenant = $1 AND l.taxon = $2 AND p.year >= $3 AND p.status NOT IN ('VOID', 'CANCELLED', 'REPLACED') GROUP BY p.year, l.term, l.unit ORDER BY p.year, l.term, l.unit";
    /// The same of every taxon in one year (Art. IV.3).
    TRADE_OF_YEAR = "SELECT l.taxon, l.term, l.unit, COUNT(*) AS lines, CAST(SUM(l.permitted_micro / 1000) AS BIGINT) AS permitted, CAST(COALESCE(SUM(l.endorsed_micro / 1000), 0) AS BIGINT) AS endorsed FROM permit_line l JOIN permit p ON p.tenant = l.tenant AND p.id = l.permit WHERE l.tenant = $1 AND p.year = $2 AND p.status NOT IN ('VOID', 'CANCELLED', 'REPLACED') GROUP BY l.taxon, l.term, l.unit ORDER BY l.taxon, l.term, l.unit LIMIT $3";
    /// Our last permit before a moment for a taxon and an applicant.
    EARLIER_PERMIT = "SELECT p.id FROM permit p JOIN permit_line l ON l.tenant = p.tenant AND l.permit = p.id JOIN application a ON a.tenant = p.tenant AND a.id = p.application WHERE p.tenant = $1 AND l.taxon = $2 AND p.application <> $3 AND (a.organisation = $4 OR ($4 IS NULL AND a.organisation IS NULL AND a.applicant = $5)) ORDER BY p.issued_at DESC, p.id DESC LIMIT 1";
}

/// What a Party sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// Targets of the clocks.
    Targets,
    /// Weights, thresholds and alerts of the risk score.
    Risk,
}

impl RuleKind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            RuleKind::Targets => "targets",
            RuleKind::Risk => "risk",
        }
    }
}

/// One version of a setting.
#[derive(Debug, Clone)]
pub struct RuleRow<T> {
    /// Its version, from 1.
    pub version: i64,
    /// The setting.
    pub body: T,
    /// Why it was changed.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// When.
    pub proposed_at: Timestamp,
    /// The second person; `None` while it waits.
    pub confirmed_by: Option<PersonId>,
    /// When it came into force.
    pub confirmed_at: Option<Timestamp>,
}

fn rule<T: DeserializeOwned>(row: &Row) -> Result<RuleRow<T>, Error> {
    Ok(RuleRow {
        version: row.get("version")?,
        body: row.json("body")?,
        reason: row.get("reason")?,
        proposed_by: row.get("proposed_by")?,
        proposed_at: row.get("proposed_at")?,
        confirmed_by: row.opt("confirmed_by")?,
        confirmed_at: row.opt("confirmed_at")?,
    })
}

/// An assessment of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskRow {
    /// When.
    pub at: Timestamp,
    /// Version of the rules; 0: the program's own.
    pub rules_version: i64,
    /// Sum of the weights.
    pub score: i64,
    /// The lane that counts.
    pub lane: Lane,
    /// The lane the score gave.
    pub computed_lane: Lane,
    /// The criterion that forced it.
    pub forced_by: Option<Criterion>,
    /// Who changed it by hand, and why.
    pub changed: Option<(PersonId, String)>,
    /// Flags beside the status.
    pub flags: Vec<String>,
    /// Every hit.
    pub hits: Vec<Hit>,
}

fn flags_text(flags: &[String]) -> String {
    flags.iter().fold(String::from(";"), |text, flag| text + flag + ";")
}

fn flags_of(text: &str) -> Vec<String> {
    text.split(';').filter(|f| !f.is_empty()).map(str::to_owned).collect()
}

pub(crate) fn risk(row: &Row) -> Result<RiskRow, Error> {
    let reason: Option<String> = row.opt("reason")?;
    Ok(RiskRow {
        at: row.get("at")?,
        rules_version: row.get("rules_version")?,
        score: row.get("score")?,
        lane: row.code("lane", Lane::from_code)?,
        computed_lane: row.code("computed_lane", Lane::from_code)?,
        forced_by: row.code_opt("forced_by", Criterion::from_code)?,
        changed: row.opt("changed_by")?.zip(reason),
        flags: flags_of(&row.get::<String>("flags")?),
        hits: row.json("hits")?,
    })
}

/// What a list shows of a case beyond its columns.
#[derive(Debug, Clone)]
pub struct CaseGlance<T> {
    /// The application.
    pub id: ApplicationId,
    /// As it stands.
    pub value: T,
    /// Its lane; `None` before it was accepted.
    pub lane: Option<Lane>,
    /// Flags beside the status.
    pub flags: Vec<String>,
    /// Was it handled before cases that had waited longer?
    pub jumped: bool,
}

/// What became of an assessed case.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The lane the score gave.
    pub computed: Lane,
    /// The lane in the end.
    pub lane: Lane,
    /// What forced it.
    pub forced_by: Option<Criterion>,
    /// The criteria that applied.
    pub hits: Vec<Hit>,
    /// Was it changed by hand?
    pub overridden: bool,
    /// Was something found: refused, seized, revoked, or received in another quantity?
    pub found: bool,
}

/// What a trader did before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PartyHistory {
    /// Permits issued.
    pub permits: i64,
    /// Of those with a seizure, a revocation or a difference.
    pub bad: i64,
    /// Of those replaced.
    pub replaced: i64,
}

/// Something out of the usual in the queue, to be written down.
#[derive(Debug, Clone)]
pub struct NewQueueEvent {
    /// Id.
    pub id: JobId,
    /// The case.
    pub application: ApplicationId,
    /// `out-of-turn` or `reassigned`.
    pub kind: &'static str,
    /// Who.
    pub person: PersonId,
    /// To whom.
    pub to_person: Option<PersonId>,
    /// How many cases had waited longer.
    pub ahead: i64,
    /// Reason.
    pub note: String,
}

/// The same, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueEventRow {
    /// The case.
    pub application: ApplicationId,
    /// Its reference.
    pub reference: String,
    /// `out-of-turn` or `reassigned`.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: String,
    /// To whom.
    pub to_person: Option<String>,
    /// How many cases had waited longer.
    pub ahead: i64,
    /// Reason.
    pub note: String,
}

/// Our own trade in a taxon: one year, term and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TradeYear {
    /// Accepted name, where several are asked for.
    pub taxon: String,
    /// Year of the permits.
    pub year: i16,
    /// Term.
    pub term: Term,
    /// Unit.
    pub unit: Unit,
    /// Lines.
    pub lines: i64,
    /// Permitted, to the thousandth.
    pub permitted: Amount,
    /// Left the country.
    pub endorsed: Amount,
}

fn trade(row: &Row, taxon: String, year: i16) -> Result<TradeYear, Error> {
    let amount = |name: &str| -> Result<Amount, Error> {
        let thousandths: i64 = row.get(name)?;
        Amount::from_micro(thousandths.saturating_mul(1_000))
            .ok_or_else(|| Error::corrupt("permit_line", "a sum of quantities is no amount"))
    };
    Ok(TradeYear {
        taxon,
        year,
        term: row.code("term", Term::from_code)?,
        unit: row.code("unit", Unit::from_code)?,
        lines: row.get("lines")?,
        permitted: amount("permitted")?,
        endorsed: amount("endorsed")?,
    })
}

/// Month, kind, hours, permits.
pub(super) fn service_time(row: &Row) -> Result<(String, DocumentType, u32, u32), Error> {
    let number = |name: &str| -> Result<u32, Error> {
        u32::try_from(row.get::<i64>(name)?).map_err(|e| Error::corrupt(name, e))
    };
    let kind = row.code("kind", DocumentType::from_code)?;
    Ok((row.get("month")?, kind, number("hours")?, number("permits")?))
}

impl Read {
    /// Versions of a setting, the newest first.
    pub async fn examination_rules<T: DeserializeOwned>(
        &mut self,
        kind: RuleKind,
        limit: i64,
    ) -> Result<Vec<RuleRow<T>>, Error> {
        self.all(RULES, args![kind.code(), limit]).await?.iter().map(rule).collect()
    }

    /// The version in force; `None`: the program's own.
    pub async fn examination_rule<T: DeserializeOwned>(&mut self, kind: RuleKind) -> Result<Option<RuleRow<T>>, Error> {
        self.opt(RULE_IN_FORCE, args![kind.code()]).await?.as_ref().map(rule).transpose()
    }

    /// Assessments of a case, the newest first; that one counts.
    pub async fn risks(&mut self, application: ApplicationId, limit: i64) -> Result<Vec<RiskRow>, Error> {
        self.all(RISKS, args![application, limit]).await?.iter().map(risk).collect()
    }

    /// Applications, lanes and flags of the cases on a page of a list, at most thirty: one question for all of them.
    pub async fn glances<T: DeserializeOwned>(&mut self, ids: &[ApplicationId]) -> Result<Vec<CaseGlance<T>>, Error> {
        let Some(last) = ids.iter().take(30).next_back() else { return Ok(Vec::new()) };
        let places = ids.iter().take(30).chain(std::iter::repeat(last)).take(30);
        let rows = self.all(GLANCES, places.map(crate::sql::ToArg::to_arg).collect()).await?;
        rows.iter()
            .map(|row| {
                Ok(CaseGlance {
                    id: row.get("id")?,
                    value: row.json("body")?,
                    lane: row.code_opt("lane", Lane::from_code)?,
                    flags: row.opt::<String>("flags")?.map(|f| flags_of(&f)).unwrap_or_default(),
                    jumped: row.get("jumped")?,
                })
            })
            .collect()
    }

    /// What became of the closed cases that were assessed last.
    pub async fn risk_checked(&mut self, limit: i64) -> Result<Vec<Checked>, Error> {
        let rows = self.all(CHECKED, args![limit]).await?;
        rows.iter()
            .map(|row| {
                Ok(Checked {
                    computed: row.code("computed_lane", Lane::from_code)?,
                    lane: row.code("lane", Lane::from_code)?,
                    forced_by: row.code_opt("forced_by", Criterion::from_code)?,
                    hits: row.json("hits")?,
                    overridden: row.opt::<Vec<u8>>("changed_by")?.is_some(),
                    found: row.get("found")?,
                })
            })
            .collect()
    }

    /// What a trader did before: a company, or a private person.
    pub async fn party_history(
        &mut self,
        organisation: Option<OrganisationId>,
        applicant: Option<PersonId>,
    ) -> Result<PartyHistory, Error> {
        let Some(row) = self.opt(HISTORY, args![organisation, applicant]).await? else {
            return Ok(PartyHistory::default());
        };
        Ok(PartyHistory { permits: row.get("permits")?, bad: row.get("bad")?, replaced: row.get("replaced")? })
    }

    /// How many lines of that kind were permitted so far, and the sum of their quantities in whole units.
    pub async fn permitted_so_far(&mut self, taxon: &str, term: Term, unit: Unit) -> Result<(i64, i64), Error> {
        let Some(row) = self.opt(AVERAGE, args![taxon, term.code(), unit.code()]).await? else { return Ok((0, 0)) };
        Ok((row.get("lines")?, row.get("sum")?))
    }

    /// Is another open case of the same applicant for the same taxon to the same country there?
    pub async fn has_twin(&mut self, of: &ApplicationRow) -> Result<bool, Error> {
        let row = self.opt(TWIN, args![of.id, of.taxon, of.partner, of.organisation, of.applicant]).await?;
        Ok(row.map(|row| row.get::<i64>("twins")).transpose()?.unwrap_or(0) > 0)
    }

    /// Cases of a status in the order of their turn: of arrival, an urgent case so much earlier as its clock is shorter.
    pub async fn in_turn(&mut self, status: &str, limit: i64) -> Result<Vec<ApplicationRow>, Error> {
        self.all(IN_TURN, args![status, limit]).await?.iter().map(ApplicationRow::of).collect()
    }

    /// How many cases of a status have their turn before the one of that turn; with an officer: of those in that
    /// officer's hands. Only what `by` may take is counted.
    pub async fn ahead_of(
        &mut self,
        status: &str,
        officer: Option<PersonId>,
        turn_at: Timestamp,
        id: ApplicationId,
        by: PersonId,
    ) -> Result<i64, Error> {
        let row = self.opt(AHEAD, args![status, officer, turn_at, id, by]).await?;
        row.map(|row| row.get("ahead")).transpose().map(Option::unwrap_or_default)
    }

    /// The newest turns of the queue that were out of the usual.
    pub async fn queue_events(&mut self, limit: i64) -> Result<Vec<QueueEventRow>, Error> {
        let rows = self.all(QUEUE_EVENTS, args![limit]).await?;
        rows.iter()
            .map(|row| {
                Ok(QueueEventRow {
                    application: row.get("application")?,
                    reference: row.get("reference")?,
                    kind: row.get("kind")?,
                    at: row.get("at")?,
                    person: row.get("person")?,
                    to_person: row.opt("to_person")?,
                    ahead: row.get("ahead")?,
                    note: row.get("note")?,
                })
            })
            .collect()
    }

    /// How many open cases were handed in on which day (UTC), the oldest first: the first moment of the day, and the count.
    pub async fn open_by_day(&mut self) -> Result<Vec<(Timestamp, i64)>, Error> {
        let rows = self.all(OPEN_BY_DAY, args![]).await?;
        let one = |row: &Row| {
            let day: i64 = row.get("day")?;
            let at = Timestamp::from_millisecond(day.saturating_mul(86_400_000));
            Ok((at.map_err(|e| Error::corrupt("application.submitted_at", e))?, row.get("cases")?))
        };
        rows.iter().map(one).collect()
    }

    /// Open cases that were handed in, the oldest first.
    pub async fn open_cases(&mut self, limit: i64) -> Result<Vec<ApplicationRow>, Error> {
        self.all(OPEN_CASES, args![limit]).await?.iter().map(ApplicationRow::of).collect()
    }

    /// How long permits of the months between two took, like `2026-01` to `2026-12`: month, kind, hours, permits.
    pub async fn service_times(
        &mut self,
        from: &str,
        to: &str,
    ) -> Result<Vec<(String, DocumentType, u32, u32)>, Error> {
        let rows = self.all(SERVICE_TIMES, args![from, to]).await?;
        rows.iter().map(service_time).collect()
    }

    /// Our own trade in a taxon since a year, oldest first.
    pub async fn trade_of_taxon(&mut self, taxon: &str, since: i16) -> Result<Vec<TradeYear>, Error> {
        let rows = self.all(TRADE_OF_TAXON, args![taxon, i64::from(since)]).await?;
        rows.iter()
            .map(|row| {
                let year: i64 = row.get("year")?;
                trade(row, taxon.to_owned(), i16::try_from(year).map_err(|e| Error::corrupt("permit.year", e))?)
            })
            .collect()
    }

    /// Permits granted and actual exports of a year, by taxon (Art. IV.3).
    pub async fn trade_of_year(&mut self, year: i16, limit: i64) -> Result<Vec<TradeYear>, Error> {
        let rows = self.all(TRADE_OF_YEAR, args![i64::from(year), limit]).await?;
        rows.iter().map(|row| trade(row, row.get("taxon")?, year)).collect()
    }

    /// Our last permit for that taxon and applicant from another application.
    pub async fn earlier_permit(
        &mut self,
        taxon: &str,
        of: &ApplicationRow,
    ) -> Result<Option<cites::ids::PermitId>, Error> {
        let row = self.opt(EARLIER_PERMIT, args![taxon, of.id, of.organisation, of.applicant]).await?;
        row.map(|row| row.get("id")).transpose()
    }
}

impl Tx {
    /// A setting that waits for its second person.
    pub async fn examination_rule_propose(
        &mut self,
        kind: RuleKind,
        body: &impl Serialize,
        reason: &str,
        by: PersonId,
    ) -> Result<(), Error> {
        let (at, body) = (self.at(), serde_json::to_string(body)?);
        self.change(INSERT_RULE, args![kind.code(), body, reason, by, at]).await?;
        Ok(())
    }

    /// The second person confirms a version.
    ///
    /// # Errors
    /// [`Error::Refused`] with `examination_rule_two_persons` for the one who proposed it; [`Error::Stale`] when it was
    /// confirmed before.
    pub async fn examination_rule_confirm(&mut self, kind: RuleKind, version: i64, by: PersonId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("examination_rule", CONFIRM_RULE, args![kind.code(), version, by, at]).await
    }

    /// An assessment of a case.
    pub async fn risk_insert(&mut self, application: ApplicationId, r: &RiskRow) -> Result<(), Error> {
        let hits = serde_json::to_string(&r.hits)?;
        let (by, reason) = r.changed.clone().unzip();
        self.change(
            INSERT_RISK,
            args![
                application,
                r.at,
                r.rules_version,
                r.score,
                r.lane.code(),
                r.computed_lane.code(),
                r.forced_by.map(|c| c.code().to_owned()),
                by,
                reason,
                flags_text(&r.flags),
                hits
            ],
        )
        .await?;
        Ok(())
    }

    /// Writes down something out of the usual in the queue.
    pub async fn queue_event_insert(&mut self, e: &NewQueueEvent) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_QUEUE_EVENT, args![e.id, e.application, e.kind, at, e.person, e.to_person, e.ahead, e.note])
            .await?;
        Ok(())
    }

    /// A permit of that kind took so many whole hours from submission to issue.
    pub(crate) async fn service_time_add(&mut self, month: &str, kind: DocumentType, hours: i64) -> Result<(), Error> {
        self.run(ADD_SERVICE_TIME, args![month, kind.code(), hours]).await?;
        Ok(())
    }
}
