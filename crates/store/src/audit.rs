//! The audit chain: one event for each act, each carrying the hash of the one before.
//!
//! The hash of an event is SHA-256 under the domain `manis-audit-event` over a canonical encoding: tenant code excluded
//! (a chain may move to another installation), then `seq`, `at`, `actor`, `act`, `object_kind`, `object_id`,
//! `before_digest`, `after_digest`, `payload_hash`, `prev_hash`, each as a length of eight bytes and its bytes; an absent
//! value is the length of all ones. What people wrote stands beside the event in `audit_payload` and only its hash is
//! chained, so that lawful erasure leaves the chain whole (`design/security.md` 6.2).

use crate::sql::{args, queries};
use crate::{Error, Read, Store, TenantId};
use cites::{Digest, Timestamp};
use serde::Serialize;

queries! {
    /// Takes the next `$2` numbers of the chain and locks its head until the commit.
    ADVANCE_HEAD = "UPDATE audit_head SET seq = seq + $2 WHERE tenant = $1 RETURNING seq, hash";
    /// Writes the hash of the last event.
    SET_HEAD = "UPDATE audit_head SET hash = $2 WHERE tenant = $1";
    /// One event.
    INSERT_EVENT = "INSERT INTO audit_event (tenant, seq, at, actor, act, object_kind, object_id, before_digest, after_digest, payload_hash, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// The words beside it.
    INSERT_PAYLOAD = "INSERT INTO audit_payload (tenant, seq, body) VALUES ($1, $2, $3)";
    /// The head, to compare.
    HEAD = "SELECT seq, hash FROM audit_head WHERE tenant = $1";
    /// The chain in pieces.
    EVENTS_AFTER = "SELECT e.seq, e.at, e.actor, e.act, e.object_kind, e.object_id, e.before_digest, e.after_digest, e.payload_hash, e.prev_hash, e.hash, p.body FROM audit_event e LEFT JOIN audit_payload p ON p.tenant = e.tenant AND p.seq = e.seq WHERE e.tenant = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3";
    /// Words whose event does not know of them.
    STRAY_PAYLOADS = "SELECT MIN(p.seq) AS seq FROM audit_payload p LEFT JOIN audit_event e ON e.tenant = p.tenant AND e.seq = p.seq WHERE p.tenant = $1 AND (e.seq IS NULL OR e.payload_hash IS NULL)";
    /// What was done with one thing, oldest first.
    TIMELINE = "SELECT e.seq, e.at, e.actor, e.act, e.object_kind, e.object_id, e.before_digest, e.after_digest, e.payload_hash, e.prev_hash, e.hash, p.body FROM audit_event e LEFT JOIN audit_payload p ON p.tenant = e.tenant AND p.seq = e.seq WHERE e.tenant = $1 AND e.object_kind = $2 AND e.object_id = $3 ORDER BY e.seq LIMIT 500";
    /// The newest events of the tenant before a number, newest first.
    LATEST = "SELECT e.seq, e.at, e.actor, e.act, e.object_kind, e.object_id, e.before_digest, e.after_digest, e.payload_hash, e.prev_hash, e.hash, p.body FROM audit_event e LEFT JOIN audit_payload p ON p.tenant = e.tenant AND p.seq = e.seq WHERE e.tenant = $1 AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3";
}

/// What an act leaves behind.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// What was done: the act's name, for example `approve`.
    pub act: &'static str,
    /// Kind of the object: `application`, `permit`, `quota` …
    pub object_kind: &'static str,
    /// Its id or number as text.
    pub object_id: String,
    /// Digest of the object before; `None`: new, or only read.
    pub before: Option<Digest>,
    /// Digest of the object after; `None`: only read.
    pub after: Option<Digest>,
    /// Words and figures for the timeline; may name persons. `Null`: none.
    pub payload: serde_json::Value,
}

impl AuditEntry {
    /// An entry without digests and words.
    pub fn new(act: &'static str, object_kind: &'static str, object_id: impl ToString) -> AuditEntry {
        AuditEntry {
            act,
            object_kind,
            object_id: object_id.to_string(),
            before: None,
            after: None,
            payload: serde_json::Value::Null,
        }
    }

    /// With the digest of what was there before.
    pub fn before(mut self, before: Digest) -> AuditEntry {
        self.before = Some(before);
        self
    }

