//! EPUBs, given as text with a line before each file.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let bytes = fuzz::packed(data, "OEBPS/story.xhtml");
    fuzz::one_accounted(import::epub::read(&Input { name: "story.epub", bytes: &bytes }));
});
