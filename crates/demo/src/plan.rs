//! The plan of the year: some hundred scripts by the dice, and some that must be there.

use crate::Error;
use crate::chance::Dice;
use crate::goods::{Good, Needs, form, goods, needs};
use crate::people::{Firm, Staff};
use crate::script::{Consignment, Item, Pen, Script, Step};
use crate::stage::Size;
use cites::{Amount, CountryCode, RefusalReason, Timestamp, country};
use jiff::SignedDuration;
use office::Office;
use office::shared::facts::day;
use std::collections::{BTreeMap, BTreeSet};

/// Quotas of QM: taxon, term, source, unit, limit a year.
pub(crate) const QUOTAS: &[(&str, &str, &str, &str, u32)] = &[
    ("Crocodylus niloticus", "SKI", "R", "NAR", 1_600),
    ("Hippopotamus amphibius", "TRO", "W", "NAR", 120),
    ("Panthera pardus", "TRO", "W", "NAR", 40),
    ("Equus zebra hartmannae", "TRO", "W", "NAR", 150),
    ("Varanus exanthematicus", "LIV", "W", "NAR", 6_000),
    ("Varanus niloticus", "SKI", "W", "NAR", 30_000),
    ("Chamaeleo gracilis", "LIV", "W", "NAR", 3_000),
    ("Dalbergia melanoxylon", "SAW", "W", "MTQ", 9_000),
];

/// Areas of Querimba that have a share of a quota: species, area, limit of a year. Who catches them says where.
pub(crate) const AREAS: &[(&str, &str, u32)] =
    &[("Chamaeleo gracilis", "Coastal forest", 2_600), ("Chamaeleo gracilis", "Northern savanna", 400)];

/// Of a quota the plan uses at most this share, so that there is room for what visitors do.
const USED: i64 = 72;

/// The plan in the making.
struct Planner<'a> {
    office: &'a Office,
    staff: &'a [Staff],
    dice: Dice,
    began: Timestamp,
    now: Timestamp,
    goods: Vec<Good>,
    needs: BTreeMap<String, Needs>,
    drawn: BTreeMap<(String, i16), i64>,
    scripts: Vec<Script>,
    skipped: BTreeSet<String>,
}

/// Every case of the year, and the goods that the rules do not let pass although they should.
///
/// # Errors
/// [`Error::Broken`] when the shipped goods do not make complete forms.
pub(crate) fn plan(
    office: &Office,
    staff: &[Staff],
    seed: &[u8],
    began: Timestamp,
    now: Timestamp,
    size: Size,
) -> Result<(Vec<Script>, BTreeSet<String>), Error> {
    let dice = Dice::new(seed, "plan");
    let (needs, drawn) = (BTreeMap::new(), BTreeMap::new());
    let mut planner = Planner {
        office,
        staff,
        dice,
        began,
        now,
        goods: goods()?,
        needs,
        drawn,
        scripts: Vec::new(),
        skipped: BTreeSet::new(),
    };
    if size != Size::NONE {
        planner.certain()?;
    }
    for (party, count) in [(country::DEMO_EXPORTER, size.exporter), (country::DEMO_IMPORTER, size.importer)] {
        for n in 0..count {
            planner.by_chance(party, n, count)?;
        }
    }
    Ok((planner.scripts, planner.skipped))
}

