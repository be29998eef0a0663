//! What is used, what is asked for here and what is left: a bar and the same in words.

use super::part;
use crate::Words;
use crate::html::Html;
use askama::Template;
use cites::{Amount, Unit};

/// A bar with its words. Widths are SVG attributes, because a page carries no inline style.
#[derive(Debug, Clone, Template)]
#[template(
    source = "<div class=\"meter\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{{ words.plain() }}\"><rect class=\"used\" width=\"{{ used }}\" height=\"8\"/><rect class=\"hold\" x=\"{{ used }}\" width=\"{{ here }}\" height=\"8\"/></svg><p class=\"small\">{{ words }}</p></div>",
    ext = "html"
)]
pub struct Meter {
    used: i64,
    here: i64,
    words: Html,
}
part!(Meter);

fn share(part: Amount, whole: Amount) -> i64 {
    if whole.is_zero() {
        return 0;
    }
    // Millionths of at most a thousand million units: the product does not fit into i64.
    (i128::from(part.micro()) * 100 / i128::from(whole.micro())).clamp(0, 100) as i64
}

impl Meter {
    /// A quota: used before, asked for here, of the whole.
    pub fn quota(used: Amount, here: Amount, whole: Amount, unit: Unit, w: &Words) -> Meter {
        let left = whole.micro() - used.micro() - here.micro();
        let text = |a: Amount| Html::data(w.amount_of(&a, &unit));
        let mut args = vec![("used", text(used).into()), ("here", text(here).into()), ("whole", text(whole).into())];
        let words = match Amount::from_micro(left) {
            Some(left) => {
                args.push(("left", text(left).into()));
                w.rich(if here.is_zero() { "meter-quota" } else { "meter-quota-here" }, &args)
            }
            None => {
                args.push(("over", text(Amount::from_micro(-left).unwrap_or(Amount::MAX)).into()));
                w.rich("meter-quota-over", &args)
            }
        };
        let used = share(used, whole);
        Meter { used, here: share(here, whole).min(100 - used), words }
    }

    /// Used before and asked for here, of the whole, with words of its own.
    pub fn worded(used: Amount, here: Amount, whole: Amount, words: Html) -> Meter {
        let used = share(used, whole);
        Meter { used, here: share(here, whole).min(100 - used), words }
    }

    /// A permit's line: what left, of what was permitted. When it is `open`, the rest may still leave; else it went
    /// back to the quota.
    pub fn balance(gone: Amount, permitted: Amount, unit: Unit, open: bool, w: &Words) -> Meter {
        let left = permitted.minus(gone).unwrap_or(Amount::ZERO);
        let text = |a: Amount| Html::data(w.amount_of(&a, &unit));
        let words = w.rich(
            if open { "meter-balance" } else { "meter-settled" },
            &[("gone", text(gone).into()), ("left", text(left).into()), ("whole", text(permitted).into())],
        );
        Meter { used: share(gone, permitted), here: 0, words }
    }

    /// So many percent of something, with words of its own; the bar ends at a hundred.
    pub fn share(percent: u32, words: Html) -> Meter {
        Meter { used: i64::from(percent.min(100)), here: 0, words }
    }

    /// Lines of a report that are ready, of all.
    pub fn ready(ready: u32, all: u32, w: &Words) -> Meter {
        let words = w.rich("meter-ready", &[("ready", ready.into()), ("all", all.into())]);
        Meter { used: share(Amount::whole(ready), Amount::whole(all)), here: 0, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_of_1600_with_1232_used_and_240_here_has_128_left() {
        let w = Words::of(cites::Lang::En);
        let meter = Meter::quota(Amount::whole(1232), Amount::whole(240), Amount::whole(1600), Unit::Nar, w);
        assert_eq!((meter.used, meter.here), (77, 15));
        assert!(meter.words.plain().contains("128"), "{}", meter.words);
        let over = Meter::quota(Amount::whole(1500), Amount::whole(240), Amount::whole(1600), Unit::Nar, w);
        assert!(over.words.plain().contains("140"), "{}", over.words);
    }
}
