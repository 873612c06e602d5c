//! The language of search: any text is read, bounded, and written as something that is read as the same.

#![no_main]

use archive::search::Query;
use archive::search::query::MOST;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let query = Query::read(text);
    assert!(query.parts.len() <= MOST);
    for at in query.parts.iter().map(|part| &part.at).chain(query.doubts.iter().map(|doubt| &doubt.at)) {
        assert!(text.get(at.clone()).is_some());
    }
    let written = query.to_string();
    if written.chars().count() <= archive::search::query::LONGEST {
        assert_eq!(Query::read(&written).to_string(), written);
    }
});