impl Planner<'_> {
    fn staff(&self, party: CountryCode) -> Result<&Staff, Error> {
        self.staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))
    }

    fn partner(party: CountryCode) -> CountryCode {
        if party == country::DEMO_EXPORTER { country::DEMO_IMPORTER } else { country::DEMO_EXPORTER }
    }

    fn good(&self, taxon: &str, term: &str) -> Result<Good, Error> {
        let found = self.goods.iter().find(|g| g.taxon == taxon && g.term == term);
        found.cloned().ok_or_else(|| Error::Broken(format!("no goods {taxon} {term}")))
    }

    /// What a good needs; asked once for each.
    fn needs(&mut self, kind: &str, party: CountryCode, good: &Good) -> Result<Needs, Error> {
        let key = format!("{kind} {party} {} {} {}", good.taxon, good.term, good.source);
        if let Some(known) = self.needs.get(&key) {
            return Ok(known.clone());
        }
        let staff = self.staff(party)?;
        let other = self.staff(Self::partner(party))?;
        let (Some(own), Some(far)) = (staff.firms.first(), other.firms.first()) else {
            return Err(Error::Plan("no company"));
        };
        let mut asked = blank(kind, &good.purpose, own, far);
        let origin = Some(("00-0000/2025".to_owned(), day(self.began)));
        asked.lines.push(good.line(Amount::whole(1), String::new(), origin));
        let needs = needs(self.office, &staff.house, &asked, day(self.now))?;
        self.needs.insert(key, needs.clone());
        Ok(needs)
    }

    /// Lowers a quantity to what the plan may still draw from a quota; `None` when nothing is left.
    fn draw(&mut self, good: &Good, wanted: Amount, at: Timestamp) -> Option<Amount> {
        let quota =
            QUOTAS.iter().find(|q| q.0 == good.taxon && q.1 == good.term && good.party == country::DEMO_EXPORTER);
        let Some(quota) = quota else { return Some(wanted) };
        let most = i64::from(quota.4) * 1_000_000 / 100 * USED;
        let drawn = self.drawn.entry((format!("{} {}", quota.0, quota.1), day(at).year())).or_default();
        // No single consignment takes more than a tenth, so that many have a share.
        let mut micro = wanted.micro().min(i64::from(quota.4) * 1_000_000 / 10).min(most - *drawn);
        if good.unit().is_ok_and(|u| u.is_count()) {
            micro = micro / 1_000_000 * 1_000_000;
        }
        let amount = Amount::from_micro(micro).filter(|a| !a.is_zero())?;
        *drawn += micro;
        Some(amount)
    }

    /// One case by the dice. `n` of `count`: they come evenly over the year, a little more in the second half.
    fn by_chance(&mut self, party: CountryCode, n: usize, count: usize) -> Result<(), Error> {
        let span = self.now.duration_since(self.began).as_secs() - 5 * 86_400;
        let share = i64::try_from(n).unwrap_or(0) * 1_000 / i64::try_from(count.max(1)).unwrap_or(1);
        let jitter = self.dice.between(0, 86_400 * 3);
        let at = self.began + SignedDuration::from_secs(5 * 86_400 + span / 1_000 * share + jitter);
        // Work gets faster: from the full time a year ago to a third of it now.
        let pace = 100 - share * 66 / 1_000;
        let mut pen = Pen::new(at.min(self.now), pace, true);
        let dice = &mut self.dice.split();

        let fate = dice.below(100);
        let Some(sent) = self.items(party, fate < 6, at, dice)? else { return Ok(()) };
        let Consignment { items, refused: reason } = sent;
        let Some(good) = items.first().map(|i| i.good.clone()) else { return Ok(()) };
        let mut science = false;
        for item in &items {
            science |= !self.needs(&good.document, party, &item.good)?.science.is_empty();
        }
        // A replacement is examined as an export: re-exports do not get lost here.
        let fate = if (25..27).contains(&fate) && good.document != "EXPORT" { 99 } else { fate };
        fate_of(&mut pen, dice, fate, science, reason);
        let lost = pen.steps.iter().find(|(_, step)| *step == Step::Lose).map(|(at, _)| *at);

        let staff = self.staff(party)?;
        let dealers: Vec<usize> = (0..staff.firms.len()).filter(|i| staff.firms[*i].trade == good.firm).collect();
        let firm = dice.pick(&dealers).copied().unwrap_or(0);
        let others = self.staff(Self::partner(party))?.firms.len();
        let other = usize::try_from(dice.below(others as u64)).unwrap_or(0);
        self.scripts.push(Script {
            house: party,
            firm,
            other,
            kind: good.document,
            purpose: good.purpose,
            items,
            after: None,
            note: None,
            steps: pen.steps,
        });
        if let Some(lost) = lost {
            // Some days later the holder asks for another in its place.
            let mut pen = Pen::new(lost + SignedDuration::from_hours(dice.between(20, 60)), 40, true);
            pen.issue(dice, science);
            travel(&mut pen, dice);
            self.replace(self.scripts.len() - 1, pen, None);
        }
        Ok(())
    }

    /// What a consignment holds, and why it is refused where the law says so; `None` where nothing can be sent.
    fn items(
        &mut self,
        party: CountryCode,
        refused: bool,
        at: Timestamp,
        dice: &mut Dice,
    ) -> Result<Option<Consignment>, Error> {
        let open = |g: &&Good| g.party == party && g.appendix != "I" && (g.refuse.is_empty() || refused);
        let pool: Vec<Good> = self.goods.iter().filter(open).cloned().collect();
        let forbidden: Vec<Good> = pool.iter().filter(|g| !g.refuse.is_empty()).cloned().collect();
        let from = if refused && !forbidden.is_empty() && dice.percent(60) { &forbidden } else { &pool };
        let good = dice.weighted(from, |g| g.weight).cloned().ok_or(Error::Plan("no goods"))?;
        let reason = good.refusal();
        if self.needs(&good.document, party, &good)?.blocked && reason.is_none() {
            self.skipped.insert(format!("no permit for {} {}", good.taxon, good.term));
            return Ok(None);
        }
        let wanted = good.quantity(dice)?;
        // What is refused draws on no quota.
        let first = if refused { Some(wanted) } else { self.draw(&good, wanted, at) };
        let Some(quantity) = first else { return Ok(None) };
        let mut items = vec![Item { good: good.clone(), quantity }];
        // One in five consignments carries a second line of the same company's goods.
        let alike = |g: &&Good| {
            g.firm == good.firm
                && g.document == good.document
                && g.purpose == good.purpose
                && g.refuse.is_empty()
                && (&g.taxon, &g.term) != (&good.taxon, &good.term)
        };
        if let Some(second) = pool.iter().find(alike).filter(|_| !refused && dice.percent(20)) {
            let wanted = second.quantity(dice)?;
            if let Some(quantity) = self.draw(second, wanted, at) {
                items.push(Item { good: second.clone(), quantity });
            }
        }
        Ok(Some(Consignment { items, refused: reason }))
    }

    /// The script of the permit that replaces another one's.
    fn replace(&mut self, old: usize, pen: Pen, note: Option<&'static str>) {
        let Some(before) = self.scripts.get(old).cloned() else { return };
        self.scripts.push(Script { kind: "REPLACE".into(), after: Some(old), note, steps: pen.steps, ..before });
    }

    /// Cases that must be there whatever the dice say: every state of the work lists, and the permits that outside
    /// programs are told of. All of QM but one.
    fn certain(&mut self) -> Result<(), Error> {
        use Step::{
            Accept, Answer, Approve, Ask, Cancel, Confirm, Consult, Create, DeclareUnused, Deliver, Endorse, Fetch,
            GiveBack, Hold, ImportSeen, Lose, Opinion, Propose, Receive, Refuse, Return, Sign, Submit, Suspend,
            Withdraw,
        };
        const ISSUE: &[Step] = &[Create, Submit, Accept, Consult, Opinion(true), Propose, Approve, Sign];
        let to = |more: &[Step]| [ISSUE, more].concat();
        let qm = country::DEMO_EXPORTER;
        let whole = Amount::whole;
        let part = |text: &str| Amount::parse(text).map_err(|e| Error::Broken(e.to_string()));
        let (skins, monitor) = (self.good("Crocodylus niloticus", "SKI")?, self.good("Varanus niloticus", "SKI")?);
        let (meat, aloe) = (self.good("Crocodylus niloticus", "MEA")?, self.good("Aloe ferox", "EXT")?);
        let live = self.good("Varanus exanthematicus", "LIV")?;
        let two = |a: u32, b: u32| {
            vec![Item { good: skins.clone(), quantity: whole(a) }, Item { good: monitor.clone(), quantity: whole(b) }]
        };
        let one = |good: &Good, quantity: Amount| vec![Item { good: good.clone(), quantity }];
        let counted = "issued, not endorsed; blocks A and B in whole numbers";
        let measured = "issued, not endorsed; quantities with decimals";
        let known: Vec<(i64, Vec<Item>, Vec<Step>, &'static str)> = vec![
            (9, two(60, 45), to(&[]), counted),
            (10, two(36, 20), to(&[]), counted),
            (11, two(24, 80), to(&[Deliver]), counted),
            (9, one(&aloe, part("250.75")?), to(&[]), measured),
            (10, one(&meat, part("12.5")?), to(&[]), measured),
            (11, one(&aloe, part("1040.125")?), to(&[Deliver]), measured),
            (14, two(30, 30), to(&[Deliver, Endorse(100)]), "endorsed, not confirmed"),
            (40, two(40, 16), to(&[Deliver, Endorse(100), Fetch, Receive(100), Confirm]), "endorsed and confirmed"),
            (20, two(25, 10), to(&[Cancel]), "cancelled"),
            (215, two(20, 12), to(&[Deliver]), "expired, nobody knows whether it was used"),
            (225, one(&live, whole(150)), to(&[Deliver]), "expired, declared unused"),
            (24, two(28, 14), to(&[Deliver, Lose]), "lost and replaced"),
            (17, one(&live, whole(220)), to(&[Deliver, Hold]), "held at the border"),
            (33, one(&live, whole(90)), to(&[Deliver, Suspend]), "suspended"),
            (35, one(&live, whole(60)), to(&[Deliver, Return]), "returned unused"),
            (31, one(&monitor, whole(75)), to(&[Deliver, Cancel]), "revoked after it was handed over"),
        ];
        for (days, items, steps, note) in known {
            for item in &items {
                self.draw(&item.good, item.quantity, self.now);
            }
            let lost = steps.contains(&Lose);
            let mut script = self.timed(qm, days, items, &steps, Some(note));
            if note.ends_with("declared unused") {
                script.steps.push((self.now - SignedDuration::from_hours(24 * 20), DeclareUnused));
            }
            self.scripts.push(script);
            if lost {
                let old = self.scripts.len() - 1;
                let mut pen = Pen::new(self.now - SignedDuration::from_hours(24 * 12), 100, false);
                to(&[]).iter().for_each(|step| {
                    pen.then(24 * 60, *step);
                });
                self.replace(old, pen, Some("issued in place of a lost one"));
            }
        }
        let no = RefusalReason::from_code("R01").ok_or(Error::Plan("no refusal reason"))?;
        // Each of another good and company, as a desk really looks: only what is asked for twice is flagged as such.
        let hippo = (self.good("Hippopotamus amphibius", "TRO")?, whole(2));
        let zebra = (self.good("Equus zebra hartmannae", "TRO")?, whole(3));
        let baboon = (self.good("Papio ursinus", "TRO")?, whole(4));
        let timber = (self.good("Dalbergia melanoxylon", "SAW")?, part("18.4")?);
        let chameleon = (self.good("Chamaeleo gracilis", "LIV")?, whole(25));
        let bark = (self.good("Prunus africana", "BAR")?, part("320.5")?);
        let (lizard, extract) = ((live.clone(), whole(40)), (aloe.clone(), part("85.5")?));
        let hides = (monitor.clone(), whole(55));
        let under: &[(i64, &(Good, Amount), &[Step])] = &[
            (2, &chameleon, &[Create]),
            (2, &hippo, &[Create, Submit]),
            (5, &extract, &[Create, Submit, GiveBack]),
            (4, &lizard, &[Create, Submit, Accept]),
            (6, &timber, &[Create, Submit, Accept, Ask]),
            (8, &zebra, &[Create, Submit, Accept, Ask, Answer]),
            (6, &bark, &[Create, Submit, Accept, Consult]),
            (8, &baboon, &[Create, Submit, Accept, Consult, Opinion(true), Propose]),
            (9, &hides, &[Create, Submit, Accept, Consult, Opinion(true), Propose, Approve]),
            (30, &lizard, &[Create, Submit, Accept, Consult, Opinion(false), Step::ProposeRefusal(no), Refuse(no)]),
            (25, &lizard, &[Create, Submit, Accept, Withdraw]),
        ];
        for (n, (days, (good, quantity), steps)) in under.iter().enumerate() {
            let mut script = self.timed(qm, *days, one(good, *quantity), steps, None);
            script.other = n % self.staff(Self::partner(qm))?.firms.len();
            self.scripts.push(script);
        }
        let caviar = self.good("Acipenser baerii", "CAV")?;
        let under: &[(i64, &[Step])] = &[
            (1, &[Create]),
            (3, &[Create, Submit]),
            (5, &[Create, Submit, Accept]),
            (6, &[Create, Submit, Accept, Ask]),
            (7, &[Create, Submit, Accept, Propose]),
            (8, &[Create, Submit, Accept, Propose, Approve]),
        ];
        for (days, steps) in under {
            let script = self.timed(Self::partner(qm), *days, one(&caviar, part("7.5")?), steps, None);
            self.scripts.push(script);
        }
        // Appendix I: the import permit first, then the export.
        let leopard = self.good("Panthera pardus", "TRO")?;
        let import = [Create, Submit, Accept, Consult, Opinion(true), Propose, Approve, Sign, Deliver];
        for (days, seen) in [(160, true), (80, true), (12, false)] {
            let item = one(&leopard, whole(1));
            let mut script = self.timed(Self::partner(qm), days, item.clone(), &import, None);
            "IMPORT".clone_into(&mut script.kind);
            self.scripts.push(script);
            let first = self.scripts.len() - 1;
            // Its applicant says that the import permit comes later, so the case waits as soon as it is accepted.
            let mut steps = vec![Create, Submit, Accept];
            if seen {
                steps.extend([ImportSeen, Consult, Opinion(true), Propose, Approve, Sign, Deliver, Endorse(100)]);
            }
            let mut script = self.timed(qm, days - 5, item, &steps, None);
            script.firm = self.staff(qm)?.firms.iter().position(|f| f.trade == "trophy").unwrap_or(0);
            script.after = Some(first);
            self.scripts.push(script);
        }
        // The other way round: a permit of QN for QM.
        let own = [Create, Submit, Accept, Propose, Approve, Sign];
        let script = self.timed(
            Self::partner(qm),
            7,
            one(&caviar, part("18.25")?),
            &own,
            Some("issued by QN for QM, not endorsed; quantities with decimals"),
        );
        self.scripts.push(script);
        // What does not go straight: somebody counts, somebody abroad is asked, somebody does not agree.
        let pythons = self.good("Python regius", "LIV")?;
        let clams = self.good("Tridacna maxima", "LIV")?;
        let beside: &[(i64, &Good, &[Step])] = &[
            (5, &pythons, &[Create, Submit, Accept, Step::OrderInspection(None)]),
            (4, &clams, &[Create, Submit, Accept, Step::OrderInspection(Some(3))]),
            (6, &live, &[Create, Submit, Accept, Step::OrderInspection(Some(0)), Step::Inspected(80)]),
            (7, &live, &[Create, Submit, Accept, Step::AskAbroad]),
            (3, &live, &[Create, Submit, Accept, Step::OrderInspection(Some(0)), Step::Inspected(120)]),
            (8, &live, &[Create, Submit, Accept, Consult, Step::OpinionUpTo(24), Step::ProposeLess(24)]),
            (
                18,
                &live,
                &[Create, Submit, Accept, Consult, Opinion(false), Step::ProposeRefusal(no), Refuse(no), Step::Appeal],
            ),
            // Everybody is asked at once.
            (6, &live, &[Create, Submit, Accept, Consult, Step::OrderInspection(Some(4)), Step::AskAbroad, Ask]),
        ];
        for (days, good, steps) in beside {
            let script = self.timed(qm, *days, one(good, whole(30)), steps, None);
            self.scripts.push(script);
        }
        // One question waits for the farm of the story itself, so that its first page has something to act on.
        let mut script = self.timed(qm, 5, one(&meat, whole(18)), &[Create, Submit, Accept, Ask], None);
        script.firm = 0;
        self.scripts.push(script);
        Ok(())
    }

    /// A script whose steps begin so many days ago, one each 20 hours.
    fn timed(
        &self,
        house: CountryCode,
        days: i64,
        items: Vec<Item>,
        steps: &[Step],
        note: Option<&'static str>,
    ) -> Script {
        let mut pen = Pen::new(self.now - SignedDuration::from_hours(24 * days), 100, false);
        for step in steps {
            pen.then(20 * 60, *step);
        }
        let first = items.first().map(|i| i.good.clone());
        let trade = first.as_ref().map(|g| g.firm.clone()).unwrap_or_default();
        let firms = self.staff(house).map(|s| s.firms.as_slice()).unwrap_or_default();
        // The farm of the story keeps its desk free for the visitor; its neighbour does the rest.
        let firm = firms.iter().rposition(|f| f.trade == trade).unwrap_or(0);
        Script {
            house,
            firm,
            other: 0,
            kind: first.as_ref().map(|g| g.document.clone()).unwrap_or_default(),
            purpose: first.map(|g| g.purpose).unwrap_or_default(),
            items,
            after: None,
            note,
            steps: pen.steps,
        }
    }
}

