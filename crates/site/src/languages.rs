//! Names of languages on pages, as they call themselves.

/// The name of a BCP 47 tag's language; the tag itself where no name is known.
pub(crate) fn name(tag: &str) -> &str {
    export::language_name(tag)
}

/// Every language that a work can be in, by its tag.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    export::languages()
}
