//! Many permits of many Parties, for measurements: the same for the same seed and day, on both engines.
//!
//! They come as the register of an older system would: rows, lines, public faces, sums and one audit event each, through
//! the archive's bulk path. Nobody applied for them and no key sealed them, so they have no signed copy and no QR code;
//! they can be looked up, verified by number and code, fetched over the exchange, endorsed and confirmed.

use crate::Error;
use crate::chance::{Dice, SeededChance};
use crate::goods::{Good, goods};
use crate::houses::house_of_any;
use crate::known::{KnownBlock, KnownPermit};
use cites::document::{Address, Block, Issue, Party, PermitDocument, Provenance, SpecimenLine};
use cites::ids::{ApplicationId, PermitId};
use cites::{
    Appendix, CountryCode, Date, Digest, DocumentType, Lang, PermitNumber, Purpose, Quantity, Source, TaxonName, Term,
    Timestamp,
};
use exchange::epermit::v2;
use jiff::{SignedDuration, ToSpan as _};
use office::shared::faces::{new_id, new_token};
use office::shared::facts::day;
use permits::application::state::Reasoned;
use permits::permit::{ExportEndorsement, FigureSource, PermitLine, PermitState};
use permits::{Actor, ApplicantSide, Permit, Stamp};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::Arc;
use store::{AuditEntry, BulkPermit, Face, LineRow, PermitRow, Scope, Serial, Store, Tenant};

/// How many, of whom, from which seed.
#[derive(Debug, Clone, Copy)]
pub struct Seed {
    /// Permits in all.
    pub permits: u64,
    /// Parties they are shared among, 1 to 500.
    pub tenants: usize,
    /// The seed.
    pub seed: u64,
    /// The day they are made: they were issued in the 400 days before it.
    pub today: Date,
}

/// What was made.
#[derive(Debug, Clone, Serialize)]
pub struct Seeded {
    /// Permits written.
    pub permits: u64,
    /// Short names of the tenants.
    pub tenants: Vec<String>,
    /// An even sample of the permits, at most [`TOLD`].
    pub known: Vec<KnownPermit>,
}

/// Most permits that are told of.
pub const TOLD: u64 = 10_000;
/// Permits of one act.
const ACT: u64 = 2_000;
/// Acts prepared ahead of the one that is written.
const AHEAD: usize = 3;
/// Days over which they were issued.
const DAYS: i64 = 400;

/// The code of the n-th fictional Party: the user-assigned codes of ISO 3166-1 from QM, then from XA without those that
/// mean something in trade data; beyond them the same Parties again.
fn party(n: usize) -> Result<(CountryCode, String), Error> {
    let letters = |first: char, from: char| (from..='Z').map(move |c| format!("{first}{c}"));
    let codes: Vec<String> =
        letters('Q', 'M').chain(letters('X', 'A').filter(|c| !matches!(c.as_str(), "XV" | "XX"))).collect();
    let code = &codes[n % codes.len()];
    let country = CountryCode::parse(code).map_err(|e| Error::Broken(e.to_string()))?;
    Ok((country, if n < codes.len() { code.clone() } else { format!("{code}-{}", n / codes.len() + 1) }))
}

/// Makes the permits. Tenants that are missing are made; what is there stays, and numbers go on from where they stand.
///
/// # Errors
/// What the archive says; acts that were committed before stay.
pub async fn seed(store: &Store, seed: &Seed) -> Result<Seeded, Error> {
    let begin = seed.today.to_zoned(jiff::tz::TimeZone::UTC).map_err(|e| Error::Broken(e.to_string()))?.timestamp();
    let count = seed.tenants.clamp(1, 500);
    let goods = Arc::new(prepared()?);
    let mut done = Seeded { permits: 0, tenants: Vec::new(), known: Vec::new() };
    let stride = seed.permits.div_ceil(TOLD).max(1);
    for n in 0..count {
        let (party, code) = party(n)?;
        let tenant = match store.tenant_by_code(&code).await? {
            Some(tenant) => tenant,
            None => {
                store
                    .create_tenant(&house_of_any(party, &code)?, begin - SignedDuration::from_hours(24 * DAYS))
                    .await?;
                store.tenant_by_code(&code).await?.ok_or(Error::Plan("a tenant that was just made is gone"))?
            }
        };
        let share = seed.permits / count as u64 + u64::from((n as u64) < seed.permits % count as u64);
        done.tenants.push(code);
        let before = done.permits;
        of_tenant(store, seed, &tenant, share, begin, &goods, stride, before, &mut done).await?;
    }
    Ok(done)
}

