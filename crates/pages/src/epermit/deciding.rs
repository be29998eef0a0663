//! What the forms of findings and decisions ask beside their answer: of which item, on what they rest, and how much of
//! each item is granted.

use super::acts::ActForm;
use crate::Words;
use crate::html::Html;
use crate::parts::{Control, Field, Opt};

impl ActForm {
    /// Papers and lots that a finding rests on: `papers`, `lots` (several each).
    pub(super) fn evidence(&self, w: &Words) -> Vec<Field> {
        let mut fields = Vec::new();
        if !self.papers.is_empty() {
            let each = self.papers.iter().map(|(id, name)| Opt::new(id, Html::data(name))).collect();
            let field = Field::new("papers", w.html("decide-papers"), Control::Checks(each));
            fields.push(field.hint(w.html("decide-papers-hint")).optional());
        }
        if !self.lots.is_empty() {
            let each = self.lots.iter().map(|lot| Opt::new(lot, Html::code(lot))).collect();
            fields.push(Field::new("lots", w.html("decide-lots"), Control::Checks(each)).optional());
        }
        fields
    }

    /// Of which item a finding speaks: `line`, its letter; blank: of every one.
    pub(super) fn of_one_item(&self, w: &Words) -> Option<Field> {
        if self.lines.len() < 2 {
            return None;
        }
        let each = self
            .lines
            .iter()
            .map(|l| Opt::new(&l.block, Html::join(&[Html::text(&l.block), Html::taxon(&l.taxon)], " ")));
        let all = std::iter::once(Opt::new("", w.html("decide-every-item"))).chain(each).collect();
        Some(
            Field::new("line", w.html("decide-of-item"), Control::Select(all))
                .hint(w.html("decide-of-item-hint"))
                .optional(),
        )
    }

    /// How much of each item is granted, where it is less: `quantity.<block>` and why, `why.<block>`.
    pub(super) fn lessened(&self, w: &Words) -> Vec<Field> {
        let each = |line: &super::ActLine| {
            let why = w.rich1("decide-why", "block", Html::text(&line.block));
            [
                line.quantity("decide-quantity", w).hint(w.html("decide-quantity-hint")).optional(),
                Field::line(format!("why.{}", line.block), why).hint(w.html("decide-why-hint")).optional(),
            ]
        };
        self.lines.iter().flat_map(each).collect()
    }
}
