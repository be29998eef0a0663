//! The year is played: every act of every script in the order of time, through the office's own acts.

use crate::Error;
use crate::chance::DemoClock;
use crate::goods::{Needs, needs};
use crate::known::{KnownBlock, KnownPermit};
use crate::people::Staff;
use crate::plan::{AREAS, QUOTAS, blank};
use crate::script::{Script, Step};
use cites::document::Block;
use cites::ids::{ApplicationId, ForeignPermitId, PermitId};
use cites::{
    Amount, CountryCode, Date, FindingKind, PermitNumber, PermitStatus, RefusalReason, Role, Source, Term, Timestamp,
    Token, Unit, country,
};
use jiff::SignedDuration;
use office::econtrol::endorse::{Presented, endorse, hold, release};
use office::econtrol::receive::{Counted, receive};
use office::eexchange::fetch::{Wanted, fetch};
use office::eexchange::outbox;
use office::epermit::consult_sa::{Answer, Opinion, consult, opinion};
use office::epermit::draft::{OnBehalf, create};
use office::epermit::permit_acts::{self, Loss};
use office::epermit::propose::{Proposal, propose};
use office::epermit::quota_set::{self, Proposed};
use office::epermit::science::NewFinding;
use office::epermit::{accept, approve, ask, counterpart, give_back, science, sign, submit, withdraw};
use office::shared::facts::day;
use office::{Office, Who};
use permits::Permit;
use permits::application::state::MissingItem;
use permits::application::{ImportPermitFacts, Point, Wants};
use permits::permit::state::FigureSource;
use permits::quota_kind::QuotaBasis;
use store::QuotaKeys;

/// What became of a script so far.
#[derive(Default)]
struct Life {
    application: Option<ApplicationId>,
    needs: Needs,
    permit: Option<Paper>,
    foreign: Option<ForeignPermitId>,
    stopped: bool,
}

/// An issued permit.
struct Paper {
    id: PermitId,
    number: PermitNumber,
    token: Token,
    qr: String,
    importer: Option<CountryCode>,
    issued_on: Date,
    valid_until: Date,
    lines: Vec<(Block, Amount, Unit)>,
    endorsed: Vec<(Block, Amount)>,
}

/// A month's round of the system: what has expired.
const NIGHT: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What an event is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The quotas of a year are set.
    Quotas(i16),
    /// The weekly look for what has expired.
    Night,
    /// A day of the cash desk in the month before the last day.
    CashDesk,
    /// A step of a script.
    Act(usize, usize),
    /// Last year's report is built.
    Report(i16),
}

pub(crate) struct Runner<'a> {
    pub office: &'a Office,
    pub clock: &'a DemoClock,
    pub staff: &'a [Staff],
    pub scripts: &'a [Script],
    lives: Vec<Life>,
    problems: Vec<String>,
}

/// What playing the year left.
pub(crate) struct Played {
    /// Permits to tell of.
    pub permits: Vec<KnownPermit>,
    /// Acts that were refused although the plan meant them to go through.
    pub problems: Vec<String>,
}

