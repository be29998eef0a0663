//! What the acts of the examination ask that have more to say than one text: inspections, other authorities, import
//! permits, exemptions, appeals.

use super::acts::ActForm;
use crate::Words;
use crate::html::Html;
use crate::parts::{Control, Field, Opt};
use cites::{Amount, Unit};

/// A line of the case that an act speaks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActLine {
    /// Letter of its block.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Marks as told, one an entry.
    pub marks: Vec<String>,
    /// What is asked for or permitted.
    pub amount: Amount,
    /// Its unit.
    pub unit: Unit,
}

impl ActLine {
    /// A box for a quantity of this line: `quantity.<block>`, its unit fixed.
    pub(crate) fn quantity(&self, key: &str, w: &Words) -> Field {
        let unit = Opt::new(self.unit.code(), Html::text(w.unit(&self.unit)));
        let label = w.rich(
            key,
            &[
                ("block", Html::text(&self.block).into()),
                ("taxon", Html::taxon(&self.taxon).into()),
                ("amount", Html::data(w.amount_of(&self.amount, &self.unit)).into()),
            ],
        );
        Field::new(format!("quantity.{}", self.block), label, Control::Quantity(vec![unit]))
    }

    /// A sample.
    pub fn sample() -> ActLine {
        ActLine {
            block: "A".into(),
            taxon: "Crocodylus niloticus".into(),
            marks: vec!["QM-RA-2026-000381 to 000620".into()],
            amount: Amount::whole(240),
            unit: Unit::Nar,
        }
    }
}

/// Why an inspection is ordered (`spec/workflow.md` 2.3).
pub const INSPECTION_REASONS: &[&str] = &["lane", "random", "live", "value", "first", "operation", "marking", "other"];

impl ActForm {
    /// The questions of the acts named above; `None` for all others.
    pub(super) fn further(&self, w: &Words) -> Option<Vec<Field>> {
        let text = |key: &str| Field::area("text", w.html(key), 2000);
        let file = |many: bool| {
            Field::new("file", w.html("ui-upload-file"), Control::File { many })
                .hint(w.html("ask-documents-file-hint"))
                .optional()
        };
        let date = |name: &str, key: &str| Field::new(name, w.html(key), Control::Date);
        Some(match self.act.as_str() {
            "request_inspection" => {
                let reasons =
                    INSPECTION_REASONS.iter().map(|r| Opt::new(*r, w.html(format!("inspect-reason-{r}")))).collect();
                vec![
                    Field::new("reasons", w.html("inspect-reasons"), Control::Checks(reasons)),
                    Field::area("what", w.html("inspect-what"), 2000).hint(w.html("inspect-what-hint")),
                    Field::line("place", w.html("inspect-place")).hint(w.html("inspect-place-hint")).optional(),
                    date("on", "inspect-on").hint(w.html("inspect-on-hint")).optional(),
                ]
            }
            "consult_foreign" => {
                let countries = self.people.iter().map(|(id, name)| Opt::new(id, Html::text(name))).collect();
                vec![
                    Field::new("country", w.html("acts-which-authority"), Control::Select(countries)),
                    text("acts-your-inquiry").hint(w.html("acts-your-inquiry-hint")),
                ]
            }
            "foreign_reply" => {
                let mut fields: Vec<Field> = self.which_authority(w).into_iter().collect();
                fields.push(text("acts-their-reply"));
                if !self.people.is_empty() {
                    let words = self.people.iter().map(|(code, word)| Opt::new(code, Html::text(word))).collect();
                    fields.push(Field::new("satisfied", w.html("acts-retro-satisfied"), Control::Radios(words)));
                    let why = Field::area("reason", w.html("acts-retro-reason"), 500);
                    fields.push(why.hint(w.html("acts-retro-reason-hint")).optional());
                }
                fields.push(file(true));
                fields
            }
            "import_permit_received" => {
                let mut fields = vec![
                    Field::short("number", w.html("acts-import-number"), "w20").hint(w.html("acts-import-number-hint")),
                    date("issued_on", "acts-import-issued"),
                    date("valid_until", "acts-import-until"),
                ];
                let parts = !self.people.is_empty();
                if parts {
                    let each = self.people.iter().map(|(n, what)| Opt::new(n, Html::data(what))).collect();
                    let which = Field::new("consignments", w.html("handshake-which"), Control::Checks(each));
                    fields.push(which.hint(w.html("handshake-which-hint")).optional());
                }
                let quantities = self.lines.iter().map(|l| l.quantity("acts-import-quantity", w));
                fields.extend(quantities.map(|f| if parts { f.optional() } else { f }));
                fields.push(file(true));
                fields
            }
            "no_permit_needed" => vec![text("acts-exemption").hint(w.html("acts-exemption-hint"))],
            "appeal" => vec![text("appeal-why").hint(w.html("appeal-why-hint")), file(true)],
            "appeal_upheld" | "appeal_dismissed" => vec![text("appeal-decision").hint(w.html("appeal-decision-hint"))],
            "wait_import_permit" | "resume" => vec![],
            _ => return None,
        })
    }
}
