//! What a paragraph is for, by the name of its style.

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Text.
    #[default]
    Body,
    /// A heading; 0 is the title.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
}

/// What a built-in style is for. Files name these in English in every language of the program, in any case.
pub fn role_of_style(name: &str) -> Option<Role> {
    let name = name.trim().to_lowercase();
    if name == "title" {
        return Some(Role::Heading(0));
    }
    if name.starts_with("toc ") || name.starts_with("contents ") {
        return Some(Role::Contents);
    }
    let level = name.strip_prefix("heading ")?.parse::<u8>().ok()?;
    (1..=9).contains(&level).then_some(Role::Heading(level))
}
