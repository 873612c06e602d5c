//! An EPUB comes back as the story it was made of.

#![no_main]

use export::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Some(story) = fuzz::story(data) {
        assert_eq!(fuzz::there_and_back(&story, Format::Epub), story);
    }
});
