//! One question per page. Names of the fields are the paths of `permits::FormInput` (`importer.city`, `lines.0.taxon`).

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Tag, Tone};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{Amount, DocumentType, Role, Term, Unit};
use std::collections::BTreeMap;

/// Stands before a name that is kept although it is not known.
pub const KEEP: char = '=';

/// One item already in the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemCard {
    /// Index in the draft, from 0.
    pub line: usize,
    /// Scientific name, empty while not answered.
    pub taxon: String,
    /// Term, when answered.
    pub term: Option<Term>,
    /// Amount and unit as typed.
    pub quantity: String,
    /// Anything missing or wrong?
    pub complete: bool,
}

/// A document the rules ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// What it is for: `proof-of-import`, `import-permit`, `operation-record`, `mandate`, `photo`, `other`.
    pub kind: String,
    /// Why, in the reader's language, from the rules; empty for `other`.
    pub because: String,
    /// Files handed in for it: id and name.
    pub files: Vec<(String, String)>,
}

/// Which question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// What do you want to do? `document_type`.
    Kind {
        /// Kinds this Authority issues, in groups: message key `kind-group-<name>`.
        groups: Vec<(String, Vec<DocumentType>)>,
    },
    /// What only this kind asks for: `particulars.*`.
    Particulars {
        /// What it asks.
        asks: super::Particulars,
    },
    /// Who receives the goods? `importer.*`.
    Importer,
    /// Who sends the goods? `exporter.*`.
    Exporter,
    /// Which country? `partner_country`.
    Country,
    /// Why? `purpose`.
    Purpose,
    /// Which species? `lines.N.taxon`; with more than one match the page asks again with radio buttons.
    Species {
        /// Matches of what was typed: accepted name, and what it is called or why it matches.
        matches: Vec<(String, String)>,
    },
    /// What is it? `lines.N.term`.
    Term,
    /// How much? `lines.N.quantity`, `lines.N.unit`.
    Quantity {
        /// Units that fit the term, the usual one first.
        units: Vec<Unit>,
        /// What is left in the quota that applies.
        quota_left: Option<(Amount, Unit)>,
    },
    /// Where did it come from? `lines.N.source`.
    Source,
    /// From which lot of the stock? `lines.N.lot`.
    Lot {
        /// Number of each lot that may be drawn on, and what is in it, in the reader's language.
        lots: Vec<(String, String)>,
    },
    /// From which area of the country, where quotas are set by area? `lines.N.area`.
    Area {
        /// The areas that quotas name.
        areas: Vec<String>,
    },
    /// Country of origin and earlier documents: `lines.N.origin.*`, `lines.N.last_reexport.*`.
    Origin {
        /// Also the last re-export (re-exports only)?
        reexport: bool,
    },
    /// Marks: `lines.N.marks`, one a line.
    Marks,
    /// A living animal: `lines.N.age_sex`.
    Living,
    /// Registered operation or date of acquisition: `lines.N.operation`, `lines.N.acquired`.
    Operation {
        /// The applicant's operations that are registered today for the species: number, and name with its register;
        /// `None` where the specimens come from another country, whose register is not ours.
        own: Option<Vec<(String, String)>>,
        /// The document says the first source itself and a second may stand beside it: asked here, `lines.N.second_source`.
        second: bool,
    },
    /// A7c: Appendix I, which import permit of the destination it is, or that it comes later.
    Import,
    /// Describe it: `lines.N.description`, `lines.N.common_name`.
    Describe,
    /// How many consignments? `consignments`.
    Consignments,
    /// Is it urgent? `urgency`. Asked only where the Party offers urgent handling for it.
    Urgency {
        /// What it costs, without tax.
        costs: Option<cites::Money>,
        /// How long a decision takes: usually, and with urgent handling.
        takes: super::Takes,
    },
    /// How much goes with each? `lines.N.shares.K`.
    Shares {
        /// How many consignments.
        of: u16,
        /// The quantity of the item, in the reader's language.
        whole: String,
    },
    /// Another item? Posts `add`, `copy=N` or `remove=N`.
    Items {
        /// Items so far.
        items: Vec<ItemCard>,
    },
    /// How will it travel? `transport_mode`, `shipment_date`, `port_of_exit`, `port_of_entry`, `transit`.
    Transport,
    /// Upload documents: `kind`, `file`.
    Documents {
        /// What the rules ask for, then `other`.
        needed: Vec<Needed>,
    },
    /// Anything else? `own_reference`, `language`, `remarks`, `declared_value`.
    More,
    /// Declaration: `earlier_refusal`, `declaration`.
    Declare,
}

