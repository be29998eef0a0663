//! What documents do I need: the same rules as the officer's, before anybody signs in. One page, answers in the address.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Check, Checks, Control, Field, FieldError, Fields, Opt, Tone};
use crate::{Shell, Words, links};
use cites::{Amount, Appendix, CountryCode, Date, DocumentType, FindingKind, Money, Purpose, Source, Term, Unit};
use std::collections::BTreeMap;

/// One document somebody needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Which document.
    pub document: DocumentType,
    /// Who issues it.
    pub from: CountryCode,
    /// Other documents that would do as well.
    pub or: Vec<DocumentType>,
    /// Whose hand issues it: `management-authority`, `plant-health` or `institution`.
    pub issuer: &'static str,
    /// Must it be granted before the others?
    pub first: bool,
    /// The sentence of the rule, in the reader's language.
    pub because: String,
    /// By which text.
    pub citation: String,
    /// Longest validity in months, and its last day if it is issued today.
    pub valid: Option<(u8, Date)>,
    /// Codes of the kinds of fee that may be due.
    pub fees: Vec<&'static str>,
    /// The amounts, where the Party's fees are known here.
    pub price: Option<Price>,
    /// The Party is here, but has no fees in force.
    pub unset: bool,
}

/// What a document costs by the fees in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// What is certain.
    pub cost: crate::money::Cost,
    /// What may come on top.
    pub on_top: Vec<Extra>,
}

/// A fee that may come on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Code of the fee.
    pub item: String,
    /// What one costs, without tax.
    pub each: Option<Money>,
    /// Percent of the declared value.
    pub percent: Option<Amount>,
    /// A tariff by quantity: for each of what.
    pub unit: Option<Unit>,
}

impl Extra {
    /// `1.50 USD for each kilogram`, or what one costs.
    fn one(&self, money: &Money, w: &Words) -> Html {
        let (fee, amount) = (Html::text(w.code("fee-item", &self.item)), Html::data(w.money(money)));
        let unit = match self.unit {
            None => return w.rich2("wizard-cost-each", "fee", fee, "amount", amount),
            Some(Unit::Nar) => w.html("fee-unit-nar"),
            Some(unit) => Html::text(w.unit(&unit)),
        };
        w.rich("wizard-cost-for-each", &[("fee", fee.into()), ("amount", amount.into()), ("unit", unit.into())])
    }
}

impl Price {
    /// The sum with what it is made of, in one line, and what may come on top.
    pub(crate) fn html(&self, w: &Words) -> Html {
        let each = |fee: String, money: &Money| {
            w.rich2("wizard-cost-each", "fee", Html::text(fee), "amount", Html::data(w.money(money)))
        };
        let mut certain: Vec<Html> =
            self.cost.lines.iter().map(|l| each(w.code("fee-item", &l.item), &l.sum)).collect();
        match &self.cost.total {
            Some(total) if total.minor == 0 => certain = vec![w.html("wizard-cost-none")],
            Some(total) => {
                let total = w.rich1("wizard-cost-total", "amount", Html::data(w.money(total)));
                certain.insert(0, Html::join(&[Html::markup("<b>"), total, Html::markup("</b>")], ""));
            }
            None => {}
        }
        let on_top = self.on_top.iter().map(|o| match (&o.percent, &o.each) {
            (Some(percent), _) => {
                let fee = Html::text(w.code("fee-item", &o.item));
                w.rich2("wizard-cost-percent", "fee", fee, "percent", Html::data(w.amount(percent)))
            }
            (None, Some(money)) => o.one(money, w),
            (None, None) => Html::default(),
        });
        let on_top = Html::join(&on_top.collect::<Vec<_>>(), " · ");
        let may = match on_top.is_empty() {
            true => Html::default(),
            false => Html::join(&[w.html("wizard-cost-may"), on_top], " "),
        };
        let row = |html: Html| match html.is_empty() {
            true => html,
            false => Html::join(&[Html::markup("<small class=\"soft\">"), html, Html::markup("</small>")], ""),
        };
        let valid = self.cost.valid(w);
        Html::join(&[row(Html::join(&certain, " · ")), row(may), row(valid)], "")
    }
}