#[expect(clippy::too_many_arguments, reason = "one call site; each is another fact of the same round")]
async fn of_tenant(
    store: &Store,
    seed: &Seed,
    tenant: &Tenant,
    share: u64,
    begin: Timestamp,
    goods: &Arc<Vec<Ready>>,
    stride: u64,
    before: u64,
    done: &mut Seeded,
) -> Result<(), Error> {
    // The moment of the n-th permit: evenly over the days, so that numbers and times rise together.
    let span = DAYS * 86_400_000;
    let at = move |n: u64| -> Timestamp {
        let part = i128::from(span) * i128::from(n) / i128::from(share.max(1));
        begin - SignedDuration::from_millis(span) + SignedDuration::from_millis(i64::try_from(part).unwrap_or(0))
    };
    let firsts = numbers(store, tenant, share, begin, &at).await?;
    let shared = Arc::new(Round {
        seed: seed.seed,
        tenant: tenant.clone(),
        today: seed.today,
        begin,
        firsts,
        goods: goods.clone(),
    });
    let mut ahead: VecDeque<tokio::task::JoinHandle<Result<Vec<Made>, Error>>> = VecDeque::new();
    let mut next = 0;
    loop {
        while ahead.len() < AHEAD && next < share {
            let range = next..(next + ACT).min(share);
            next = range.end;
            let round = shared.clone();
            ahead.push_back(tokio::task::spawn_blocking(move || range.map(|n| round.make(n, at(n))).collect()));
        }
        let Some(task) = ahead.pop_front() else { break };
        let made = task.await.map_err(|e| Error::Broken(e.to_string()))??;
        let scope = Scope::system(tenant.id, begin);
        let mut bulk = Vec::with_capacity(made.len());
        for one in made {
            if (before + one.n).is_multiple_of(stride) {
                done.known.push(one.known);
            }
            bulk.push(one.bulk);
        }
        let count = bulk.len();
        let written: Result<(), store::Error> = store::act!(store, &scope, "seed", |tx| {
            tx.bulk_insert_permits(bulk.clone()).await?;
            tx.audit(AuditEntry::new("seed", "tenant", &tenant.code).payload(&count)?);
            Ok(())
        });
        written?;
        done.permits += count as u64;
    }
    Ok(())
}

/// Reserves the numbers: the first index and the first serial of each year.
async fn numbers(
    store: &Store,
    tenant: &Tenant,
    share: u64,
    begin: Timestamp,
    at: &impl Fn(u64) -> Timestamp,
) -> Result<Vec<(i16, u64, u64)>, Error> {
    let mut firsts: Vec<(i16, u64, u64)> = Vec::new();
    if share == 0 {
        return Ok(firsts);
    }
    let scope = Scope::system(tenant.id, begin);
    let mut from = 0;
    while from < share {
        let year = day(at(from)).year();
        // The first of the next year, by halving.
        let (mut low, mut high) = (from, share);
        while low < high {
            let middle = low + (high - low) / 2;
            if day(at(middle)).year() > year { high = middle } else { low = middle + 1 }
        }
        let count = u32::try_from(low - from).map_err(|_| Error::Plan("too many permits for one year"))?;
        let serial: Result<u64, store::Error> = store::act!(store, &scope, "reserve_numbers", |tx| {
            let first = tx.take_serials("permit", year, count).await?;
            let words = serde_json::json!({ "year": year, "first": first, "count": count });
            tx.audit(AuditEntry::new("reserve_numbers", "tenant", &tenant.code).payload(&words)?);
            Ok(first)
        });
        firsts.push((year, from, serial?));
        from = low;
    }
    Ok(firsts)
}

/// A good with its codes read.
struct Ready {
    good: Good,
    taxon: TaxonName,
    term: Term,
    appendix: Appendix,
    source: Source,
    purpose: Purpose,
    kind: DocumentType,
    origin: Option<CountryCode>,
}

fn prepared() -> Result<Vec<Ready>, Error> {
    let broken = |what: &str| Error::Broken(format!("goods of the demonstration: {what}"));
    let mut all = Vec::new();
    for good in goods()?.into_iter().filter(|g| g.refuse.is_empty() && g.appendix != "I") {
        all.push(Ready {
            taxon: TaxonName::parse(&good.taxon).map_err(|e| broken(&e.help))?,
            term: Term::from_code(&good.term).ok_or_else(|| broken("term"))?,
            appendix: Appendix::from_code(&good.appendix).ok_or_else(|| broken("Appendix"))?,
            source: Source::from_code(&good.source).ok_or_else(|| broken("source"))?,
            purpose: Purpose::from_code(&good.purpose).ok_or_else(|| broken("purpose"))?,
            kind: DocumentType::from_code(&good.document).ok_or_else(|| broken("document"))?,
            origin: CountryCode::parse(&good.origin).ok(),
            good,
        });
    }
    Ok(all)
}

/// What all permits of a tenant share.
struct Round {
    seed: u64,
    tenant: Tenant,
    today: Date,
    begin: Timestamp,
    firsts: Vec<(i16, u64, u64)>,
    goods: Arc<Vec<Ready>>,
}