impl Ask {
    /// The step in the address.
    pub const fn step(&self) -> &'static str {
        match self {
            Ask::Kind { .. } => "kind",
            Ask::Particulars { .. } => "particulars",
            Ask::Importer => "importer",
            Ask::Exporter => "exporter",
            Ask::Country => "country",
            Ask::Purpose => "purpose",
            Ask::Species { .. } => "species",
            Ask::Term => "term",
            Ask::Quantity { .. } => "quantity",
            Ask::Source => "source",
            Ask::Lot { .. } => "lot",
            Ask::Area { .. } => "area",
            Ask::Origin { .. } => "origin",
            Ask::Marks => "marks",
            Ask::Living => "living",
            Ask::Operation { .. } => "operation",
            Ask::Import => "import",
            Ask::Describe => "describe",
            Ask::Consignments => "consignments",
            Ask::Urgency { .. } => "urgency",
            Ask::Shares { .. } => "shares",
            Ask::Items { .. } => "items",
            Ask::Transport => "transport",
            Ask::Documents { .. } => "documents",
            Ask::More => "more",
            Ask::Declare => "declare",
        }
    }

    /// Every step about the whole application, in order.
    pub const STEPS: &[&str] = &[
        "kind",
        "exporter",
        "importer",
        "country",
        "purpose",
        "consignments",
        "items",
        "transport",
        "urgency",
        "documents",
        "more",
        "check",
        "declare",
    ];
    /// Every step about one line, in order.
    pub const LINE_STEPS: &[&str] = &[
        "species",
        "term",
        "quantity",
        "shares",
        "source",
        "lot",
        "area",
        "origin",
        "marks",
        "living",
        "operation",
        "import",
        "describe",
    ];
}

/// A question with its answer so far.
#[derive(Debug, Clone)]
pub struct Question {
    /// The frame.
    pub shell: Shell,
    /// The application's id; empty while it does not exist yet (A1 on a new application).
    pub application: String,
    /// Which line it is about, from 0, and how many there are.
    pub line: Option<(usize, usize)>,
    /// Scientific name of that line, empty while not answered.
    pub taxon: String,
    /// Term of that line, when answered.
    pub term: Option<Term>,
    /// The question.
    pub ask: Ask,
    /// What was typed, by field path.
    pub typed: BTreeMap<String, String>,
    /// What is wrong, by field path.
    pub errors: Vec<FieldError>,
    /// Address of the question before this one.
    pub back: String,
    /// Sentences of the rules about this answer, in the reader's language (`look` and `stop`).
    pub advice: Vec<String>,
    /// What the page showed when it was drawn, in one word: sent along, so that a later save knows of an earlier one.
    pub seen: String,
}

impl Question {
    fn path(&self, field: &str) -> String {
        format!("lines.{}.{field}", self.line.map_or(0, |l| l.0))
    }

    fn key(&self) -> String {
        format!("ask-{}", self.ask.step())
    }

    fn hint(&self) -> String {
        format!("{}-hint", self.key())
    }

    fn action(&self) -> String {
        match (&self.application, self.line) {
            (id, _) if id.is_empty() => links::APPLICATION_NEW.into(),
            (id, Some((line, _))) => links::line_question(id, line, self.ask.step()),
            (id, None) => links::question(id, self.ask.step()),
        }
    }

    fn tasks(&self) -> String {
        if self.application.is_empty() { links::APPLICATIONS.into() } else { links::tasks(&self.application) }
    }

    /// `Item 1 of 2: Crocodylus niloticus, skins`.
    fn caption(&self, w: &Words) -> Html {
        let Some((line, of)) = self.line else { return Html::default() };
        let mut parts = vec![w.rich2("ask-item", "n", line + 1, "all", of.max(line + 1))];
        if !self.taxon.is_empty() {
            parts.push(Html::taxon(&self.taxon));
        }
        parts.extend(self.term.as_ref().map(|t| Html::data(w.term(t))));
        Html::join(&parts, " · ")
    }

