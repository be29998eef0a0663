//! The stock of a trader: the list, the form of a lot, and one lot with its movements and its chain up and down.

use super::board::{self, Form, Section, sheets};
use super::{CarriedMarks, CounterAsk, CounterSaid, links, register_tabs};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Cell, Control, Field, FieldError, Look, Meter, Opt, Row, Summary, Table, Tag, Tone};
use crate::shared::guidance as choices;
use crate::{Shell, Words};
use cites::{Amount, CountryCode, Date, Role, Source, Term, Timestamp, Unit};
use std::collections::BTreeMap;

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotCard {
    /// Id.
    pub id: String,
    /// Number that people quote.
    pub number: String,
    /// The trader's name, for the authorities; empty on one's own list.
    pub trader: String,
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// Unit of the amounts.
    pub unit: Unit,
    /// Source of the specimens.
    pub source: Source,
    /// Country of origin.
    pub origin: CountryCode,
    /// How it came about; key `acquired-<code>`.
    pub acquired: &'static str,
    /// When.
    pub on: Date,
    /// Number of the permit under which it came in.
    pub permit_in: String,
    /// What proves the origin.
    pub evidence: String,
    /// Where it stands: `DECLARED`, `CONFIRMED` or `DECLINED`.
    pub state: &'static str,
    /// What is there.
    pub balance: Amount,
    /// What open applications and permits hold of it.
    pub held: Amount,
}

impl LotCard {
    fn tag(&self, w: &Words) -> Tag {
        match self.state {
            "DECLARED" => Tag::new(Tone::Wait, w.say("lot-declared")),
            "CONFIRMED" => Tag::new(Tone::Go, w.say("lot-confirmed")),
            _ => Tag::new(Tone::Stop, w.say("lot-declined")),
        }
    }

    fn free(&self) -> Amount {
        self.balance.minus(self.held).unwrap_or(Amount::ZERO)
    }

    fn link(&self) -> Html {
        Html::link(links::lot(&self.id), &Html::code(&self.number))
    }

    fn sample(id: &str, state: &'static str) -> LotCard {
        LotCard {
            id: id.into(),
            number: format!("L26-0000{}", id.len()),
            trader: "River Bend Farm Ltd".into(),
            taxon: "Crocodylus niloticus".into(),
            term: Term::Ski,
            unit: Unit::Nar,
            source: Source::R,
            origin: cites::country::DEMO_EXPORTER,
            acquired: "opening",
            on: jiff::civil::date(2026, 10, 1),
            permit_in: String::new(),
            evidence: "Rearing book, pages 3 to 40".into(),
            state,
            balance: Amount::whole(300),
            held: Amount::whole(240),
        }
    }
}

fn table(caption: Html, lots: &[LotCard], traders: bool, empty: Html, w: &Words) -> Table {
    let mut heads = vec![w.say("lot-number"), w.say("lot-what")];
    if traders {
        heads.push(w.say("lot-trader"));
    }
    heads.extend([
        format!("{}#", w.say("lot-balance")),
        format!("{}#", w.say("lot-held")),
        format!("{}#", w.say("lot-free")),
        w.say("ui-status"),
    ]);
    Table::new(caption, &heads, empty).rows(lots.iter().map(|l| {
        let what = Html::join(&[Html::data(w.term(&l.term)), Html::text(w.source(&l.source))], w.comma());
        let amount = |a: Amount| Html::data(w.amount_of(&a, &l.unit));
        let mut row: Vec<Cell> = vec![l.link().into(), Html::two_lines(&Html::taxon(&l.taxon), &what).into()];
        if traders {
            row.push(Html::data(&l.trader).into());
        }
        row.extend([amount(l.balance).into(), amount(l.held).into(), amount(l.free()).into(), Cell::from(l.tag(w))]);
        row
    }))
}

/// The stock of a trader, or for the authorities of everybody.
#[derive(Debug, Clone)]
pub struct StockPage {
    /// The frame.
    pub shell: Shell,
    /// Lots, the last movement first.
    pub rows: Vec<LotCard>,
    /// Address of the next page.
    pub next: Option<String>,
    /// The reader's own stock, where lots may be declared?
    pub own: bool,
    /// May this reader enter lots for their traders?
    pub enters: bool,
}

