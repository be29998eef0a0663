//! Every form that changes something carries its two guards, and no page changes anything by a link.

use cites::Lang;
use pages::samples::all;
use pages::{Words, render};
use std::collections::BTreeSet;

#[test]
fn every_posting_form_has_the_token_and_a_key_of_its_own() {
    let mut forms = 0;
    for (name, _, page) in all() {
        let html = render(page.as_ref(), Words::of(Lang::En)).expect("a page");
        let mut keys = BTreeSet::new();
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or(form);
            if !form.contains("method=\"post\"") {
                assert!(form.contains("method=\"get\""), "{name}: a form says how it is sent");
                assert!(!form.contains("csrf"), "{name}: the token does not go into an address");
                continue;
            }
            forms += 1;
            assert!(form.contains("name=\"csrf\" value=\"c5rf\""), "{name}: {form}");
            let key = form
                .split("name=\"idempotency_key\" value=\"")
                .nth(1)
                .and_then(|k| k.split('"').next())
                .expect("a key against sending twice");
            assert!(keys.insert(key.to_owned()), "{name}: two forms with the key {key}");
        }
    }
    assert!(forms > 150, "forms seen: {forms}");
}