    /// Does the one field carry the heading itself?
    fn alone(&self) -> bool {
        matches!(
            self.ask,
            Ask::Kind { .. }
                | Ask::Country
                | Ask::Purpose
                | Ask::Species { .. }
                | Ask::Term
                | Ask::Quantity { .. }
                | Ask::Source
                | Ask::Lot { .. }
                | Ask::Area { .. }
                | Ask::Marks
                | Ask::Living
                | Ask::Consignments
                | Ask::Urgency { .. }
        )
    }

    fn party(&self, who: &str, w: &Words) -> Vec<Field> {
        let f = |name: &str| format!("{who}.{name}");
        vec![
            Field::line(f("name"), w.html("party-name")),
            Field::line(f("street"), w.html("party-street")),
            Field::short(f("post_box"), w.html("party-post-box"), "w10").optional(),
            Field::line(f("city"), w.html("party-city")),
            Field::short(f("postcode"), w.html("party-postcode"), "w10").optional(),
            Field::line(f("subdivision"), w.html("party-subdivision")).optional(),
            Field::new(f("country"), w.html("ui-country"), Control::Select(choices::countries(w, self.shell.demo))),
        ]
    }

    /// The second code of box 10, which stands only beside I or O.
    fn second_source(&self, w: &Words) -> Field {
        let codes = cites::Source::ALL.iter().map(|s| Opt::new(s.code(), w.source_html(s)));
        let none = std::iter::once(Opt::new("", w.html("ask-second-source-none")));
        let choices = Control::Select(none.chain(codes).collect());
        let field = Field::new(self.path("second_source"), w.html("ask-second-source"), choices);
        field.hint(w.html("ask-second-source-hint")).optional()
    }

