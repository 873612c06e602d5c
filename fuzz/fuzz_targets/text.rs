//! Plain text, of anybody and our own.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::one_accounted(import::text::read(&Input { name: "story.txt", bytes })));