/// One thing that is examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Which.
    pub kind: FindingKind,
    /// By the Scientific Authority; else by the Management Authority.
    pub scientific: bool,
    /// By which text.
    pub citation: String,
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Documents are needed.
    Needed,
    /// None is needed.
    NotNeeded,
    /// Not allowed.
    NotAllowed,
}

/// What the rules answered.
#[derive(Debug, Clone)]
pub struct WizardResult {
    /// In one word.
    pub outcome: Outcome,
    /// Why none is needed: `effects`, `unlisted` or `none`.
    pub free: Option<&'static str>,
    /// The accepted name.
    pub taxon: String,
    /// Its Appendix.
    pub appendix: Appendix,
    /// In order.
    pub documents: Vec<Requirement>,
    /// Findings the Authority will need.
    pub findings: Vec<Examined>,
    /// Days until a decision that the Authority aims at.
    pub days: Option<u32>,
    /// The steps with their targets: code of the clock, hours.
    pub steps: Vec<(&'static str, u32)>,
    /// Rules that warn or stop.
    pub checks: Vec<Check>,
    /// Date of the law table.
    pub law_on: Date,
    /// The amounts are those for a private person; else for a company.
    pub person: bool,
    /// Where to begin an application with these answers; `None` when nothing is asked of us.
    pub start: Option<String>,
    /// The whole address of this answer, to be shared or printed.
    pub address: String,
}

/// The guidance page: questions, and below them the answer once enough is known.
#[derive(Debug, Clone)]
pub struct WizardPage {
    /// The frame.
    pub shell: Shell,
    /// What was answered: `taxon`, `term`, `direction` (`export`, `import`, `reexport`, `ifs`, `transit`), `from`, `to`,
    /// `source`, `purpose`; where the case is not an ordinary one also those of [`MORE`].
    pub typed: BTreeMap<String, String>,
    /// Names that match what was typed, when it was not one name: the value and `accepted name, common name`.
    pub matches: Vec<(String, String)>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The answer.
    pub result: Option<WizardResult>,
}

/// Situations that are not an ordinary shipment, in the order of the list.
pub const SITUATIONS: &[&str] = &[
    "carried",
    "household",
    "sent",
    "pet",
    "instrument",
    "exhibition",
    "samples",
    "science",
    "registered",
    "phyto",
    "replacement",
    "retrospective",
];

/// Questions of the folded part: the ordinary path never meets them.
pub const MORE: &[&str] = &[
    "situation",
    "quantity",
    "unit",
    "persons",
    "residence",
    "acquired_in",
    "acquired",
    "origin",
    "through",
    "flag",
    "landed_in",
    "generations",
    "applicant",
];

/// Countries as choices, named in the reader's language and sorted by that name.
pub(crate) fn countries(w: &Words, demo: bool) -> Vec<Opt> {
    let mut all: Vec<(String, CountryCode)> = choices(demo).map(|code| (w.country(&code), code)).collect();
    all.sort();
    let blank = Opt::new("", w.html("choose-one"));
    std::iter::once(blank)
        .chain(all.into_iter().map(|(name, code)| Opt::new(code.code(), Html::text(format!("{name} ({code})")))))
        .collect()
}

/// Trade terms as choices.
pub(crate) fn terms(w: &Words, of: &[Term]) -> Vec<Opt> {
    let mut all: Vec<(String, Term)> = of.iter().map(|t| (w.term(t), *t)).collect();
    all.sort();
    std::iter::once(Opt::new("", w.html("choose-one")))
        .chain(all.into_iter().map(|(name, t)| Opt::new(t.code(), Html::text(format!("{name} ({t})")))))
        .collect()
}

/// Purposes as choices.
pub(crate) fn purposes(w: &Words) -> Vec<Opt> {
    Purpose::ALL.iter().map(|p| Opt::new(p.code(), w.purpose_html(p))).collect()
}

/// Sources as choices.
pub(crate) fn sources(w: &Words) -> Vec<Opt> {
    Source::ALL.iter().map(|s| Opt::new(s.code(), w.source_html(s))).collect()
}

impl WizardPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let with_blank =
            |options: Vec<Opt>| std::iter::once(Opt::new("", w.html("choose-one"))).chain(options).collect::<Vec<_>>();
        let directions = ["export", "import", "reexport", "ifs", "transit"]
            .map(|d| Opt::new(d, w.html(format!("wizard-direction-{d}"))))
            .to_vec();
        let mut fields = Vec::new();
        if self.matches.is_empty() {
            fields
                .push(Field::new("taxon", w.html("wizard-species"), Control::Species).hint(w.html("ask-species-hint")));
        } else {
            let options =
                self.matches.iter().map(|(name, common)| Opt::new(name, Html::taxon(name)).hint(Html::data(common)));
            fields.push(Field::new("taxon", w.html("ask-species-which"), Control::Radios(options.collect())));
        }
        fields.extend([
            Field::new("term", w.html("wizard-term"), Control::Select(terms(w, Term::ALL))),
            Field::new("direction", w.html("wizard-direction"), Control::Radios(directions)),
            Field::new("from", w.html("wizard-from"), Control::Select(countries(w, self.shell.demo))),
            Field::new("to", w.html("wizard-to"), Control::Select(countries(w, self.shell.demo))),
            Field::new("source", w.html("wizard-source"), Control::Select(with_blank(sources(w)))),
            Field::new("purpose", w.html("wizard-purpose"), Control::Select(with_blank(purposes(w)))),
        ]);
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// The questions that only some cases need.
    fn more<'a>(&self, w: &'a Words) -> Fields<'a> {
        let blank = |key: &str| Opt::new("", w.html(key));
        let situations = SITUATIONS.iter().map(|s| Opt::new(*s, w.html(format!("wizard-situation-{s}"))));
        let situations = std::iter::once(blank("wizard-situation-ordinary")).chain(situations).collect();
        let units = [Unit::Nar, Unit::Grm, Unit::Kgm, Unit::Mlt, Unit::Ltr];
        let units = units.map(|u| Opt::new(u.code(), Html::text(w.unit(&u))));
        let units = std::iter::once(blank("choose-one")).chain(units).collect();
        let country = |name: &str| {
            let choices = Control::Select(countries(w, self.shell.demo));
            Field::new(name, w.html(format!("wizard-{}", name.replace('_', "-"))), choices).optional()
        };
        let short = |name: &str, width| Field::short(name, w.html(format!("wizard-{name}")), width).optional();
        let typed = |name: &str| self.typed.get(name).map_or("", String::as_str);
        let effects = matches!(typed("situation"), "carried" | "household" | "sent");
        let mut fields =
            vec![Field::new("situation", w.html("wizard-situation"), Control::Select(situations)).optional()];
        // What a case does not need is not asked: the page stays short, and light.
        if effects {
            fields.extend([
                short("quantity", "w10").kind("text", "decimal"),
                Field::new("unit", w.html("wizard-unit"), Control::Select(units)).optional(),
                short("persons", "w5").kind("text", "numeric"),
                country("residence"),
                country("acquired_in"),
            ]);
        }
        if typed("source") == "O" {
            fields.push(short("acquired", "w10").hint(w.html("wizard-acquired-hint")));
        }
        if effects || typed("direction") == "reexport" || !typed("origin").is_empty() {
            fields.push(country("origin").hint(w.html("wizard-origin-hint")));
        }
        if typed("direction") == "transit" {
            fields.push(country("through").hint(w.html("wizard-through-hint")));
        }
        if typed("direction") == "ifs" {
            for name in ["flag", "landed_in"] {
                let key = name.replace('_', "-");
                let choices = Control::Select(countries(w, self.shell.demo));
                let field = Field::new(name, w.html(format!("wizard-{key}")), choices);
                fields.push(field.hint(w.html(format!("kind-ask-{key}-hint"))).optional());
            }
        }
        if typed("taxon").contains('×') {
            let hint = w.html("wizard-generations-hint");
            fields.push(short("generations", "w5").kind("text", "numeric").hint(hint));
        }
        // Who pays decides the price in some countries.
        let classes = ["PERSON", "ORGANISATION"].map(|c| Opt::new(c, Html::text(w.code("finance-class", c))));
        let classes = std::iter::once(blank("choose-one")).chain(classes).collect();
        fields.push(Field::new("applicant", w.html("wizard-applicant"), Control::Select(classes)).optional());
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// For whom the amounts are.
    fn priced_for(&self, result: &WizardResult, w: &Words) -> Html {
        if !result.documents.iter().any(|d| d.price.is_some()) {
            return Html::default();
        }
        w.html(if result.person { "wizard-cost-lead-person" } else { "wizard-cost-lead" })
    }

    /// Is one of the folded questions answered, or wrong?
    fn is_unfolded(&self) -> bool {
        let direction = self.typed.get("direction").map(String::as_str);
        matches!(direction, Some("reexport" | "transit" | "ifs"))
            || MORE.iter().any(|name| {
                self.typed.get(*name).is_some_and(|v| !v.is_empty()) || self.errors.iter().any(|e| e.field == *name)
            })
    }

    /// What was answered, in words; for the printed page, which has no form.
    fn answers(&self, w: &Words) -> Vec<(String, Html)> {
        let names = ["taxon", "term", "direction", "from", "to", "source", "purpose"];
        let names = names.iter().chain(MORE.iter()).filter_map(|name| {
            let value = self.typed.get(*name).filter(|v| !v.is_empty())?;
            let words = match *name {
                "taxon" => Html::taxon(value),
                "direction" | "situation" => w.html(format!("wizard-{name}-{value}")),
                "applicant" => Html::text(w.code("finance-class", value)),
                "from" | "to" | "residence" | "acquired_in" | "origin" | "through" | "flag" | "landed_in" => {
                    CountryCode::parse(value).map_or_else(|_| Html::data(value), |c| w.country_html(&c))
                }
                "term" => Term::from_code(value).map_or_else(|| Html::data(value), |t| w.term_html(&t)),
                "source" => Source::from_code(value).map_or_else(|| Html::data(value), |s| w.source_html(&s)),
                "purpose" => Purpose::from_code(value).map_or_else(|| Html::data(value), |p| w.purpose_html(&p)),
                "unit" => Unit::from_code(value).map_or_else(|| Html::data(value), |u| Html::text(w.unit(&u))),
                _ => Html::data(value),
            };
            let key = match *name {
                "taxon" => "wizard-species".to_owned(),
                other => format!("wizard-{}", other.replace('_', "-")),
            };
            Some((w.say(key), words))
        });
        names.collect()
    }

    fn checks(&self, result: &WizardResult, w: &Words) -> Checks {
        Checks::new(&result.checks, w)
    }

    fn tone(&self, result: &WizardResult) -> Tone {
        match result.outcome {
            Outcome::Needed => Tone::Move,
            Outcome::NotNeeded => Tone::Go,
            Outcome::NotAllowed => Tone::Stop,
        }
    }

    fn word(&self, result: &WizardResult, w: &Words) -> String {
        match result.outcome {
            Outcome::Needed => w.say1("wizard-needed", "n", result.documents.len()),
            Outcome::NotNeeded => w.say("ui-no-permit-needed"),
            Outcome::NotAllowed => w.say("ui-trade-not-allowed"),
        }
    }

    /// A sample with its answer.
    pub fn sample() -> WizardPage {
        let typed = [
            ("taxon", "Crocodylus niloticus"),
            ("term", "SKI"),
            ("direction", "export"),
            ("from", "QM"),
            ("to", "QN"),
            ("source", "R"),
            ("purpose", "T"),
        ];
        WizardPage {
            shell: crate::samples::shell(None, links::WIZARD),
            typed: typed.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect(),
            matches: vec![],
            errors: vec![],
            result: Some(WizardResult {
                outcome: Outcome::Needed,
                free: None,
                taxon: "Crocodylus niloticus".into(),
                appendix: Appendix::II,
                documents: vec![Requirement {
                    document: DocumentType::Export,
                    from: cites::country::DEMO_EXPORTER,
                    or: vec![DocumentType::Captive],
                    issuer: "management-authority",
                    first: false,
                    because: "The species is in Appendix II.".into(),
                    citation: "Convention, Art. IV.2".into(),
                    valid: Some((6, jiff::civil::date(2027, 5, 20))),
                    fees: vec!["APP", "ISSUE"],
                    price: Some(Price {
                        cost: crate::money::Cost::sample(),
                        on_top: vec![
                            Extra {
                                item: "SPECIMEN".into(),
                                each: Some(crate::money::usd(150)),
                                percent: None,
                                unit: Some(Unit::Kgm),
                            },
                            Extra { item: "VALUE".into(), each: None, percent: Some(Amount::whole(2)), unit: None },
                        ],
                    }),
                    unset: false,
                }],
                findings: vec![
                    Examined { kind: FindingKind::NdfExport, scientific: true, citation: "CITES, Art. IV.2".into() },
                    Examined { kind: FindingKind::Laf, scientific: false, citation: "CITES, Art. IV.2".into() },
                ],
                days: Some(30),
                steps: vec![("C_COMPLETE", 24), ("C_SA", 240), ("C_SIGN", 24)],
                checks: vec![crate::samples::check_quota()],
                law_on: jiff::civil::date(2026, 11, 21),
                person: false,
                start: Some(links::APPLICATION_NEW.into()),
                address: "https://permits.example/what-do-i-need?taxon=Crocodylus+niloticus&term=SKI".into(),
            }),
        }
    }
}