    fn provenance(&self, which: &str, title: &str, w: &Words) -> Vec<Field> {
        let f = |name: &str| self.path(&format!("{which}.{name}"));
        let countries = choices::countries(w, self.shell.demo);
        vec![
            Field::new(f("country"), w.html(title), Control::Select(countries)),
            Field::short(f("permit"), w.html("ask-origin-permit"), "w20").optional(),
            Field::new(f("date"), w.html("ask-origin-date"), Control::Date).optional(),
        ]
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let key = self.key();
        let hint = w.html(format!("{key}-hint"));
        let one =
            |name: String, control: Control| vec![Field::new(name, w.html(&key), control).hint(hint.clone()).heading()];
        let fields = match &self.ask {
            Ask::Kind { groups } => {
                let option = |k: &DocumentType| {
                    Opt::new(k.code(), Html::text(w.document_type(k))).hint(Html::text(w.code("kind-when", k.code())))
                };
                let groups = groups
                    .iter()
                    .map(|(name, kinds)| (w.html(format!("kind-group-{name}")), kinds.iter().map(option).collect()));
                one("document_type".into(), Control::GroupedRadios(groups.collect()))
            }
            Ask::Particulars { asks } => asks.fields(w, self.shell.demo),
            Ask::Importer => self.party("importer", w),
            Ask::Exporter => self.party("exporter", w),
            Ask::Country => one("partner_country".into(), Control::Select(choices::countries(w, self.shell.demo))),
            Ask::Purpose => one("purpose".into(), Control::Radios(choices::purposes(w))),
            Ask::Urgency { costs, takes } => {
                let urgent = match costs {
                    Some(money) => w.rich1("urgency-urgent-costs", "amount", Html::data(w.money(money))),
                    None => w.html("urgency-urgent"),
                };
                let (usual, sooner) = takes.hints(w);
                let standard = Opt::new("standard", w.html("urgency-standard")).hint(usual);
                one("urgency".into(), Control::Radios(vec![standard, Opt::new("urgent", urgent).hint(sooner)]))
            }
            Ask::Species { matches } if matches.is_empty() => one(self.path("taxon"), Control::Species),
            Ask::Species { matches } => {
                // A value that begins with the sign keeps a name that is not known: its reader has said so.
                let option = |(n, more): &(String, String)| match n.strip_prefix(KEEP) {
                    Some(typed) => {
                        Opt::new(n, w.rich1("ask-species-keep", "name", Html::taxon(typed))).hint(Html::data(more))
                    }
                    None => Opt::new(n, Html::taxon(n)).hint(Html::data(more)),
                };
                let options = matches.iter().map(option);
                let again = Opt::new("", w.html("ask-species-again"));
                let options = options.chain([again]).collect();
                vec![Field::new(self.path("taxon"), w.html("ask-species-which"), Control::Radios(options)).heading()]
            }
            Ask::Term => one(self.path("term"), Control::Grouped(choices::terms_in_groups(w))),
            Ask::Quantity { units, .. } => {
                let options = units.iter().map(|u| Opt::new(u.code(), Html::text(w.unit(u)))).collect();
                one(self.path("quantity"), Control::Quantity(options))
            }
            Ask::Source => {
                let options = cites::Source::ALL
                    .iter()
                    .map(|s| Opt::new(s.code(), w.source_html(s)).hint(Html::text(w.code("source-when", s.code()))));
                let mut fields = one(self.path("source"), Control::Radios(options.collect()));
                fields.push(self.second_source(w));
                fields
            }
            Ask::Lot { lots } => {
                let none = Opt::new("", w.html("ask-lot-none"));
                let options =
                    lots.iter().map(|(number, more)| Opt::new(number, Html::code(number)).hint(Html::data(more)));
                one(self.path("lot"), Control::Radios(std::iter::once(none).chain(options).collect()))
            }
            Ask::Area { areas } => {
                let options = areas.iter().map(|area| Opt::new(area, Html::data(area)));
                one(self.path("area"), Control::Radios(options.collect()))
            }
            Ask::Origin { reexport } => {
                let mut fields = self.provenance("origin", "form-box12-country-origin", w);
                if *reexport {
                    fields.extend(self.provenance("last_reexport", "form-box12a-last-reexport", w));
                }
                fields
            }
            Ask::Marks => {
                let kinds = Control::Select(crate::registers::marks::kinds(w));
                let kind = Field::new(self.path("mark_kind"), w.html("ask-mark-kind"), kinds);
                let marks = one(self.path("marks"), Control::Area { rows: 5, max: 2000 }).into_iter();
                marks.map(Field::optional).chain([kind.hint(w.html("ask-mark-kind-hint")).optional()]).collect()
            }
            Ask::Living => {
                vec![Field::short(self.path("age_sex"), w.html(&key), "w20").hint(hint).heading().optional()]
            }
            Ask::Operation { own, second } => {
                let operation = match own {
                    None => Field::short(self.path("operation"), w.html("ask-operation-number"), "w20")
                        .hint(w.html("ask-operation-number-hint")),
                    Some(own) => {
                        let none = Opt::new("", w.html("ask-operation-none"));
                        let named = own.iter().map(|(number, name)| Opt::new(number, Html::data(name)));
                        let options = std::iter::once(none).chain(named).collect();
                        let hint = if own.is_empty() { "ask-operation-own-empty" } else { "ask-operation-own-hint" };
                        Field::new(self.path("operation"), w.html("ask-operation-own"), Control::Select(options))
                            .hint(w.html(hint))
                    }
                };
                let acquired = Field::short(self.path("acquired"), w.html("ask-operation-acquired"), "w20")
                    .hint(w.html("ask-operation-acquired-hint"));
                let mut fields = vec![operation.optional(), acquired.optional()];
                fields.extend(second.then(|| self.second_source(w)));
                fields
            }
            Ask::Import => {
                let choices = [("", "ask-import-here"), ("yes", "ask-import-later-yes")];
                let choices = choices.map(|(code, key)| Opt::new(code, w.html(key))).to_vec();
                vec![
                    Field::new(self.path("import_later"), w.html("ask-import-when"), Control::Radios(choices)),
                    Field::short(self.path("import_permit"), w.html("ask-import-number"), "w20")
                        .hint(w.html("ask-import-number-hint"))
                        .optional(),
                ]
            }
            Ask::Describe => {
                let mut fields = vec![
                    Field::area(self.path("description"), w.html("ask-describe-words"), 500)
                        .hint(w.html("ask-describe-words-hint")),
                    Field::line(self.path("common_name"), w.html("form-box8-common-name")).optional(),
                ];
                if self.taxon.contains('×') {
                    let pedigree = Field::short(self.path("generations"), w.html("wizard-generations"), "w5");
                    fields.push(pedigree.hint(w.html("wizard-generations-hint")).optional());
                }
                fields
            }
            Ask::Consignments => {
                vec![Field::short("consignments", w.html(&key), "w4").hint(hint).heading().optional()]
            }
            Ask::Shares { of, .. } => (0..*of)
                .map(|n| {
                    let label = w.rich1("consignment-nth", "n", usize::from(n) + 1);
                    Field::short(self.path(&format!("shares.{n}")), label, "w10").kind("text", "decimal")
                })
                .collect(),
            Ask::Items { .. } => vec![],
            Ask::Transport => {
                let modes = ["air", "sea", "road", "rail", "post", "carried"];
                let modes = modes.map(|m| Opt::new(m, w.html(format!("transport-{m}")))).to_vec();
                vec![
                    Field::new("transport_mode", w.html("ask-transport-mode"), Control::Radios(modes)),
                    Field::new("shipment_date", w.html("ask-transport-date"), Control::Date)
                        .hint(w.html("ask-transport-date-hint"))
                        .optional(),
                    Field::line("port_of_exit", w.html("ask-transport-exit")).optional(),
                    Field::line("port_of_entry", w.html("ask-transport-entry")).optional(),
                    Field::line("transit", w.html("ask-transport-transit"))
                        .hint(w.html("ask-transport-transit-hint"))
                        .optional(),
                ]
            }
            Ask::Documents { needed } => {
                let kinds = needed.iter().map(|n| Opt::new(&n.kind, w.html(format!("paper-{}", n.kind)))).collect();
                vec![
                    Field::new("kind", w.html("ask-documents-kind"), Control::Select(kinds)),
                    Field::new("file", w.html("ui-choose-file"), Control::File { many: false })
                        .hint(w.html("ask-documents-file-hint")),
                ]
            }
            Ask::More => {
                let langs = ["en", "fr", "es"].map(|l| {
                    let name = cites::Lang::from_code(l).map_or(l, cites::Lang::own_name);
                    Opt::new(l, Html::text(name))
                });
                vec![
                    Field::line("own_reference", w.html("ui-your-reference")).optional(),
                    Field::new("language", w.html("ask-more-language"), Control::Select(langs.to_vec())),
                    Field::area("remarks", w.html("ask-more-remarks"), 1000).optional(),
                    Field::short("declared_value", w.html("ask-more-value"), "w20")
                        .hint(w.html("ask-more-value-hint"))
                        .optional(),
                ]
            }
            Ask::Declare => vec![
                Field::area("earlier_refusal", w.html("ask-declare-refusal"), 1000)
                    .hint(w.html("ask-declare-refusal-hint"))
                    .optional(),
                Field::new(
                    "declaration",
                    w.html("ask-declare-true"),
                    Control::Checks(vec![Opt::new("true", w.html("ask-declare-yes"))]),
                ),
            ],
        };
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn is_upload(&self) -> bool {
        matches!(self.ask, Ask::Documents { .. })
    }

    fn needed(&self) -> &[Needed] {
        match &self.ask {
            Ask::Documents { needed } => needed,
            _ => &[],
        }
    }

    fn items(&self) -> Option<&[ItemCard]> {
        match &self.ask {
            Ask::Items { items } => Some(items),
            _ => None,
        }
    }

    fn quota_left(&self, w: &Words) -> Html {
        match &self.ask {
            Ask::Quantity { quota_left: Some((left, unit)), .. } => {
                w.rich1("ask-quantity-quota", "left", Html::data(w.amount_of(left, unit)))
            }
            Ask::Shares { whole, .. } => w.rich1("ask-shares-whole", "quantity", Html::data(whole)),
            _ => Html::default(),
        }
    }

    fn item_tag(&self, item: &ItemCard, w: &Words) -> Tag {
        if item.complete {
            Tag::new(Tone::Go, w.say("ui-completed"))
        } else {
            Tag::new(Tone::Wait, w.say("ui-in-progress"))
        }
    }

    fn item_href(&self, item: &ItemCard) -> String {
        links::line_question(&self.application, item.line, "species")
    }

    fn next_item(&self) -> String {
        links::line_question(&self.application, self.items().map_or(0, <[_]>::len), "species")
    }

    fn continue_words(&self) -> &'static str {
        match self.ask {
            Ask::Declare => "ask-declare-send",
            Ask::Documents { .. } => "ui-upload-file",
            _ => "action-continue",
        }
    }