    /// With the digest of what is there now.
    pub fn after(mut self, after: Digest) -> AuditEntry {
        self.after = Some(after);
        self
    }

    /// With words beside the event.
    ///
    /// # Errors
    /// When the value is no JSON (a map with keys that are not text).
    pub fn payload(mut self, payload: &impl Serialize) -> Result<AuditEntry, Error> {
        self.payload = serde_json::to_value(payload)?;
        Ok(self)
    }
}

/// Digest of a stored aggregate as audit events carry it: SHA-256 (domain `manis-record`) of its JSON text.
pub fn record_digest(value: &impl Serialize) -> Result<Digest, Error> {
    Ok(Digest::of("manis-record", serde_json::to_string(value)?.as_bytes()))
}

/// An event as stored.
#[derive(Debug, Clone)]
pub struct AuditEvent {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who: `person:…`, `partner:…` or `system`.
    pub actor: String,
    /// What was done.
    pub act: String,
    /// Kind of the object.
    pub object_kind: String,
    /// Id or number of the object.
    pub object_id: String,
    /// Digest before.
    pub before: Option<Digest>,
    /// Digest after.
    pub after: Option<Digest>,
    /// Hash of the words.
    pub payload_hash: Option<Digest>,
    /// Hash of the event before.
    pub prev: Digest,
    /// Hash of this one.
    pub hash: Digest,
    /// The words, JSON text; `None` when there are none or they were erased.
    pub payload: Option<String>,
}

impl AuditEvent {
    fn of(row: &crate::sql::Row) -> Result<AuditEvent, Error> {
        Ok(AuditEvent {
            seq: row.get("seq")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            act: row.get("act")?,
            object_kind: row.get("object_kind")?,
            object_id: row.get("object_id")?,
            before: row.opt("before_digest")?,
            after: row.opt("after_digest")?,
            payload_hash: row.opt("payload_hash")?,
            prev: row.get("prev_hash")?,
            hash: row.get("hash")?,
            payload: row.opt("body")?,
        })
    }

    fn computed_hash(&self) -> Digest {
        let mut bytes = Vec::with_capacity(320);
        let mut field = |value: Option<&[u8]>| match value {
            None => bytes.extend_from_slice(&u64::MAX.to_be_bytes()),
            Some(value) => {
                bytes.extend_from_slice(&(value.len() as u64).to_be_bytes());
                bytes.extend_from_slice(value);
            }
        };
        field(Some(&self.seq.to_be_bytes()));
        field(Some(&self.at.as_millisecond().to_be_bytes()));
        field(Some(self.actor.as_bytes()));
        field(Some(self.act.as_bytes()));
        field(Some(self.object_kind.as_bytes()));
        field(Some(self.object_id.as_bytes()));
        field(self.before.as_ref().map(|d| &d.0[..]));
        field(self.after.as_ref().map(|d| &d.0[..]));
        field(self.payload_hash.as_ref().map(|d| &d.0[..]));
        field(Some(&self.prev.0));
        Digest::of("manis-audit-event", &bytes)
    }

    fn words_fit(&self) -> bool {
        match (&self.payload_hash, &self.payload) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(hash), Some(words)) => payload_hash(words) == *hash,
        }
    }
}

const START: Digest = Digest([0; 32]);

fn payload_hash(words: &str) -> Digest {
    Digest::of("manis-audit-payload", words.as_bytes())
}

/// Chains events at the end of the tenant's chain, inside the caller's transaction. The head stays locked until its end.
pub(crate) async fn append(read: &mut Read, entries: &[AuditEntry]) -> Result<(), Error> {
    for event in chain(read, entries).await? {
        read.run(
            INSERT_EVENT,
            args![
                event.seq,
                event.at,
                event.actor,
                event.act,
                event.object_kind,
                event.object_id,
                event.before,
                event.after,
                event.payload_hash,
                event.prev,
                event.hash
            ],
        )
        .await?;
        if let Some(words) = event.payload {
            read.run(INSERT_PAYLOAD, args![event.seq, words]).await?;
        }
    }
    Ok(())
}

