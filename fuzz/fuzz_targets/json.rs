//! The JSON that Foolscap writes, and what others make of it.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::one_accounted(import::json::read(&Input { name: "story.json", bytes })));
