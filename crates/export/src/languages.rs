//! The names of languages as fans' tools know them from download files; the tag itself where the name is not here.

/// The name of a BCP 47 tag: `en` is `English`, `pt-BR` is `Português brasileiro`.
pub fn name(tag: &str) -> &str {
    let primary = tag.split('-').next().unwrap_or(tag);
    let of = |wanted: &str| NAMES.iter().find(|(code, _)| code.eq_ignore_ascii_case(wanted)).map(|(_, name)| *name);
    of(tag).or_else(|| of(primary)).unwrap_or(tag)
}

/// Whether a script of this language runs from right to left.
pub(crate) fn is_rtl(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or(tag);
    ["ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "arc", "syr"].contains(&primary)
        || tag.split('-').any(|part| part.eq_ignore_ascii_case("arab") || part.eq_ignore_ascii_case("hebr"))
}

/// Every language that can be chosen, with its name: all but the unknown one.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.iter().copied().filter(|(tag, _)| *tag != "und")
}

const NAMES: &[(&str, &str)] = &[
    ("und", "Unknown"),
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "eesti keel"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("grc", "Ἑλληνικὴ"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("la", "Latina"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu valoda"),
    ("ms", "Bahasa Malaysia"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("nb", "Norsk bokmål"),
    ("pl", "Polski"),
    ("pt-BR", "Português brasileiro"),
    ("pt", "Português europeu"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("yi", "יידיש"),
    ("zh", "中文"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_by_its_closest_tag_or_by_itself() {
        for (tag, expected) in [
            ("en", "English"),
            ("en-GB", "English"),
            ("pt-br", "Português brasileiro"),
            ("tlh", "tlh"),
            ("und", "Unknown"),
        ] {
            assert_eq!(name(tag), expected);
        }
    }

    #[test]
    fn no_two_languages_have_one_name() {
        let mut names: Vec<&str> = all().map(|(_, name)| name).collect();
        let is = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), is);
    }

    #[test]
    fn direction_follows_the_script() {
        for (tag, rtl) in [("ar", true), ("he-IL", true), ("az-Arab", true), ("en", false), ("ja", false)] {
            assert_eq!(is_rtl(tag), rtl, "{tag}");
        }
    }
}
