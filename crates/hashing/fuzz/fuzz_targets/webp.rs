#![no_main]

use hashing::Format;
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if hashing_fuzz::still(Format::WebP, bytes) {
        Corpus::Keep
    } else {
        Corpus::Reject
    }
});