/// A permit ready to be written.
struct Made {
    n: u64,
    bulk: BulkPermit,
    known: KnownPermit,
}

/// The stored form of a [`Permit`] that no seal made; a test reads it back as one.
#[derive(Serialize)]
struct Body<'a> {
    id: PermitId,
    application: ApplicationId,
    holder: ApplicantSide,
    document: &'a PermitDocument,
    draft: Digest,
    key_id: &'a str,
    signed: Stamp,
    replaces: Option<()>,
    lines: Vec<PermitLine>,
    movements: [(); 0],
    state: PermitState,
}

impl Round {
    fn number(&self, n: u64) -> Result<(Serial, PermitNumber), Error> {
        let (year, from, first) =
            self.firsts.iter().rev().find(|f| f.1 <= n).copied().ok_or(Error::Plan("no number reserved"))?;
        let serial = first + (n - from);
        let settings = &self.tenant.settings;
        let number = settings
            .number_template
            .number(self.tenant.party, year, serial, &settings.number_suffix)
            .map_err(|e| Error::Broken(e.to_string()))?;
        Ok((Serial { series: "permit".into(), year, serial }, number))
    }

    fn make(&self, n: u64, at: Timestamp) -> Result<Made, Error> {
        let label = format!("{} {n}", self.tenant.code);
        let chance = SeededChance::new(&self.seed.to_be_bytes(), &label);
        let mut dice = Dice::new(&self.seed.to_be_bytes(), &label);
        let (id, application): (PermitId, ApplicationId) = (new_id(&chance, at), new_id(&chance, at));
        let token = new_token(&chance);
        let (serial, number) = self.number(n)?;
        let document = self.document(number.clone(), at, &mut dice)?;
        let (state, endorsed, received) = self.state(&document, at, &mut dice);
        let lines: Vec<PermitLine> = document
            .lines
            .iter()
            .map(|l| PermitLine {
                block: l.block.clone(),
                permitted: l.quantity,
                endorsed: endorsed.then_some(l.quantity.amount()),
                received: received.then_some(l.quantity.amount()),
                void: None,
                arrived: None,
            })
            .collect();
        let status = state.code();
        let signed = Stamp::new(&Actor::System, at);
        let (holder, draft) = (
            ApplicantSide { applicant: None, organisation: None, agent: None },
            Digest::of("manis-seed", number.as_str().as_bytes()),
        );
        let body = Body {
            id,
            application,
            holder,
            document: &document,
            draft,
            key_id: "none",
            signed,
            replaces: None,
            lines,
            movements: [],
            state,
        };
        let body = serde_json::to_string(&body).map_err(|e| Error::Broken(e.to_string()))?;
        // What is written must be a permit to everybody who reads it; asked of the first, as all have the same form.
        if n == 0 {
            serde_json::from_str::<Permit>(&body).map_err(|e| Error::Broken(e.to_string()))?;
        }
        let left = at + SignedDuration::from_hours(24 * 5);
        let known = KnownPermit {
            issuer: self.tenant.party,
            importer: document.country_of_import,
            number: number.clone(),
            token: token.clone(),
            qr: String::new(),
            state: status,
            blocks: document
                .lines
                .iter()
                .map(|l| KnownBlock { id: l.block.clone(), quantity: l.quantity.amount(), unit: l.quantity.unit() })
                .collect(),
            note: "seeded".into(),
        };
        let row = PermitRow {
            id,
            number: number.clone(),
            serial,
            application: None,
            organisation: None,
            kind: document.kind,
            status,
            exporter: document.exporter.address.country,
            importer: document.country_of_import,
            holder: document.exporter.name.clone(),
            taxon: document.lines.first().map(|l| l.taxon.to_string()).unwrap_or_default(),
            line_count: i64::try_from(document.lines.len()).unwrap_or(i64::MAX),
            valid_from: document.valid_from,
            valid_until: document.valid_until,
            issued_at: at,
            endorsed_at: endorsed.then_some(left),
            changed_at: if endorsed { left } else { at },
            token_hash: store::token_hash(&token),
            proposed_by: None,
            approved_by: None,
            one_officer: false,
            document_digest: Digest::of("", &v2::write(&document)),
            replaced_by: None,
            consignment: permits::Consignment::default(),
        };
        let rows = document
            .lines
            .iter()
            .zip(0_i64..)
            .map(|(l, position)| LineRow {
                block: l.block.to_string(),
                position,
                taxon: l.taxon.to_string(),
                term: l.term,
                unit: l.quantity.unit(),
                appendix: l.appendix,
                source: l.source,
                purpose: document.purpose,
                origin: l.origin.as_ref().map(|o| o.country),
                permitted: l.quantity.amount(),
                endorsed: endorsed.then_some(l.quantity.amount()),
                received: received.then_some(l.quantity.amount()),
            })
            .collect();
        let audit = AuditEntry::new("import-permit", "permit", id).after(Digest::of("manis-record", body.as_bytes()));
        let port = endorsed.then(|| "Main Port".to_owned());
        let face = Face { party: self.tenant.party, port, replaced_by: None, crossings: Vec::new() };
        Ok(Made { n, bulk: BulkPermit { permit: row, lines: rows, face, body, audit }, known })
    }