impl<'a> Runner<'a> {
    pub fn new(office: &'a Office, clock: &'a DemoClock, staff: &'a [Staff], scripts: &'a [Script]) -> Runner<'a> {
        let lives = scripts.iter().map(|_| Life::default()).collect();
        Runner { office, clock, staff, scripts, lives, problems: Vec::new() }
    }

    /// Plays everything up to now.
    pub async fn play(mut self, began: Timestamp, now: Timestamp) -> Result<Played, Error> {
        let mut events: Vec<(Timestamp, Event)> = Vec::new();
        for (s, script) in self.scripts.iter().enumerate() {
            events.extend(script.steps.iter().enumerate().map(|(n, (at, _))| (*at, Event::Act(s, n))));
        }
        let years = day(began).year()..=day(now).year();
        for year in years {
            events.push((
                new_year(year).unwrap_or(began).max(began + SignedDuration::from_hours(30)),
                Event::Quotas(year),
            ));
            if let Some(at) = new_year(year + 1) {
                events.push((at + SignedDuration::from_hours(24 * 60), Event::Report(year)));
            }
        }
        let mut night = began;
        while night < now {
            night += NIGHT;
            events.push((night - SignedDuration::from_mins(90), Event::Night));
        }
        // In the morning of the tenth of the month before this one.
        let tenth =
            day(now).first_of_month().yesterday().map(|d| d.first_of_month().saturating_add(jiff::Span::new().days(9)));
        if let Some(at) = tenth.ok().and_then(|d| d.at(9, 10, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()) {
            events.push((at.timestamp(), Event::CashDesk));
        }
        events.retain(|(at, _)| *at < now);
        events.sort_unstable();
        for (at, event) in events {
            self.clock.forward_to(at);
            match event {
                Event::Quotas(year) => self.quotas(year).await?,
                Event::Night => self.night().await?,
                Event::CashDesk => crate::money::last_month(self.office, self.staff).await?,
                Event::Report(year) => self.report(year).await?,
                Event::Act(s, n) => self.act(s, n).await,
            }
        }
        let permits = self.known().await?;
        Ok(Played { permits, problems: self.problems })
    }

    fn staff(&self, party: CountryCode) -> Result<&'a Staff, Error> {
        self.staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))
    }

    fn across(&self, party: CountryCode) -> Result<&'a Staff, Error> {
        self.staff.iter().find(|s| s.house.party() != party).ok_or(Error::Plan("a house is missing"))
    }

    /// One person proposes each quota, another confirms it.
    async fn quotas(&self, year: i16) -> Result<(), Error> {
        let staff = self.staff(country::DEMO_EXPORTER)?;
        let (one, two) = (staff.nth(Role::QuotaManager, 0)?, staff.nth(Role::QuotaManager, 1)?);
        for (taxon, term, source, unit, limit) in QUOTAS {
            let new = Proposed {
                taxon: (*taxon).to_owned(),
                year,
                unit: Unit::from_code(unit).ok_or(Error::Plan("a unit of a quota"))?,
                limit: Some(Amount::whole(*limit)),
                keys: QuotaKeys {
                    exporter: Some(country::DEMO_EXPORTER),
                    terms: Term::from_code(term).into_iter().collect(),
                    sources: Source::from_code(source).into_iter().collect(),
                    purposes: Vec::new(),
                    basis: "Querimba Wildlife Trade Rules, schedule 2".into(),
                    ..QuotaKeys::default()
                },
                reason: format!("Annual quota {year}, on the advice of the Scientific Authority"),
            };
            let row = quota_set::propose_new(self.office, one, new).await?;
            quota_set::confirm(self.office, two, row.id).await?;
        }
        for (taxon, area, limit) in AREAS {
            let new = Proposed {
                taxon: (*taxon).to_owned(),
                year,
                unit: Unit::Nar,
                limit: Some(Amount::whole(*limit)),
                keys: QuotaKeys {
                    terms: vec![Term::Liv],
                    sources: vec![Source::W],
                    basis: "Querimba Wildlife Trade Rules, schedule 3".into(),
                    kind: QuotaBasis::Allocation,
                    area: (*area).to_owned(),
                    ..QuotaKeys::default()
                },
                reason: format!("Share of the quota of {year} by area"),
            };
            let row = quota_set::propose_new(self.office, one, new).await?;
            quota_set::confirm(self.office, two, row.id).await?;
        }
        // Findings that stand for the year: officers may rely on them instead of asking again.
        let valid_until = Date::new(year, 12, 31).map_err(|_| Error::Plan("the end of a year"))?;
        let stands = |taxon: &str, source, term, condition: &str, cap, grounds: &str| NewFinding {
            kind: FindingKind::NdfExport,
            taxon: taxon.to_owned(),
            origin: Some(country::DEMO_EXPORTER),
            source: Some(source),
            term: Some(term),
            conditions: Some(condition.to_owned()).into_iter().filter(|c| !c.is_empty()).collect(),
            cap,
            grounds: grounds.to_owned(),
            valid_until,
        };
        let kilograms = Some((Amount::whole(40_000), Unit::Kgm));
        for finding in [
            stands(
                "Python regius",
                Source::R,
                Term::Liv,
                "Hatchlings of the year only.",
                None,
                "Nest counts of three years; the ranches return one in ten.",
            ),
            stands(
                "Aloe ferox",
                Source::W,
                Term::Ext,
                "Leaves cut outside the reserves.",
                kilograms,
                "Plots of Dry Valley recover within eighteen months; 40 t a year leave nine plants in ten uncut.",
            ),
            stands(
                "Papio ursinus",
                Source::W,
                Term::Tro,
                "",
                None,
                "Common in all districts; trophies are under a hundredth of what grows.",
            ),
        ] {
            science::give(self.office, staff.the(Role::SaCoordinator)?, finding).await?;
        }
        Ok(())
    }

    /// The system marks what has expired.
    async fn night(&self) -> Result<(), Error> {
        for house in self.office.houses() {
            let who = Who::system(house.clone());
            let now = office::shared::faces::Clock::now(self.clock);
            let mut read = self.office.store.read(&who.scope(now)).await?;
            let due = read.permits_past_validity(PermitStatus::Delivered, day(now), 500).await?;
            drop(read);
            for row in due {
                permit_acts::expire(self.office, &who, row.id).await?;
            }
        }
        Ok(())
    }

    async fn report(&self, year: i16) -> Result<(), Error> {
        for staff in self.staff {
            office::ereport::build::build(self.office, staff.the(Role::Reporter)?, year).await?;
        }
        Ok(())
    }

    /// One step. A case whose act is refused stays where it is.
    async fn act(&mut self, s: usize, n: usize) {
        let (Some(life), Some((at, step))) = (self.lives.get(s), self.scripts.get(s).and_then(|x| x.steps.get(n)))
        else {
            return;
        };
        if life.stopped {
            return;
        }
        if let Err(cause) = self.step(s, *step).await {
            self.problems.push(format!("case {s} at {at}, {step:?}: {}", told(&cause)));
            if let Some(life) = self.lives.get_mut(s) {
                life.stopped = true;
            }
        }
    }

    async fn step(&mut self, s: usize, step: Step) -> Result<(), Error> {
        let script = &self.scripts[s];
        let staff = self.staff(script.house)?;
        let across = self.across(script.house)?;
        let firm = staff.firms.get(script.firm).ok_or(Error::Plan("a company is missing"))?;
        let applicant = &firm.applicant;
        let (office, officer, approver) = (self.office, staff.the(Role::MaOfficer)?, staff.the(Role::MaApprover)?);
        if step == Step::Create {
            return self.create(s).await;
        }
        let id = self.lives[s].application.ok_or(Error::Plan("a step before the beginning"))?;
        let needs = self.lives[s].needs.clone();
        match step {
            Step::Create => {}
            Step::Submit => drop(submit::submit(office, applicant, id).await?),
            Step::GiveBack => {
                let missing =
                    MissingItem { field: "attachments".into(), what: "Add the records of the operation.".into() };
                give_back::give_back(office, staff.the(Role::MaClerk)?, id, vec![missing]).await?;
            }
            Step::Accept => drop(accept::accept(office, staff.the(Role::MaClerk)?, id).await?),
            Step::Ask => {
                let points = ["From which lot do the specimens come?", "When were they taken?"];
                let points = points.map(|p| Point::new(p.into(), Wants::Answer)).to_vec();
                ask::ask_points(office, officer, id, String::new(), points, None).await?;
            }
            Step::Answer => {
                let words = ["From the lot of this season; the list is enclosed.", "In March, before the rains."];
                let said = words.map(|text| ask::Said { text: text.into(), ..ask::Said::default() }).to_vec();
                ask::answer_points(office, applicant, id, String::new(), said).await?;
            }
            Step::Consult if needs.science.is_empty() => {}
            Step::Consult => {
                consult(office, officer, id, needs.science, "Please advise on this year's offtake.".into()).await?;
            }
            Step::Opinion(_) if needs.science.is_empty() => {}
            Step::Opinion(good) => {
                let opinions = needs.science.into_iter().map(|kind| finding(kind, good)).collect();
                opinion(office, staff.the(Role::SaCoordinator)?, id, opinions).await?;
            }
            Step::OpinionUpTo(_) if needs.science.is_empty() => {}
            Step::OpinionUpTo(most) => crate::deciding::up_to(office, staff, id, needs.science, most).await?,
            Step::ImportSeen => {
                let first = script.after.and_then(|n| self.lives.get(n)).and_then(|l| l.permit.as_ref());
                let first = first.ok_or(Error::Plan("no import permit"))?;
                let permit = ImportPermitFacts {
                    issuer: across.house.party(),
                    number: first.number.clone(),
                    valid_until: first.valid_until,
                };
                counterpart::received(office, applicant, id, permit).await?;
            }
            Step::Propose => {
                let findings = needs.own.into_iter().map(|kind| finding(kind, true)).collect();
                let conditions = Vec::new();
                let grant = Proposal::grant(conditions, "All documents are on file.", findings);
                propose(office, officer, id, grant).await?;
            }
            Step::ProposeLess(amount) => {
                let findings = needs.own.into_iter().map(|kind| finding(kind, true)).collect();
                crate::deciding::less(office, staff, id, findings, amount).await?;
            }
            Step::SendBack => {
                drop(approve::send_back(office, approver, id, "Name the lot in the conditions.".into()).await?)
            }
            Step::ProposeRefusal(reason) => {
                propose(office, officer, id, Proposal::Refuse { reason, text: words(reason) }).await?;
            }
            Step::Approve => crate::beside::approved(office, staff, id).await?,
            Step::Refuse(reason) => drop(approve::refuse(office, approver, id, reason, words(reason)).await?),
            Step::Withdraw => drop(withdraw::withdraw(office, applicant, id, "The buyer has cancelled.".into()).await?),
            Step::OrderInspection(_) | Step::Inspected(_) | Step::AskAbroad | Step::Appeal => {
                return crate::beside::step(office, staff, applicant, across.house.party(), id, step).await;
            }
            Step::Sign => return self.sign(s, staff.nth(Role::MaApprover, 1)?, id).await,
            _ => return self.paper(s, step).await,
        }
        Ok(())
    }

    async fn create(&mut self, s: usize) -> Result<(), Error> {
        let script = &self.scripts[s];
        let staff = self.staff(script.house)?;
        let across = self.across(script.house)?;
        let missing = Error::Plan("a company is missing");
        let (Some(own), Some(far)) = (staff.firms.get(script.firm), across.firms.get(script.other)) else {
            return Err(missing);
        };
        let now = office::shared::faces::Clock::now(self.clock);
        let today = day(now);
        let mut form = blank(&script.kind, &script.purpose, own, far);
        for (n, item) in script.items.iter().enumerate() {
            let year = today.year().rem_euclid(100);
            let marks = match item.good.term.as_str() {
                "SKI" | "TRO" => format!("{}-{year:02}-{:05}{}", script.house, 7_000 + s * 13, Block::nth(n)),
                _ => String::new(),
            };
            let origin =
                (!item.good.origin.is_empty()).then(|| self.origin(&item.good.taxon, &item.good.origin, s, today));
            let mut line = item.good.line(item.quantity, marks, origin);
            // Appendix I: the import permit of the destination is asked for and comes later.
            if script.kind == "EXPORT" && line.appendix == "I" && !matches!(line.source.as_str(), "A" | "C" | "D") {
                line.import_later = "yes".into();
            }
            form.lines.push(line);
        }
        let before = script.after.filter(|_| script.kind == "REPLACE").and_then(|n| self.lives.get(n));
        if let Some(old) = before.and_then(|l| l.permit.as_ref()) {
            form.replaces = old.number.to_string();
            form.particulars.base_type = script.after.map_or("EXPORT", |n| self.scripts[n].kind.as_str()).to_owned();
            form.particulars.reason = "The paper was lost on its way to the port.".to_owned();
        }
        form.shipment_date = today.saturating_add(jiff::Span::new().days(30)).to_string();
        let needs = needs(self.office, &staff.house, &form, today)?;
        let made = create(self.office, &own.applicant, form, OnBehalf::default()).await?;
        let life = &mut self.lives[s];
        (life.application, life.needs) = (Some(made.row.id), needs);
        Ok(())
    }

    /// The document under which goods came that now leave again: of a permit of the other Party that was used, where the
    /// goods come from there; else a number of an invented shape of the country they come from.
    fn origin(&self, taxon: &str, from: &str, s: usize, today: Date) -> (String, Date) {
        let used = self.scripts.iter().zip(&self.lives).rev().find_map(|(script, life)| {
            let fits = script.house.code() == from && script.items.iter().any(|i| i.good.taxon == taxon);
            life.permit.as_ref().filter(|p| fits && !p.endorsed.is_empty())
        });
        match used {
            Some(paper) => (paper.number.to_string(), paper.issued_on),
            None => {
                let date = today.saturating_sub(jiff::Span::new().days(200));
                (format!("{:02}{from}{:06}", date.year().rem_euclid(100), 41_000 + s * 7), date)
            }
        }
    }

    async fn sign(&mut self, s: usize, signer: &Who, id: ApplicationId) -> Result<(), Error> {
        let issued = sign::sign(self.office, signer, id).await?;
        let document = issued.permit.signed_document();
        self.lives[s].permit = Some(Paper {
            id: issued.permit.id(),
            number: issued.permit.number().clone(),
            token: issued.token,
            qr: issued.qr,
            importer: document.country_of_import,
            issued_on: day(document.issue.at),
            valid_until: document.valid_until,
            lines: document.lines.iter().map(|l| (l.block.clone(), l.quantity.amount(), l.quantity.unit())).collect(),
            endorsed: Vec::new(),
        });
        Ok(())
    }

    /// What happens to an issued permit.
    async fn paper(&mut self, s: usize, step: Step) -> Result<(), Error> {
        let script = &self.scripts[s];
        let staff = self.staff(script.house)?;
        let across = self.across(script.house)?;
        let applicant = &staff.firms.get(script.firm).ok_or(Error::Plan("a company is missing"))?.applicant;
        let office = self.office;
        let life = &mut self.lives[s];
        let foreign = life.foreign;
        let paper = life.permit.as_mut().ok_or(Error::Plan("no permit"))?;
        let approver = staff.the(Role::MaApprover)?;
        match step {
            Step::Deliver => drop(permit_acts::deliver(office, staff.the(Role::MaClerk)?, paper.id).await?),
            Step::Cancel => drop(
                permit_acts::cancel(office, approver, paper.id, "The consignee was entered wrongly.".into()).await?,
            ),
            Step::Suspend => drop(
                permit_acts::suspend(
                    office,
                    approver,
                    paper.id,
                    "The records of the operation are looked into.".into(),
                )
                .await?,
            ),
            Step::Lose => {
                let statement = "The paper was lost in the mail.".to_owned();
                permit_acts::report(office, applicant, paper.id, Loss::Lost, statement).await?;
            }
            Step::Return => drop(
                permit_acts::give_back_unused(office, applicant, paper.id, "The order fell through.".into()).await?,
            ),
            Step::DeclareUnused => {
                drop(permit_acts::declare_unused(office, applicant, paper.id, "Nothing was shipped.".into()).await?)
            }
            Step::Hold => {
                drop(hold(office, staff.the(Role::Customs)?, paper.id, "The tags are to be compared.".into()).await?)
            }
            Step::Release => {
                drop(release(office, staff.the(Role::Customs)?, paper.id, "The tags agree.".into()).await?)
            }
            Step::Endorse(percent) => {
                let quantities: Vec<(Block, Amount)> =
                    paper.lines.iter().map(|(b, a, u)| (b.clone(), part(*a, percent, *u))).collect();
                let (port, port_name) = port(script.house);
                let presented = Presented {
                    quantities: quantities.clone(),
                    port,
                    port_name,
                    transport_document: Some(format!("AWB 020-{:08}", 10_345_670 + s * 11)),
                    source: FigureSource::CustomsWeb,
                };
                endorse(office, staff.the(Role::Customs)?, paper.id, presented).await?;
                paper.endorsed = quantities;
            }
            Step::Fetch => {
                let wanted =
                    Wanted { issuer: script.house, number: paper.number.clone(), token: Some(paper.token.clone()) };
                life.foreign = Some(fetch(office, across.the(Role::MaOfficer)?, wanted).await?.row.id);
            }
            Step::Receive(percent) => {
                let foreign = foreign.ok_or(Error::Plan("nothing was fetched"))?;
                let unit = |block: &Block| paper.lines.iter().find(|(b, _, _)| b == block).map_or(Unit::Nar, |l| l.2);
                let quantities = paper.endorsed.iter().map(|(b, a)| (b.clone(), part(*a, percent, unit(b)))).collect();
                let (port, port_name) = port(across.house.party());
                receive(office, across.the(Role::Customs)?, foreign, Counted { quantities, port, port_name }).await?;
            }
            Step::Confirm => drop(outbox::work(office, &across.house).await?),
            _ => return Err(Error::Plan("a step of no kind")),
        }
        Ok(())
    }

    /// The permits that outside programs are told of, as they stand.
    async fn known(&self) -> Result<Vec<KnownPermit>, Error> {
        let mut all = Vec::new();
        let now = office::shared::faces::Clock::now(self.clock);
        for (script, life) in self.scripts.iter().zip(&self.lives) {
            let (Some(note), Some(paper)) = (script.note, &life.permit) else { continue };
            let house = self.staff(script.house)?.house.clone();
            let mut read = self.office.store.read(&Who::system(house).scope(now)).await?;
            let stored = read.permit::<Permit>(paper.id).await?.ok_or(Error::Plan("a permit is gone"))?;
            all.push(KnownPermit {
                issuer: script.house,
                importer: paper.importer,
                number: paper.number.clone(),
                token: paper.token.clone(),
                qr: paper.qr.clone(),
                state: stored.columns.status,
                blocks: paper
                    .lines
                    .iter()
                    .map(|(id, quantity, unit)| KnownBlock { id: id.clone(), quantity: *quantity, unit: *unit })
                    .collect(),
                note: note.to_owned(),
            });
        }
        Ok(all)
    }
}

