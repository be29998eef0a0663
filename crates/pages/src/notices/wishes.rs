//! What the reader wants by e-mail: a form on the account page.

use crate::Words;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt};
use cites::Lang;
use std::collections::BTreeMap;

/// Language and roads of notices. Fields: `language`, `optional` (`yes`), `phone`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// What stands in the form.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Wishes {
    /// As kept.
    pub fn of(language: Lang, optional: bool, phone: &str) -> Wishes {
        let typed = [
            ("language", language.code().to_owned()),
            ("optional", if optional { "yes".to_owned() } else { String::new() }),
            ("phone", phone.to_owned()),
        ];
        Wishes { typed: typed.into_iter().map(|(n, v)| (n.to_owned(), v)).collect(), errors: Vec::new() }
    }

    pub(crate) fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let languages = Words::OFFERED.iter().map(|l| Opt::new(l.code(), Html::text(l.own_name()))).collect();
        let optional = vec![Opt::new("yes", w.html("wish-optional")).hint(w.html("wish-optional-hint"))];
        let fields = vec![
            Field::new("language", w.html("wish-language"), Control::Select(languages)),
            Field::new("optional", w.html("wish-title"), Control::Checks(optional)).optional(),
            Field::line("phone", w.html("wish-phone"))
                .hint(w.html("wish-phone-hint"))
                .kind("tel", "tel")
                .complete("tel")
                .optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }
}