    /// A sample of a question.
    pub fn with(ask: Ask) -> Question {
        let is_line = Ask::LINE_STEPS.contains(&ask.step());
        Question {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1/x"),
            application: "a1".into(),
            line: is_line.then_some((0, 1)),
            taxon: if is_line && ask.step() != "species" { "Crocodylus niloticus".into() } else { String::new() },
            term: (is_line && !matches!(ask.step(), "species" | "term")).then_some(Term::Ski),
            ask,
            typed: BTreeMap::new(),
            errors: vec![],
            back: links::tasks("a1"),
            advice: vec![],
            seen: String::new(),
        }
    }

    /// The quantity question with an error.
    pub fn sample() -> Question {
        let mut page = Question::with(Ask::Quantity {
            units: vec![Unit::Nar, Unit::Kgm],
            quota_left: Some((Amount::whole(368), Unit::Nar)),
        });
        page.typed =
            BTreeMap::from([("lines.0.quantity".into(), "12.5".into()), ("lines.0.unit".into(), "NAR".into())]);
        page.errors = vec![FieldError::new("lines.0.quantity", "quantity-whole")];
        page
    }

    /// Every question once.
    pub fn samples() -> Vec<Question> {
        let all = vec![
            Ask::Kind {
                groups: vec![
                    ("once".into(), vec![DocumentType::Export, DocumentType::Reexport, DocumentType::Import]),
                    ("often".into(), vec![DocumentType::Poc, DocumentType::Mic]),
                ],
            },
            Ask::Importer,
            Ask::Exporter,
            Ask::Country,
            Ask::Purpose,
            Ask::Species { matches: vec![] },
            Ask::Species {
                matches: vec![
                    ("Crocodylus niloticus".into(), "Nile crocodile · Appendix I/II".into()),
                    ("Crocodylus porosus".into(), "Saltwater crocodile · Appendix I/II".into()),
                ],
            },
            Ask::Term,
            Ask::Quantity { units: vec![Unit::Nar, Unit::Mtk], quota_left: Some((Amount::whole(368), Unit::Nar)) },
            Ask::Source,
            Ask::Lot { lots: vec![("L26-00001".into(), "Crocodylus niloticus, skins, ranched: 60".into())] },
            Ask::Area { areas: vec!["Lake Quemba".into(), "Lower Quira".into()] },
            Ask::Origin { reexport: true },
            Ask::Marks,
            Ask::Living,
            Ask::Operation { own: None, second: true },
            Ask::Operation { own: Some(vec![("A-QM-501".into(), "River Bend hatchery".into())]), second: false },
            Ask::Import,
            Ask::Describe,
            Ask::Items {
                items: vec![ItemCard {
                    line: 0,
                    taxon: "Crocodylus niloticus".into(),
                    term: Some(Term::Ski),
                    quantity: "240".into(),
                    complete: true,
                }],
            },
            Ask::Consignments,
            Ask::Shares { of: 3, whole: "240".into() },
            Ask::Transport,
            Ask::Documents {
                needed: vec![
                    Needed {
                        kind: "operation-record".into(),
                        because: "The skins are ranched: show the farm's register.".into(),
                        files: vec![("f1".into(), "register-2026.pdf".into())],
                    },
                    Needed { kind: "other".into(), because: String::new(), files: vec![] },
                ],
            },
            Ask::More,
            Ask::Declare,
            Ask::Particulars { asks: super::Particulars::everything() },
            Ask::Particulars { asks: super::Particulars::of_effects() },
        ];
        let mut pages: Vec<Question> = all.into_iter().map(Question::with).collect();
        pages[0].typed.insert("document_type".into(), "EXPORT".into());
        pages[9].advice = vec!["Wild specimens need a non-detriment finding of the Scientific Authority.".into()];
        pages[2].typed = [
            ("exporter.name", "River Bend Farm Ltd"),
            ("exporter.street", "1 River Road"),
            ("exporter.city", "Bend"),
            ("exporter.country", "QM"),
        ]
        .map(|(k, v)| (k.to_string(), v.to_string()))
        .into();
        pages
    }
}

page! {
    Question in "epermit/question.html";
    layout Narrow; area Some(Applications);
    title |c, w| w.html(c.key());
    trail |c, w| vec![(w.html("action-back"), c.back.clone())];
    errors errors;
}