/// A form between two companies; on an import the own company is the importer.
pub(crate) fn blank(kind: &str, purpose: &str, own: &Firm, far: &Firm) -> permits::FormInput {
    let partner = far.address.country;
    if kind == "IMPORT" { form(kind, purpose, far, own, partner) } else { form(kind, purpose, own, far, partner) }
}

/// How a case goes, by a number below 100.
fn fate_of(pen: &mut Pen, dice: &mut Dice, fate: u64, science: bool, reason: Option<RefusalReason>) {
    match fate {
        0..6 => {
            pen.apply(dice);
            let why = reason.or_else(|| RefusalReason::from_code("R01"));
            if reason.is_none() && science {
                pen.within(dice, 4, 48, Step::Consult).within(dice, 24, 170, Step::Opinion(false));
            }
            if let Some(why) = why {
                pen.within(dice, 6, 30, Step::ProposeRefusal(why)).within(dice, 6, 60, Step::Refuse(why));
            }
        }
        6..10 => {
            pen.apply(dice).within(dice, 10, 100, Step::Withdraw);
        }
        10..13 => {
            pen.then(1, Step::Create).within(dice, 1, 6, Step::Submit).within(dice, 4, 40, Step::GiveBack);
        }
        13..15 => {
            pen.then(1, Step::Create);
        }
        15..19 => {
            pen.issue(dice, science).within(dice, 2, 30, Step::Cancel);
        }
        19..25 => {
            pen.issue(dice, science).within(dice, 1, 24, Step::Deliver);
            if dice.percent(60) {
                // Six months and some weeks later.
                pen.pace_is(100).within(dice, 24 * 190, 24 * 215, Step::DeclareUnused);
            }
        }
        25..27 => {
            pen.issue(dice, science).within(dice, 1, 24, Step::Deliver).within(dice, 24, 300, Step::Lose);
        }
        27..29 => {
            pen.issue(dice, science).within(dice, 1, 24, Step::Deliver).within(dice, 24, 300, Step::Return);
        }
        29..31 => {
            pen.issue(dice, science).within(dice, 1, 24, Step::Deliver);
            pen.within(dice, 48, 400, Step::Hold).within(dice, 10, 90, Step::Release);
            leave(pen, dice);
        }
        _ => {
            pen.issue(dice, science);
            travel(pen, dice);
        }
    }
}

fn travel(pen: &mut Pen, dice: &mut Dice) {
    pen.within(dice, 1, 24, Step::Deliver);
    if dice.percent(20) {
        pen.within(dice, 2, 20, Step::Fetch);
    }
    leave(pen, dice);
}

fn leave(pen: &mut Pen, dice: &mut Dice) {
    pen.pace_is(100).anytime();
    let endorsed = if dice.percent(85) { 100 } else { dice.between(80, 99) };
    let received = if dice.percent(92) { 100 } else { dice.between(90, 99) };
    pen.within(dice, 30, 500, Step::Endorse(endorsed)).within(dice, 20, 400, Step::Fetch);
    pen.within(dice, 1, 20, Step::Receive(received)).then(5, Step::Confirm);
}
