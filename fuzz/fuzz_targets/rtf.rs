//! Rich Text Format.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::one_accounted(import::rtf::read(&Input { name: "story.rtf", bytes })));
