//! Markdown, with front matter and without.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::one_accounted(import::markdown::read(&Input { name: "story.md", bytes })));
