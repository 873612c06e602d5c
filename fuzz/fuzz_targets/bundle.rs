//! ZIPs of stories, given as text with a line before each file, and ZIPs as they come.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let bytes = fuzz::packed(data, "story.txt");
    fuzz::accounted(import::bundle::read(&Input { name: "stories.zip", bytes: &bytes }));
});
