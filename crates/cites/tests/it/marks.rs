//! Whatever is typed as a mark: nothing breaks, what is read is equal to itself however it is written, ranges count.

use cites::marks::{Mark, MarkKey, MarkKind, normal};
use proptest::prelude::*;

fn kind() -> impl Strategy<Value = Option<MarkKind>> {
    proptest::option::of(proptest::sample::select(MarkKind::ALL))
}

proptest! {
    #[test]
    fn no_text_breaks_a_parser_and_what_was_typed_is_kept(kind in kind(), text in "\\PC{0,40}") {
        if let Ok(mark) = Mark::parse(kind, &text) {
            prop_assert_eq!(&mark.typed, text.trim());
            prop_assert!(mark.count() >= 1);
            prop_assert!(mark.meets(&mark) && mark.holds(&mark));
        }
        let _ = Mark::list(kind, &text);
    }

    #[test]
    fn the_key_of_a_mark_gives_the_mark_back(text in "[A-Z]{0,4}[ -]?[0-9A-Z]{1,12}[ /-]?[A-Z]{0,3}") {
        let key = MarkKey::of(&text);
        prop_assert_eq!(normal(&key.nth(key.serial)), normal(&text));
    }

    #[test]
    fn separators_case_and_order_of_words_do_not_hide_a_tag(n in 0_u32..1_000_000, year in 1980_u16..2090) {
        let tag = |text: String| Mark::parse(Some(MarkKind::CrocTag), &text).unwrap();
        let a = tag(format!("QM-NIL-{year}-{n:06}"));
        let [stroke, first, abroad] =
            [format!("qm nil {year}/{n:06}"), format!("QM {n:06} NIL {year}"), format!("QN {n:06} NIL {year}")].map(tag);
        prop_assert!(a.meets(&stroke) && a.meets(&first) && !a.meets(&abroad));
    }

    #[test]
    fn a_range_holds_exactly_its_own(first in 0_i64..900_000, more in 0_i64..99_999, probe in 0_i64..1_000_000) {
        let last = first + more;
        let range = Mark::parse(None, &format!("QM-T-{first:06} to {last:06}")).unwrap();
        prop_assert_eq!(i64::from(range.count()), more + 1);
        let one = Mark::parse(None, &format!("QM-T-{probe:06}")).unwrap();
        prop_assert_eq!(range.meets(&one), (first..=last).contains(&probe));
    }

    #[test]
    fn one_wrong_digit_is_always_found_among_the_slips(n in 0_u64..1_000_000_000_000_000, at in 0_usize..15, to in 0_u8..10) {
        let chip = format!("{n:015}");
        let mut typed: Vec<u8> = chip.clone().into_bytes();
        typed[at] = b'0' + to;
        let typed = String::from_utf8(typed).unwrap();
        let key = MarkKey::of(&typed);
        prop_assert_eq!(key.is_close(&chip), typed != chip);
        if typed != chip {
            prop_assert!(key.slips().iter().any(|k| k.of_one_series(&MarkKey::of(&chip)) && k.serial == MarkKey::of(&chip).serial));
        }
    }
}
