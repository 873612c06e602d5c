//! The names of languages, as archives and authors write them, and their BCP 47 tags.

const NAMES: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "العربية"]),
    ("bg", &["bulgarian", "български"]),
    ("ca", &["catalan", "català"]),
    ("cs", &["czech", "čeština"]),
    ("cy", &["welsh", "cymraeg"]),
    ("da", &["danish", "dansk"]),
    ("de", &["german", "deutsch"]),
    ("el", &["greek", "ελληνικά"]),
    ("en", &["english"]),
    ("eo", &["esperanto"]),
    ("es", &["spanish", "español", "espanol"]),
    ("et", &["estonian", "eesti", "eesti keel"]),
    ("fa", &["persian", "farsi", "فارسی"]),
    ("fi", &["finnish", "suomi"]),
    ("fil", &["filipino", "tagalog"]),
    ("fr", &["french", "français", "francais"]),
    ("ga", &["irish", "gaeilge"]),
    ("he", &["hebrew", "עברית"]),
    ("hi", &["hindi", "हिन्दी"]),
    ("hr", &["croatian", "hrvatski"]),
    ("hu", &["hungarian", "magyar"]),
    ("id", &["indonesian", "bahasa indonesia"]),
    ("is", &["icelandic", "íslenska"]),
    ("it", &["italian", "italiano"]),
    ("ja", &["japanese", "日本語"]),
    ("ko", &["korean", "한국어"]),
    ("la", &["latin", "latina"]),
    ("lt", &["lithuanian", "lietuvių"]),
    ("nl", &["dutch", "nederlands"]),
    ("no", &["norwegian", "norsk"]),
    ("pl", &["polish", "polski"]),
    ("pt", &["portuguese", "português", "português europeu"]),
    ("pt-BR", &["brazilian portuguese", "português brasileiro"]),
    ("ro", &["romanian", "română"]),
    ("ru", &["russian", "русский"]),
    ("sk", &["slovak", "slovenčina"]),
    ("sl", &["slovenian", "slovenščina"]),
    ("sr", &["serbian", "српски"]),
    ("sv", &["swedish", "svenska"]),
    ("th", &["thai", "ไทย"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "українська"]),
    ("und", &["unknown"]),
    ("vi", &["vietnamese", "tiếng việt"]),
    ("zh", &["chinese", "中文", "中文-普通话 國語"]),
];

/// The BCP 47 tag of a language given by name or by tag; `None` when it is no language known here.
pub fn tag(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let named = NAMES.iter().find(|(tag, names)| tag.eq_ignore_ascii_case(&lower) || names.contains(&lower.as_str()));
    named.map(|(tag, _)| (*tag).to_owned()).or_else(|| is_tag(text.trim()).then(|| text.trim().to_owned()))
}

/// `tlh`, `zh-Hant-TW`: a primary code of two or three letters with short parts after it.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(|code| (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_name_and_by_tag() {
        let cases = [
            ("English", "en"),
            ("DEUTSCH", "de"),
            ("pt-br", "pt-BR"),
            ("日本語", "ja"),
            ("tlh", "tlh"),
            ("zh-Hant", "zh-Hant"),
        ];
        for (text, expected) in cases {
            assert_eq!(tag(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(tag("Jammish"), None);
    }
}
