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
    /// A quotation.
    Quote,
    /// A line drawn across the page.
    Rule,
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
    if matches!(name.as_str(), "quote" | "intense quote" | "block text" | "quotations") {
        return Some(Role::Quote);
    }
    if name == "horizontal line" {
        return Some(Role::Rule);
    }
    let level = name.strip_prefix("heading")?.trim_start().parse::<u8>().ok()?;
    (1..=9).contains(&level).then_some(Role::Heading(level))
}

impl Role {
    /// Whether the look of text in such a style only repeats what the style is for.
    pub const fn implies_look(self) -> bool {
        matches!(self, Self::Heading(_) | Self::Quote)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_by_the_names_of_styles() {
        let cases = [
            ("heading 1", Some(Role::Heading(1))),
            ("Heading 9", Some(Role::Heading(9))),
            ("Heading2", Some(Role::Heading(2))),
            ("heading 10", None),
            ("heading", None),
            ("Title", Some(Role::Heading(0))),
            ("toc 2", Some(Role::Contents)),
            ("Contents 1", Some(Role::Contents)),
            ("Intense Quote", Some(Role::Quote)),
            ("Horizontal Line", Some(Role::Rule)),
            ("Normal", None),
        ];
        for (name, expected) in cases {
            assert_eq!(role_of_style(name), expected, "{name}");
        }
    }
}
