//! Whatever a stranger posts to the service or answers to our call: a call, an answer or a refusal, never a crash. What is
//! understood is written again and understood as the same.
#![no_main]

use exchange::epix::{self, Answer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(call) = epix::decode(bytes, None) {
        let again = epix::encode_request(call.version, &call.request);
        let again = epix::decode(&again, None).expect("our own request is understood");
        assert_eq!(again.request.operation(), call.request.operation());
        assert_eq!(again.request.country(), call.request.country());
    }
    match epix::decode_answer(bytes) {
        Ok(Answer::Response(version, response)) => {
            let again = epix::encode(version, epix::SoapVersion::V11, &response);
            let again = epix::decode_answer(&again).expect("our own answer is understood");
            assert_eq!(again, Answer::Response(version, response));
        }
        Ok(Answer::Fault(fault)) => {
            epix::encode_fault(epix::SoapVersion::V11, &fault);
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
});
