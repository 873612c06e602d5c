//! Decoding: any bytes become text without controls, and valid UTF-8 that nothing was said about keeps every letter.

#![no_main]

use libfuzzer_sys::fuzz_target;
use manuscript::letters;

fuzz_target!(|data: &[u8]| {
    let (label, bytes) = data.split_at(data.iter().position(|byte| *byte == b'\n').unwrap_or(0));
    let declared = std::str::from_utf8(label).ok().filter(|label| !label.is_empty());

    let decoded = import::charset::decode(bytes, declared);

    let is_fit = |c: char| !c.is_control() || matches!(c, '\n' | '\t' | '\u{c}');
    assert!(decoded.text.chars().all(is_fit), "{:?}", decoded.text);
    if let Ok(text) = std::str::from_utf8(bytes)
        && decoded.charset == "UTF-8"
        && decoded.complaints.is_empty()
    {
        assert_eq!(letters(&decoded.text), letters(text));
    }
});