impl StockPage {
    fn heading(&self, w: &Words) -> Html {
        w.html(if self.own { "stock-title" } else { "stock-all" })
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, links::STOCK, w)
    }

    fn content(&self, w: &Words) -> Html {
        let table = table(self.heading(w), &self.rows, !self.own, w.html("stock-none"), w);
        let table = table.quiet().next(w.say("ui-next-page"), &self.next).html();
        let mut pieces = vec![board::words(&w.html("stock-lead")), table];
        if self.own {
            pieces.push(board::button(w.say("stock-declare"), links::STOCK_NEW, Look::Lead));
        }
        if self.enters {
            pieces.push(board::button(w.say("counter-lot"), links::STOCK_COUNTER, Look::Second));
        }
        Html::join(&pieces, "")
    }

    /// A sample of one's own stock, or of everybody's.
    pub fn sample(own: bool) -> StockPage {
        StockPage {
            shell: crate::samples::shell(Some(if own { Role::Applicant } else { Role::MaOfficer }), links::STOCK),
            rows: vec![LotCard::sample("l1", "CONFIRMED"), LotCard::sample("l20", "DECLARED")],
            next: None,
            own,
            enters: !own,
        }
    }
}

page! {
    StockPage in "registers/board.html";
    layout Wide; area Some(Stock);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
}

/// The form of a lot.
#[derive(Debug, Clone)]
pub struct LotNewPage {
    /// The frame.
    pub shell: Shell,
    /// What was typed: `taxon`, `term`, `quantity`, `unit`, `source`, `origin`, `acquired`, `on`, `permit_in`,
    /// `evidence`, `from`, `used`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Entered by the authority for its trader.
    pub counter: Option<CounterAsk>,
}

/// Units that stock is counted in.
pub(crate) fn units(w: &Words) -> Vec<Opt> {
    let all = [Unit::Nar, Unit::Kgm, Unit::Mtq, Unit::Ltr, Unit::Mtr, Unit::Mtk];
    all.map(|u| Opt::new(u.code(), Html::text(w.unit(&u)))).to_vec()
}

impl LotNewPage {
    fn heading(&self, w: &Words) -> Html {
        w.html(if self.counter.is_some() { "counter-lot" } else { "stock-declare" })
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let how = ["opening", "birth", "purchase", "import", "manufacture"]
            .map(|c| Opt::new(c, w.html(format!("acquired-{c}"))));
        let sources = std::iter::once(Opt::new("", w.html("choose-one"))).chain(choices::sources(w)).collect();
        let ask = vec![
            Field::new("taxon", w.html("ui-species"), Control::Species),
            Field::new("term", w.html("ui-term"), Control::Grouped(choices::terms_in_groups(w))),
            Field::new("quantity", w.html("ui-quantity"), Control::Quantity(units(w))),
            Field::new("source", w.html("answer-source"), Control::Select(sources)),
            Field::new("origin", w.html("answer-origin"), Control::Select(choices::countries(w, self.shell.demo))),
            Field::new("acquired", w.html("lot-acquired"), Control::Radios(how.to_vec())),
            Field::new("on", w.html("lot-on"), Control::Date),
            Field::short("permit_in", w.html("lot-permit-in"), "w20").optional(),
            Field::area("evidence", w.html("lot-evidence"), 1000).hint(w.html("lot-evidence-hint")),
            Field::short("from", w.html("lot-from"), "w20").hint(w.html("lot-from-hint")).optional(),
            Field::short("used", w.html("lot-used"), "w10").kind("text", "decimal").optional(),
        ];
        if let Some(counter) = &self.counter {
            let action = counter.action(links::STOCK_COUNTER);
            let form = Form::new(&self.shell, "declare", action, w.say("counter-save")).look(Look::Lead);
            let form = form.ask(ask.into_iter().chain(counter.ask(w)).collect());
            let section = Section::new(Html::default()).lead(counter.lead(w)).with(counter.record(w));
            return sheets(&[section.with(form.html(&self.typed, &self.errors, w))]);
        }
        let form = Form::new(&self.shell, "declare", links::STOCK_NEW.into(), w.say("stock-declare")).look(Look::Lead);
        let form = form.ask(ask).html(&self.typed, &self.errors, w);
        sheets(&[Section::new(Html::default()).lead(w.html("stock-declare-lead")).with(form)])
    }

    /// A sample.
    pub fn sample() -> LotNewPage {
        LotNewPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::STOCK_NEW),
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("evidence", "evidence-empty")],
            counter: None,
        }
    }

    /// A sample of what is entered for a trader.
    pub fn at_counter() -> LotNewPage {
        LotNewPage {
            shell: crate::samples::shell(Some(Role::MaClerk), links::STOCK_COUNTER),
            counter: Some(CounterAsk::default()),
            ..LotNewPage::sample()
        }
    }
}

page! {
    LotNewPage in "registers/board.html";
    layout Narrow; area Some(Stock);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("stock-title"), links::STOCK.into())];
    errors errors;
}

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// When.
    pub at: Timestamp,
    /// What happened; key `move-<code>`.
    pub kind: String,
    /// What came (true) or went.
    pub came: bool,
    /// How much of the balance.
    pub amount: Amount,
    /// How much of what is held, for `hold` and `release`.
    pub held: Amount,
    /// Words.
    pub note: String,
}

