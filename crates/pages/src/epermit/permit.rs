//! Permits: the list, one permit with its form, code and balance, and the acts that take it away.

use crate::econtrol::{CrossingRow, crossings};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Boxes, Control, Field, FieldError, Fields, Meter, Moment, Opt, Table, Tag, Timeline};
use crate::{Shell, Words, links};
use cites::{Amount, CountryCode, Date, DocumentType, PermitDocument, PermitStatus, Role, Term, Timestamp, Unit};
use std::collections::BTreeMap;

/// One permit in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermitRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Kind.
    pub kind: DocumentType,
    /// Holder.
    pub holder: String,
    /// First line's species.
    pub taxon: String,
    /// Lines beyond the first.
    pub more_lines: usize,
    /// The other country.
    pub partner: Option<CountryCode>,
    /// Last day.
    pub valid_until: Date,
    /// State.
    pub status: PermitStatus,
    /// Of several consignments: which, and of how many.
    pub consignment: Option<(u16, u16)>,
}

/// Permits of the holder, or of the Party.
#[derive(Debug, Clone)]
pub struct Permits {
    /// The frame.
    pub shell: Shell,
    /// The holder's own? Then there are more filters: `kind`, `country`, `from`, `until`.
    pub mine: bool,
    /// Filters: `status`, `q`.
    pub typed: BTreeMap<String, String>,
    /// Permits, newest first.
    pub rows: Vec<PermitRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl Permits {
    /// May this reader begin an application, and so ask for a permit in another one's place?
    fn begins(&self) -> bool {
        const STARTERS: [Role; 3] = [Role::Applicant, Role::Agent, Role::MaClerk];
        self.shell.viewer.as_ref().is_some_and(|v| v.roles.iter().any(|r| STARTERS.contains(r)))
    }

    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let states = std::iter::once(Opt::new("", w.html("filter-any")))
            .chain(PermitStatus::ALL.iter().map(|s| Opt::new(s.code(), Html::text(w.permit_status(s)))));
        let fields = vec![
            Field::new("status", w.html("ui-status"), Control::Select(states.collect())),
            Field::line("q", w.html(if self.mine { "mine-search" } else { "permits-search" })),
        ];
        Fields::new(fields, &self.typed, &[], w)
    }

