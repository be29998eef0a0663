//! Any bytes as a permit message. What becomes a permit is written again and comes back as the same permit; what is
//! canonical stays canonical.
#![no_main]

use exchange::epermit::{self, compare, v2};
use exchange::xml::{self, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = xml::read(bytes, Limits::DOCUMENT) {
        let mut once = String::new();
        xml::exclusive(document.root(), &mut once);
        let again = xml::read(once.as_bytes(), Limits::ANSWER).expect("canonical XML is read");
        let mut twice = String::new();
        xml::exclusive(again.root(), &mut twice);
        assert_eq!(once, twice);
    }
    let Ok(received) = epermit::read(bytes) else { return };
    assert_eq!(compare(&received.view, &received.view), []);
    if let Some(permit) = received.permit {
        let again = epermit::read(&v2::write(&permit)).expect("what we write is read");
        let again = again.permit.expect("and is a permit");
        assert_eq!(again.number, permit.number);
        assert_eq!(again.lines.len(), permit.lines.len());
        for (a, b) in again.lines.iter().zip(&permit.lines) {
            assert_eq!((&a.block, &a.taxon, a.quantity), (&b.block, &b.taxon, b.quantity));
        }
    }
});