/// One who drew on the lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawRow {
    /// Id of the application.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// Its block.
    pub block: String,
    /// Where the draw stands; key `draw-<code>`.
    pub phase: &'static str,
    /// How much.
    pub amount: Amount,
    /// The permit: id and number.
    pub permit: Option<(String, String)>,
}

/// What the reader may do with the lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LotHand {
    /// The trader: takes out.
    Trader,
    /// An officer: confirms the origin.
    Judge,
    /// Somebody else of the authorities: reads.
    Reader,
}

/// One lot.
#[derive(Debug, Clone)]
pub struct LotPage {
    /// The frame.
    pub shell: Shell,
    /// The lot.
    pub lot: LotCard,
    /// Movements, oldest first.
    pub moves: Vec<MoveRow>,
    /// Lots it came from, the nearest first, as far as the reader may see them.
    pub up: Vec<LotCard>,
    /// Lots made from it or bought out of it.
    pub down: Vec<LotCard>,
    /// Applications and permits that drew on it.
    pub draws: Vec<DrawRow>,
    /// Marks of its specimens.
    pub marks: CarriedMarks,
    /// Who said so at the counter, when it was not the trader who entered it.
    pub said: Option<CounterSaid>,
    /// What the reader may do.
    pub hand: LotHand,
    /// What was typed: `kind`, `quantity`, `buyer`, `note`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl LotPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("lot-title", "number", Html::code(&self.lot.number))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn facts(&self, w: &Words) -> Section {
        let l = &self.lot;
        let mut rows = vec![
            Row::new(w.say("ui-species"), Html::taxon(&l.taxon)),
            Row::new(w.say("ui-term"), w.term_html(&l.term)),
            Row::new(w.say("answer-source"), w.source_html(&l.source)),
            Row::new(w.say("answer-origin"), w.country_html(&l.origin)),
            Row::new(
                w.say("lot-acquired"),
                Html::two_lines(&w.html(format!("acquired-{}", l.acquired)), &w.date_html(&l.on)),
            ),
            Row::new(w.say("lot-evidence"), Html::data(&l.evidence)),
            Row::new(w.say("ui-status"), l.tag(w).html()),
        ];
        if !l.permit_in.is_empty() {
            rows.push(Row::new(w.say("lot-permit-in"), Html::code(&l.permit_in)));
        }
        if self.hand != LotHand::Trader {
            rows.insert(0, Row::new(w.say("lot-trader"), Html::data(&l.trader)));
        }
        let amount = |a: Amount| Html::data(w.amount_of(&a, &l.unit));
        let sums = w.rich(
            "lot-sums",
            &[
                ("balance", amount(l.balance).into()),
                ("held", amount(l.held).into()),
                ("free", amount(l.free()).into()),
            ],
        );
        let meter = Meter::quota(l.held, Amount::ZERO, l.balance, l.unit, w).html();
        Section::new(Html::default()).with(board::words(&sums)).with(meter).with(Summary::new(rows, w).html())
    }

    fn chain(&self, w: &Words) -> Section {
        let l = &self.lot;
        let heads = ["ui-reference-number", "ui-permits", "draw-phase"].map(|k| w.say(k));
        let heads = [heads[0].clone(), heads[1].clone(), format!("{}#", w.say("ui-quantity")), heads[2].clone()];
        let draws =
            Table::new(w.html("lot-draws"), &heads, w.html("lot-draws-none")).rows(self.draws.iter().map(|d| {
                let case = Html::link(crate::links::application(&d.application), &Html::code(&d.reference));
                let permit = d.permit.as_ref().map(|(id, n)| Html::link(crate::links::permit(id), &Html::code(n)));
                vec![
                    Html::two_lines(&case, &w.rich1("lot-block", "block", Html::code(&d.block))).into(),
                    permit.unwrap_or_default().into(),
                    Html::data(w.amount_of(&d.amount, &l.unit)).into(),
                    w.say(format!("draw-{}", d.phase)).into(),
                ]
            }));
        let mut section = Section::new(w.html("lot-chain")).lead(w.html("lot-chain-lead")).with(draws.html());
        for (key, lots) in [("lot-up", &self.up), ("lot-down", &self.down)] {
            if !lots.is_empty() {
                section = section.with(table(w.html(key), lots, false, Html::default(), w).html());
            }
        }
        section
    }

    fn moves(&self, w: &Words) -> Section {
        let heads = [w.say("lot-when"), w.say("lot-move"), format!("{}#", w.say("ui-quantity"))];
        let table = Table::new(w.html("lot-moves"), &heads, Html::default()).quiet().rows(self.moves.iter().map(|m| {
            let amount = if m.amount.is_zero() { m.held } else { m.amount };
            let sign = match (m.amount.is_zero(), m.came) {
                (true, _) => "",
                (false, true) => "+",
                (false, false) => "−",
            };
            let text = format!("{sign}{}", w.amount_of(&amount, &self.lot.unit));
            vec![
                w.when_html(&m.at).into(),
                Html::two_lines(&w.html(format!("move-{}", m.kind)), &Html::data(&m.note)).into(),
                Html::data(text).into(),
            ]
        }));
        Section::new(w.html("lot-moves")).with(table.html())
    }

    fn take(&self, w: &Words) -> Section {
        let kinds = ["sale", "death", "used"].map(|c| Opt::new(c, w.html(format!("move-{c}"))));
        let unit = vec![Opt::new(self.lot.unit.code(), Html::text(w.unit(&self.lot.unit)))];
        let ask = vec![
            Field::new("kind", w.html("lot-move"), Control::Radios(kinds.to_vec())),
            Field::new("quantity", w.html("ui-quantity"), Control::Quantity(unit)),
            Field::line("buyer", w.html("lot-buyer")).kind("email", "email").hint(w.html("lot-buyer-hint")).optional(),
            Field::area("note", w.html("lot-note"), 500),
        ];
        let form = Form::new(&self.shell, "take", links::lot_act(&self.lot.id, "take"), w.say("lot-take"));
        Section::new(w.html("lot-take")).lead(w.html("lot-take-lead")).with(form.ask(ask).html(
            &self.typed,
            &self.errors,
            w,
        ))
    }

    fn judge(&self, w: &Words) -> Section {
        let yes = Form::new(&self.shell, "confirm", links::lot_act(&self.lot.id, "confirm"), w.say("lot-confirm"));
        let yes = yes.look(Look::Lead).html(&BTreeMap::new(), &[], w);
        let no = Form::new(&self.shell, "decline", links::lot_act(&self.lot.id, "decline"), w.say("lot-decline"));
        let no = no.look(Look::Stop).ask(vec![Field::area("note", w.html("ui-reason"), 500)]);
        Section::new(w.html("lot-judge")).lead(w.html("lot-judge-lead")).with(yes).with(no.html(
            &self.typed,
            &self.errors,
            w,
        ))
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w)];
        all.extend(self.said.as_ref().map(|s| s.section(w)));
        if self.hand == LotHand::Judge && self.lot.state == "DECLARED" {
            all.push(self.judge(w));
        }
        let action = links::lot_act(&self.lot.id, "marks");
        all.extend(self.marks.sections(&self.shell, action, &self.typed, &self.errors, w));
        all.push(self.chain(w));
        all.push(self.moves(w));
        if self.hand == LotHand::Trader && !self.lot.free().is_zero() {
            all.push(self.take(w));
        }
        sheets(&all)
    }

    /// A sample for its trader or for the officer who confirms it.
    pub fn sample(hand: LotHand) -> LotPage {
        let role = if hand == LotHand::Trader { Role::Applicant } else { Role::MaOfficer };
        let state = if hand == LotHand::Trader { "CONFIRMED" } else { "DECLARED" };
        let moved = |kind: &str, came, amount, held, note: &str| MoveRow {
            at: crate::samples::at("2026-11-20T15:00:00Z"),
            kind: kind.into(),
            came,
            amount: Amount::whole(amount),
            held: Amount::whole(held),
            note: note.into(),
        };
        LotPage {
            shell: crate::samples::shell(Some(role), "/stock/l1"),
            lot: LotCard::sample("l1", state),
            moves: vec![
                moved("opening", true, 300, 0, ""),
                moved("hold", true, 0, 240, ""),
                moved("death", false, 2, 0, "Rotted in the flood"),
            ],
            up: vec![LotCard::sample("l20", "CONFIRMED")],
            down: vec![LotCard::sample("l300", "DECLARED")],
            draws: vec![DrawRow {
                application: "a1".into(),
                reference: "26-00412".into(),
                block: "A".into(),
                phase: "held",
                amount: Amount::whole(240),
                permit: Some(("p1".into(), "26QM000371".into())),
            }],
            marks: CarriedMarks::sample(hand == LotHand::Judge, "Crocodylus niloticus"),
            said: (hand == LotHand::Judge).then(CounterSaid::sample),
            hand,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("note", "reason-empty")],
        }
    }
}

page! {
    LotPage in "registers/board.html";
    layout Wide; area Some(Stock);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("stock-title"), links::STOCK.into())];
    errors errors;
}