/// The error with what the rules said, for the log.
pub(crate) fn told(cause: &Error) -> String {
    let trace = match cause {
        Error::Office(office::Error::Rules(trace)) => trace,
        Error::Office(other) => {
            let boxes: Vec<String> = other.fields().iter().map(|f| format!("{}: {}", f.field, f.code)).collect();
            return format!("{cause} {}", boxes.join(" ")).trim_end().to_owned();
        }
        other => return other.to_string(),
    };
    let stops = trace.with(rules::Verdict::Blocked).chain(trace.with(rules::Verdict::Awaited));
    let words: Vec<String> = stops.map(|c| format!("{} {}", c.rule, c.sentence(cites::Lang::En))).collect();
    format!("{cause} {}", words.join(" "))
}

/// The first working hours of a year.
fn new_year(year: i16) -> Option<Timestamp> {
    let date = Date::new(year, 1, 2).ok()?;
    let at = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    Some(at + SignedDuration::from_hours(8))
}

/// So many per cent of an amount, whole where it is counted, three decimals where it is measured; at least the smallest
/// step.
fn part(amount: Amount, percent: i64, unit: Unit) -> Amount {
    if percent >= 100 {
        return amount;
    }
    let step = if unit.is_count() { 1_000_000 } else { 1_000 };
    let micro = (amount.micro() / 100 * percent / step).max(1) * step;
    Amount::from_micro(micro.min(amount.micro())).unwrap_or(amount)
}