/// Takes numbers for the entries, locks and moves the head, and answers the finished events to be inserted.
pub(crate) async fn chain(read: &mut Read, entries: &[AuditEntry]) -> Result<Vec<AuditEvent>, Error> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let count = i64::try_from(entries.len()).map_err(|e| Error::corrupt("audit_head.seq", e))?;
    let head = read.one(ADVANCE_HEAD, args![count]).await?;
    let (mut seq, mut prev) = (head.get::<i64>("seq")? - count, head.get::<Digest>("hash")?);
    // Stored times have milliseconds; the chain covers what is stored.
    let at = Timestamp::from_millisecond(read.at.as_millisecond()).map_err(|e| Error::corrupt("audit_event.at", e))?;
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        seq += 1;
        let words = if entry.payload.is_null() { None } else { Some(serde_json::to_string(&entry.payload)?) };
        let mut event = AuditEvent {
            seq,
            at,
            actor: read.actor.clone(),
            act: entry.act.to_owned(),
            object_kind: entry.object_kind.to_owned(),
            object_id: entry.object_id.clone(),
            before: entry.before,
            after: entry.after,
            payload_hash: words.as_deref().map(payload_hash),
            prev,
            hash: START,
            payload: words,
        };
        event.hash = event.computed_hash();
        prev = event.hash;
        events.push(event);
    }
    read.run(SET_HEAD, args![prev]).await?;
    Ok(events)
}

/// What the verifier found in one tenant's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// Events read.
    pub events: u64,
    /// Events whose words were erased.
    pub erased: u64,
    /// Hash of the last event: what an anchor outside would compare.
    pub head: Digest,
    /// The first event that does not fit, and why; `None`: the chain is whole.
    pub first_bad: Option<(i64, &'static str)>,
}

/// Reads a tenant's whole chain and names the first event that does not fit.
///
/// # Errors
/// When the database does not answer. A broken chain is an answer, not an error.
pub async fn verify(store: &Store, tenant: TenantId) -> Result<AuditReport, Error> {
    let mut read = store.read(&crate::Scope::system(tenant, Timestamp::UNIX_EPOCH)).await?;
    verify_in(&mut read).await
}

pub(crate) async fn verify_in(read: &mut Read) -> Result<AuditReport, Error> {
    const PIECE: i64 = 2_000;
    let mut report = AuditReport { events: 0, erased: 0, head: START, first_bad: None };
    let (mut seq, mut prev) = (0_i64, START);
    loop {
        let rows = read.all(EVENTS_AFTER, args![seq, PIECE]).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let here: i64 = row.get("seq")?;
            let bad = |why| Some((here, why));
            let verdict = match AuditEvent::of(row) {
                Err(_) => bad("a column holds what cannot be"),
                Ok(event) if event.seq != seq + 1 => bad("an event before it is missing"),
                Ok(event) if event.prev != prev => bad("it does not follow the event before"),
                Ok(event) if event.hash != event.computed_hash() => bad("it was changed"),
                Ok(event) if !event.words_fit() => bad("the words beside it were changed"),
                Ok(event) => {
                    report.events += 1;
                    report.erased += u64::from(event.payload_hash.is_some() && event.payload.is_none());
                    (seq, prev) = (event.seq, event.hash);
                    None
                }
            };
            if verdict.is_some() {
                report.first_bad = verdict;
                return Ok(report);
            }
        }
    }
    report.head = prev;
    let head = read.opt(HEAD, args![]).await?;
    let fits = match &head {
        None => false,
        Some(row) => row.get::<i64>("seq")? == seq && row.get::<Digest>("hash").is_ok_and(|h| h == prev),
    };
    if !fits {
        report.first_bad = Some((seq + 1, "the chain does not end where its head says"));
    } else if let Some(stray) = read.one(STRAY_PAYLOADS, args![]).await?.opt::<i64>("seq")? {
        report.first_bad = Some((stray, "words stand beside an event that has none"));
    }
    Ok(report)
}

impl Read {
    /// What was done with one thing, oldest first; at most 500 events.
    pub async fn timeline(&mut self, object_kind: &str, object_id: &str) -> Result<Vec<AuditEvent>, Error> {
        self.all(TIMELINE, args![object_kind, object_id]).await?.iter().map(AuditEvent::of).collect()
    }

    /// Events of the whole tenant, newest first, before a number (`i64::MAX` for the first page).
    pub async fn audit_events(&mut self, before_seq: i64, limit: i64) -> Result<Vec<AuditEvent>, Error> {
        self.all(LATEST, args![before_seq, limit]).await?.iter().map(AuditEvent::of).collect()
    }
}