page! {
    WizardPage in "shared/wizard.html";
    layout Narrow; area Some(Guidance);
    title |_c, w| w.html("ui-what-documents");
    trail |_c, w| vec![(w.html("ui-home"), links::HOME.into())];
    errors errors;
}

/// Countries one may choose: all of them; the two invented ones only on a demonstration.
fn choices(demo: bool) -> impl Iterator<Item = CountryCode> {
    cites::country::CountryCode::all().iter().map(|e| e.code).filter(move |c| demo || !c.is_demo())
}

/// Where a term stands in the list; the rest are parts.
const LIVING: &[&str] = &["LIV", "EGL", "FIG", "BUL", "GRS", "CUL"];
const SKINS: &[&str] =
    &["SKI", "SKP", "SID", "LPS", "LPL", "LPM", "LPF", "GAR", "PLA", "HAI", "HAP", "CLO", "FIB", "BSK", "BAK", "HRN"];
const WORKED: &[&str] = &[
    "CAR", "IVC", "BOC", "HOC", "IVP", "JWL", "FUR", "KEY", "MUS", "PIA", "TIC", "TRO", "DER", "GEN", "SHO", "WPR",
    "RUG", "HON",
];
const WOOD: &[&str] = &[
    "LOG", "SAW", "VEN", "PLY", "TIM", "CHP", "TRW", "TIP", "BAR", "STE", "ROO", "LVS", "FLO", "SEE", "FRU", "CUT",
    "SAP", "DPL", "POW", "PKY",
];
const EATEN: &[&str] =
    &["MEA", "CAV", "EGG", "FIN", "MED", "EXT", "OIL", "SOU", "CST", "MUS", "GAL", "GAB", "SWI", "WAX", "PHE", "VNM"];

/// All terms under six headings, named and sorted in the reader's language.
pub(crate) fn terms_in_groups(w: &Words) -> Vec<(String, Vec<Opt>)> {
    term_groups(w).into_iter().map(|(_, name, options)| (name, options)).collect()
}

/// The same with the code of each group before its name.
pub(crate) fn term_groups(w: &Words) -> Vec<(&'static str, String, Vec<Opt>)> {
    let groups = [("living", LIVING), ("skins", SKINS), ("worked", WORKED), ("wood", WOOD), ("eaten", EATEN)];
    let group_of = |t: &Term| groups.iter().find(|g| g.1.contains(&t.code())).map_or("parts", |g| g.0);
    ["living", "skins", "parts", "worked", "wood", "eaten"]
        .iter()
        .map(|group| {
            let of: Vec<Term> = Term::ALL.iter().copied().filter(|t| group_of(t) == *group).collect();
            (*group, w.say(format!("term-group-{group}")), terms(w, &of).split_off(1))
        })
        .filter(|(_, _, options)| !options.is_empty())
        .collect()
}