    fn filter_more<'a>(&self, w: &'a Words) -> Fields<'a> {
        super::home::filter_more(&self.typed, ("mine-ends-from", "mine-ends-until"), false, w)
    }

    fn more_open(&self) -> bool {
        super::home::filtered_more(&self.typed)
    }

    fn table(&self, w: &Words) -> Table {
        let heads =
            ["permits-number", "permits-holder", "ui-species", "ui-country", "form-box2-valid-until", "ui-status"];
        Table::new(w.html("ui-permits"), &heads.map(|k| w.say(k)), w.html("permits-none"))
            .quiet()
            .rows(self.rows.iter().map(|r| {
                let number = Html::link(links::permit(&r.id), &Html::code(&r.number));
                let more = if r.more_lines > 0 { w.rich1("list-more", "n", r.more_lines) } else { Html::default() };
                let mut kind = vec![Html::text(w.document_type(&r.kind))];
                kind.extend(
                    r.consignment
                        .map(|(nth, of)| w.rich2("consignment-nth-of", "n", usize::from(nth), "all", usize::from(of))),
                );
                vec![
                    Html::two_lines(&number, &Html::join(&kind, " · ")).into(),
                    Html::data(&r.holder).into(),
                    Html::join(&[Html::taxon(&r.taxon), more], " ").into(),
                    r.partner.as_ref().map(|c| w.country_html(c)).unwrap_or_default().into(),
                    w.date_html(&r.valid_until).into(),
                    Tag::permit(&r.status, w).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// A sample.
    pub fn sample() -> Permits {
        let row = |id: &str, number: &str, status| PermitRow {
            id: id.into(),
            number: number.into(),
            kind: DocumentType::Export,
            holder: "River Bend Farm Ltd".into(),
            taxon: "Crocodylus niloticus".into(),
            more_lines: 1,
            partner: Some(cites::country::DEMO_IMPORTER),
            valid_until: jiff::civil::date(2027, 5, 20),
            status,
            consignment: (id == "p2").then_some((1, 3)),
        };
        Permits {
            shell: crate::samples::shell(Some(Role::Applicant), links::PERMITS),
            mine: true,
            typed: BTreeMap::new(),
            rows: vec![
                row("p3", "26QM000371", PermitStatus::Issued),
                row("p2", "26QM000201", PermitStatus::Endorsed),
                row("p1", "26QM000007", PermitStatus::Cancelled),
            ],
            next: None,
        }
    }
}

page! {
    Permits in "epermit/permits.html";
    layout Wide; area Some(Permits);
    title |_c, w| w.html("ui-permits");
    trail |_c, _w| vec![];
}

/// One line of a permit with what left and what was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermitLine {
    /// Block: `A`.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Term.
    pub term: Term,
    /// Permitted.
    pub permitted: Amount,
    /// Endorsed at export; `None` before.
    pub endorsed: Option<Amount>,
    /// Confirmed by the importing Party; `None` before.
    pub received: Option<Amount>,
    /// Unit.
    pub unit: Unit,
}

/// One permit.
#[derive(Debug, Clone)]
pub struct PermitPage {
    /// The frame.
    pub shell: Shell,
    /// Id.
    pub id: String,
    /// The document, with its endorsement when there is one.
    pub document: PermitDocument,
    /// State.
    pub status: PermitStatus,
    /// Lines with their balance.
    pub lines: Vec<PermitLine>,
    /// The code on the paper as SVG, drawn by us.
    pub qr_svg: Option<String>,
    /// Address of the public check, for sharing with the buyer; `None` where the reader may not see the code.
    pub check_url: Option<String>,
    /// The permit that replaces this one, or that this one replaces: id and number.
    pub replaced_by: Option<(String, String)>,
    /// See `replaced_by`.
    pub replaces: Option<(String, String)>,
    /// The application it comes from.
    pub application: String,
    /// The continuation sheet of a document that is used more than once, oldest first.
    pub crossings: Vec<CrossingRow>,
    /// Of an import permit: what arrived under it, and what is left.
    pub arrivals: Option<crate::econtrol::Arrivals>,
    /// Is it one?
    pub reusable: bool,
    /// Changes that were asked for, and whether this reader may ask for one or amend it.
    pub changes: super::Changes,
    /// May this reader ask for a permit that replaces it?
    pub can_replace: bool,
    /// What happened, oldest first.
    pub timeline: Vec<Moment>,
    /// The consignments of its application, where there are several.
    pub parts: super::Parts,
    /// Today, for what happens next.
    pub today: Date,
    /// What the holder reported of its use.
    pub told: Vec<crate::notices::UseTold>,
    /// Timber that left: may this reader enter the importing Party's extension?
    pub timber: bool,
    /// Its sheets of security paper, and whether this reader prints on them; `None` where it prints without.
    pub sheets: Option<(Vec<crate::registers::SheetCard>, bool)>,
    /// May the reader report how it was used?
    pub can_report: bool,
    /// Acts allowed to this reader: codes of `permits::PermitActCode` (`cancel`, `replace`, `suspend`, …).
    pub acts: Vec<String>,
}

impl PermitPage {
    fn boxes(&self, w: &Words) -> Boxes {
        Boxes::of(&self.document, true, w)
    }

    fn tag(&self, w: &Words) -> Html {
        Tag::permit(&self.status, w).html()
    }

    fn timeline(&self, w: &Words) -> Timeline {
        Timeline::new(&self.timeline, w)
    }

    /// The paper: to download, or to print on a sheet.
    fn papers(&self, w: &Words) -> Html {
        match &self.sheets {
            Some((all, prints)) => crate::registers::SheetCard::papers(all, &self.id, *prints, w),
            None => Html::markup(format!(
                "<p><a class=\"button full\" href=\"{}\">{}</a></p>",
                links::permit_pdf(&self.id),
                w.html("permit-download")
            )),
        }
    }

    /// May anything still leave on it?
    fn is_open(&self) -> bool {
        use PermitStatus as S;
        matches!(self.status, S::Issued | S::Delivered | S::PartlyUsed | S::Held | S::Suspended)
    }

    fn next(&self, w: &Words) -> Vec<Html> {
        crate::notices::NextStep::of(self.status, self.document.valid_until, self.today).words(w)
    }

    fn balances(&self, w: &Words) -> Table {
        let heads = [
            w.say("form-box14-block"),
            w.say("ui-species"),
            format!("{}#", w.say("sheet-permitted")),
            format!("{}#", w.say("balance-left")),
            format!("{}#", w.say("balance-received")),
            w.say("balance-rest"),
        ];
        let dash = || Html::text("—");
        Table::new(w.html("balance-title"), &heads, w.html("ui-no-results")).quiet().rows(self.lines.iter().map(|l| {
            let amount = |a: &Amount| Html::data(w.amount_of(a, &l.unit));
            let gone = l.endorsed.unwrap_or(Amount::ZERO);
            vec![
                Html::text(&l.block).into(),
                Html::two_lines(&Html::taxon(&l.taxon), &Html::data(w.term(&l.term))).into(),
                amount(&l.permitted).into(),
                l.endorsed.as_ref().map(amount).unwrap_or_else(dash).into(),
                l.received.as_ref().map(amount).unwrap_or_else(dash).into(),
                Meter::balance(gone, l.permitted, l.unit, self.is_open(), w).html().into(),
            ]
        }))
    }

    fn crossings(&self, w: &Words) -> Table {
        crossings(&self.crossings, w)
    }

    /// An instrument on tour, and its holder may ask for a replacement.
    pub fn on_tour() -> PermitPage {
        PermitPage {
            document: cites::sample::export_of_skins(),
            status: PermitStatus::PartlyUsed,
            crossings: vec![CrossingRow::sample()],
            arrivals: Some(crate::econtrol::Arrivals::sample()),
            reusable: true,
            changes: super::Changes::sample(),
            can_replace: true,
            ..PermitPage::sample()
        }
    }

    /// Link to another permit.
    fn other(&self, id: &str, number: &str) -> Html {
        Html::link(links::permit(id), &Html::code(number))
    }

    fn qr(&self) -> Html {
        self.qr_svg.as_ref().map(|svg| Html::markup(svg.clone())).unwrap_or_default()
    }

    fn act_href(&self, act: &str) -> String {
        links::permit_act(&self.id, act)
    }

    fn is_dangerous(&self, act: &str) -> bool {
        matches!(act, "cancel" | "revoke" | "suspend" | "void" | "seize")
    }

    /// A sample.
    pub fn sample() -> PermitPage {
        let line = |block: &str, term, permitted: Amount, endorsed, unit| PermitLine {
            block: block.into(),
            taxon: "Crocodylus niloticus".into(),
            term,
            permitted,
            endorsed,
            received: None,
            unit,
        };
        PermitPage {
            shell: crate::samples::shell(Some(Role::MaApprover), "/permits/p3"),
            id: "p3".into(),
            document: cites::sample::endorsed_export(),
            status: PermitStatus::Endorsed,
            lines: vec![
                line("A", Term::Ski, Amount::whole(240), Some(Amount::whole(238)), Unit::Nar),
                line("B", Term::Mea, crate::samples::amount("12.5"), Some(crate::samples::amount("12.5")), Unit::Kgm),
            ],
            qr_svg: Some("<svg viewBox=\"0 0 21 21\" role=\"img\" aria-label=\"QR\"><path d=\"M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 9h3v3H9z\"/></svg>".into()),
            check_url: Some("https://qm.example/verify?issuer=QM&number=26QM000371&code=0123456789ABCDEFGHJKMNPQRS".into()),
            replaced_by: None,
            replaces: None,
            application: "a1".into(),
            crossings: vec![],
            arrivals: None,
            reusable: false,
            changes: super::Changes::default(),
            can_replace: false,
            timeline: crate::samples::permit_moments(),
            parts: super::Parts::sample(),
            today: jiff::civil::date(2026, 11, 26),
            told: vec![crate::notices::UseTold {
                at: crate::samples::at("2026-11-25T16:00:00Z"),
                used: true,
                quantities: vec![("A".into(), Amount::whole(238), Unit::Nar)],
                statement: "AWB 020-12345675".into(),
            }],
            timber: false,
            sheets: None,
            can_report: true,
            acts: ["cancel", "replace", "suspend"].map(String::from).to_vec(),
        }
    }
}

page! {
    PermitPage in "epermit/permit.html";
    layout Wide; area Some(Permits);
    title |c, w| w.rich2("permit-title", "kind", Html::text(w.document_type(&c.document.kind)), "number", Html::code(c.document.number.as_str()));
    trail |_c, w| vec![(w.html("ui-permits"), links::PERMITS.into())];
}

/// The form of one act on a permit; the dangerous ones ask for the last four digits of the number.
#[derive(Debug, Clone)]
pub struct PermitActForm {
    /// The frame.
    pub shell: Shell,
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its state.
    pub status: PermitStatus,
    /// The act: code of `permits::PermitActCode`. Fields: `reason`, and `digits` where it is dangerous; `report_lost`,
    /// `report_stolen`, `report_destroyed`: `statement`, `happened_on`.
    pub act: String,
    /// Its lines that are not void, for acts that speak of each.
    pub lines: Vec<super::ActLine>,
    /// Offices to choose from: code and name.
    pub ports: Vec<(String, String)>,
    /// What it changes, in the reader's language (quota, stock, partner).
    pub effects: Vec<String>,
    /// Last moment this permit was seen at a border, when it was.
    pub seen: Option<Timestamp>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong: `digits-wrong` at `digits`.
    pub errors: Vec<FieldError>,
}

impl PermitActForm {
    fn key(&self) -> String {
        format!("act-{}", self.act.replace('_', "-"))
    }

    fn lead(&self) -> String {
        format!("{}-lead", self.key())
    }

    fn is_dangerous(&self) -> bool {
        matches!(self.act.as_str(), "cancel" | "revoke" | "suspend" | "void")
    }

    /// The last four characters of the number's serial, which the officer types.
    pub fn digits(number: &str) -> String {
        let digits: Vec<char> =
            number.split('/').next().unwrap_or(number).chars().filter(char::is_ascii_digit).collect();
        digits[digits.len().saturating_sub(4)..].iter().collect()
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut fields = match self.act.as_str() {
            act if Self::has_lines(act) => self.line_fields(w),
            "report_lost" | "report_stolen" | "report_destroyed" => vec![
                Field::area("statement", w.html("act-statement"), 2000).hint(w.html("act-statement-hint")),
                Field::new("happened_on", w.html("act-happened-on"), Control::Date),
            ],
            "deliver" | "return" | "release" => {
                vec![Field::area("reason", w.html("ui-notes"), 1000).optional()]
            }
            _ => vec![Field::area("reason", w.html("ui-reason"), 1000).hint(w.html("act-reason-hint"))],
        };
        if self.is_dangerous() {
            let label = w.rich1("act-digits", "number", Html::code(&self.number));
            fields.push(Field::short("digits", label, "w4").hint(w.html("act-digits-hint")).kind("text", "numeric"));
        }
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// Every act that has its own words.
    pub const ACTS: &[&str] = &[
        "deliver",
        "cancel",
        "revoke",
        "suspend",
        "reinstate",
        "report_lost",
        "report_stolen",
        "report_destroyed",
        "replace",
        "return",
        "declare_unused",
        "void",
        "late_endorsement",
        "confirm_quantities",
        "hold",
        "release",
        "seize",
    ];

    /// A sample of one act.
    pub fn with(act: &str) -> PermitActForm {
        PermitActForm {
            shell: crate::samples::shell(Some(Role::MaApprover), &links::permit_act("p3", act)),
            id: "p3".into(),
            number: "26QM000371".into(),
            status: PermitStatus::Issued,
            act: act.into(),
            lines: vec![super::ActLine::sample()],
            ports: vec![("QMBND".into(), "Bend".into())],
            effects: vec![],
            seen: None,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// The cancellation with wrong digits.
    pub fn sample() -> PermitActForm {
        let mut page = PermitActForm::with("cancel");
        page.errors = vec![FieldError::new("digits", "digits-wrong")];
        page
    }
}

page! {
    PermitActForm in "epermit/permit_act.html";
    layout Narrow; area Some(Permits);
    title |c, w| w.html(c.key());
    trail |c, _w| vec![(Html::code(&c.number), links::permit(&c.id))];
    errors errors;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_officer_types_the_last_four_digits_of_the_serial_not_of_the_suffix() {
        assert_eq!(PermitActForm::digits("26QM000412/RA"), "0412");
        assert_eq!(PermitActForm::digits("26QM000371"), "0371");
    }
}
