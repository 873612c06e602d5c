//! Why a file was not read, in one sentence that a person can act on.

/// A file that cannot be read. The sentence does not name the file; whoever reports it does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No reader knows this kind of file.
    #[error("this is {0}, which Foolscap does not read")]
    Unknown(String),
    /// The file breaks off or is damaged beyond reading.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The file asks for more memory, entries or depth than is safe (M3, R30).
    #[error("the file is refused as unsafe: {0}")]
    Unsafe(String),
    /// The file was understood and holds no story: an adult gate, a login page, an error page.
    #[error("there is no story in it: {0}")]
    NoStory(String),
}
