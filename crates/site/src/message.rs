//! The mark by which the names of messages are found in the source.

/// A literal that names a message. Where a name is chosen first and said later, this keeps it visible to the test that
/// compares the names in use with the catalogue.
macro_rules! message {
    ($name:literal) => {
        $name
    };
}
