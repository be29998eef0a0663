//! Any text as the code on a permit: without keys nothing is genuine.
#![no_main]

use document::qr;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = qr::decode(text);
    if let Ok(keys) = qr::KeyList::from_json(text) {
        let _ = keys.to_json();
    }
});
