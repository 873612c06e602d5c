//! Word documents, given as text with a line before each file.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let bytes = fuzz::packed(data, "word/document.xml");
    fuzz::one_accounted(import::docx::read(&Input { name: "story.docx", bytes: &bytes }));
});
