//! Names of languages on pages, as they call themselves.

/// The name of a BCP 47 tag's language; the tag itself where no name is known.
pub(crate) fn name(tag: &str) -> &str {
    export::language_name(tag)
}