    fn document(&self, number: PermitNumber, at: Timestamp, dice: &mut Dice) -> Result<PermitDocument, Error> {
        let authority = self.tenant.settings.authority.clone();
        let country = self.tenant.party;
        let far = if country == cites::country::DEMO_IMPORTER {
            cites::country::DEMO_EXPORTER
        } else {
            cites::country::DEMO_IMPORTER
        };
        let broken = || Error::Plan("no goods to seed");
        let first = dice.weighted(&self.goods, |r| r.good.weight).ok_or_else(broken)?;
        let blocks = 1 + usize::from(dice.percent(35)) + usize::from(dice.percent(10));
        let mut lines = Vec::with_capacity(blocks);
        for block in 0..blocks {
            let ready = if block == 0 { first } else { dice.pick(&self.goods).ok_or_else(broken)? };
            let amount = ready.good.quantity(dice)?;
            let unit = ready.good.unit()?;
            lines.push(SpecimenLine {
                block: Block::nth(block),
                taxon: ready.taxon.clone(),
                common_name: Some(ready.good.common_name.clone()),
                description: ready.good.description.clone(),
                term: ready.term,
                marks: Vec::new(),
                age_sex: None,
                appendix: ready.appendix,
                source: ready.source,
                second_source: None,
                quantity: Quantity::new(amount, unit).map_err(|e| Error::Broken(e.to_string()))?,
                quota: None,
                origin: ready.origin.map(|country| Provenance { country, permit: None, date: None }),
                last_reexport: None,
                operation: None,
                acquired: None,
            });
        }
        let firm = |n: u64, country: CountryCode| Party {
            name: format!("{} Trading House {n}", country.code()),
            address: Address {
                street: format!("{n} Long Road"),
                post_box: None,
                city: "Capital City".into(),
                postcode: None,
                subdivision: None,
                country,
            },
        };
        let from = day(at);
        let months = i64::from(first.kind.max_validity_months().clamp(1, 6));
        let until = from.checked_add(months.months()).and_then(|d| d.yesterday());
        Ok(PermitDocument {
            kind: first.kind,
            number,
            copy: false,
            valid_from: from,
            valid_until: until.map_err(|e| Error::Broken(e.to_string()))?,
            importer: Some(firm(dice.below(400) + 1, far)),
            country_of_import: Some(far),
            exporter: firm(dice.below(900) + 1, country),
            special_conditions: Vec::new(),
            purpose: first.purpose,
            security_stamp: None,
            issue: Issue { place: self.tenant.settings.place_of_issue.clone(), at, officer: "Register".into() },
            authority,
            lines,
            endorsement: None,
            transport_document: None,
            language: Lang::En,
        })
    }

    /// Where it stands: what is long past was used or ran out, what is fresh is mostly still open.
    fn state(&self, document: &PermitDocument, at: Timestamp, dice: &mut Dice) -> (PermitState, bool, bool) {
        let stamp = |hours: i64| Stamp::new(&Actor::System, at + SignedDuration::from_hours(hours));
        let endorsement = || ExportEndorsement {
            port: "PORT1".into(),
            port_name: "Main Port".into(),
            officer: "Register".into(),
            at: at + SignedDuration::from_hours(24 * 5),
            transport_document: None,
            source: FigureSource::CustomsSystem,
            stamp: stamp(24 * 5),
        };
        let past = document.valid_until < self.today;
        let moved = at + SignedDuration::from_hours(24 * 16) < self.begin;
        let fate = dice.below(100);
        match (past, moved, fate) {
            (_, _, 0..4) => {
                let reason = "Entered twice.".to_owned();
                (PermitState::Cancelled { cancellation: Reasoned { reason, stamp: stamp(6) } }, false, false)
            }
            (_, true, 4..24) => (PermitState::Endorsed { endorsement: endorsement() }, true, false),
            (false, true, 24..44) | (true, _, 24..85) => {
                (PermitState::Confirmed { endorsement: endorsement(), receipt: stamp(24 * 15) }, true, true)
            }
            (true, _, _) => (PermitState::ExpiredUnknown { expired: stamp(24 * 185) }, false, false),
            (false, _, 90..) => (PermitState::Delivered { delivery: stamp(3) }, false, false),
            _ => (PermitState::Issued, false, false),
        }
    }
}
