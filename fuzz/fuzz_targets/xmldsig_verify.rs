//! Any bytes as a signed copy: without the trusted key nothing is ever believed.
#![no_main]

use exchange::xades::verify;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert!(verify(bytes, &[]).is_err());
    // The first bytes as a certificate: the parser of certificates meets strangers too.
    let certificate = &bytes[..bytes.len().min(2000)];
    let _ = exchange::xades::Certificate::parse(certificate);
    let _ = verify(bytes, &[certificate]);
});