/// The port of a Party: code and name.
fn port(party: CountryCode) -> (String, String) {
    let (code, name) = if party == country::DEMO_IMPORTER { ("QNNPT", "Northport") } else { ("QMBND", "Bend") };
    (code.to_owned(), name.to_owned())
}

/// What stands under a finding, in the words of whoever gave it.
const fn grounds(kind: FindingKind) -> &'static str {
    use FindingKind as F;
    match kind {
        F::NdfExport | F::NdfIfs => "Offtake is within what the population bears, by the counts of three years.",
        F::NdfImport => "The purpose does the survival of the species no harm.",
        F::Laf => "Harvest licence, receipts and the operation's book were seen; they agree.",
        F::LegalImport => "The import permit and its endorsement were seen.",
        F::Npc => "For the owner's own use; nothing is sold.",
        F::Housing => "Rooms, keepers and veterinarian were seen in pictures and by the Scientific Authority there.",
        F::Transport => "Crates and route follow the guidelines for transport of live specimens.",
        F::Bred => "Stud book and rings show the second generation.",
        F::Propagated => "Raised from seed and cuttings of own mother plants.",
        F::Registered => "The operation stands in the register and keeps within its yearly output.",
        F::Preconv => "Dated papers from before the Convention applied were seen.",
        F::ImportPermitSeen => "The import permit was seen.",
        F::QuotaOk => "Within the quota of the year.",
        F::Id => "Named by an expert from the specimens themselves.",
        F::Consignee => "The authority there knows the buyer; nothing speaks against it.",
    }
}

fn finding(kind: FindingKind, good: bool) -> Opinion {
    let no = "The counts of the last two seasons do not bear this offtake.";
    let (answer, grounds) = if good { (Answer::Positive, grounds(kind)) } else { (Answer::Negative, no) };
    Opinion { kind, line: None, answer, grounds: grounds.into(), expires: None }
}

/// A refusal in words for the applicant.
fn words(reason: RefusalReason) -> String {
    match reason.code() {
        "R10" | "R11" => "Trade in this species is suspended at present.".into(),
        _ => "The Scientific Authority cannot say that this export does no harm.".into(),
    }
}
