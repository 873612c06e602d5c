//! HTML of every kind.

#![no_main]

use import::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::one_accounted(import::html::read(&Input { name: "story.html", bytes })));
