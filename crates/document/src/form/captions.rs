//! The captions of the form in the seven languages, from `locales/terms.csv`.

use cites::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A caption: its key in the table of words without `form_`, for example `box3_importer`.
pub type Caption = &'static str;

static TABLE: &str = include_str!("../../../../locales/terms.csv");

static CAPTIONS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let columns: Vec<Option<usize>> = {
        let head = reader.headers().cloned().unwrap_or_default();
        Lang::ALL.iter().map(|l| head.iter().position(|h| h == l.code())).collect()
    };
    reader
        .records()
        .flatten()
        .filter_map(|row| {
            let key = row.get(0)?.strip_prefix("form_")?.to_owned();
            let texts = columns.iter().map(|c| c.and_then(|c| row.get(c)).unwrap_or("").to_owned()).collect();
            Some((key, texts))
        })
        .collect()
});

/// The caption in a language; English where the table has none, empty for an unknown key.
pub fn caption(key: &str, lang: Lang) -> &'static str {
    let column = |l: Lang| Lang::ALL.iter().position(|x| *x == l).unwrap_or(0);
    CAPTIONS.get(key).map_or("", |texts| {
        let get = |l: Lang| texts.get(column(l)).map_or("", String::as_str);
        Some(get(lang)).filter(|t| !t.is_empty()).unwrap_or_else(|| get(Lang::En))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FACE;

    #[test]
    fn every_box_has_its_caption_in_every_language() {
        for place in FACE {
            for lang in Lang::ALL {
                assert!(!caption(place.caption, *lang).is_empty(), "{} {lang:?}", place.caption);
            }
        }
        assert_eq!(caption("box3a_country_import", Lang::Fr), "Pays d'importation");
    }
}
