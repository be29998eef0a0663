//! What the acts on a permit ask that speak of its lines: void lines, a late endorsement, a letter with quantities.

use super::permit::PermitActForm;
use crate::Words;
use crate::html::Html;
use crate::parts::{Control, Field, Opt};

impl PermitActForm {
    /// Does the act speak of single lines?
    pub(super) fn has_lines(act: &str) -> bool {
        matches!(act, "void" | "late_endorsement" | "confirm_quantities")
    }

    /// The questions of those acts.
    pub(super) fn line_fields(&self, w: &Words) -> Vec<Field> {
        let quantities = |key: &str| self.lines.iter().map(|l| l.quantity(key, w)).collect::<Vec<_>>();
        let reason = || Field::area("reason", w.html("ui-reason"), 1000).hint(w.html("act-reason-hint"));
        match self.act.as_str() {
            "void" => {
                let blocks = self
                    .lines
                    .iter()
                    .map(|l| {
                        let words = Html::join(&[Html::text(&l.block), Html::taxon(&l.taxon)], " · ");
                        Opt::new(&l.block, words).hint(Html::data(w.amount_of(&l.amount, &l.unit)))
                    })
                    .collect();
                vec![
                    Field::new("blocks", w.html("acts-void-lines"), Control::Checks(blocks))
                        .hint(w.html("acts-void-lines-hint")),
                    reason(),
                ]
            }
            "late_endorsement" => {
                let ports = self.ports.iter().map(|(c, n)| Opt::new(c, Html::text(format!("{n} ({c})")))).collect();
                let mut fields = quantities("acts-left-quantity");
                fields.extend([
                    Field::new("on", w.html("acts-left-on"), Control::Date).hint(w.html("acts-left-on-hint")),
                    Field::new("port", w.html("endorse-port"), Control::Select(ports)),
                    Field::line("waybill", w.html("form-box15-waybill")).optional(),
                    Field::area("evidence", w.html("acts-evidence"), 1000).hint(w.html("acts-evidence-hint")),
                ]);
                fields
            }
            _ => quantities("acts-received-quantity"),
        }
    }
}
