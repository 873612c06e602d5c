//! Names of languages as archives print them, and the tags they mean (BCP 47).

/// Names in the language itself or in English, in lower case, with their tags.
const NAMES: &[(&str, &str)] = &[
    ("afrikaans", "af"),
    ("العربية", "ar"),
    ("arabic", "ar"),
    ("български", "bg"),
    ("bulgarian", "bg"),
    ("català", "ca"),
    ("catalan", "ca"),
    ("čeština", "cs"),
    ("czech", "cs"),
    ("cymraeg", "cy"),
    ("welsh", "cy"),
    ("dansk", "da"),
    ("danish", "da"),
    ("deutsch", "de"),
    ("german", "de"),
    ("ελληνικά", "el"),
    ("greek", "el"),
    ("english", "en"),
    ("esperanto", "eo"),
    ("español", "es"),
    ("spanish", "es"),
    ("eesti keel", "et"),
    ("estonian", "et"),
    ("euskara", "eu"),
    ("basque", "eu"),
    ("فارسی", "fa"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("suomi", "fi"),
    ("finnish", "fi"),
    ("wikang filipino", "fil"),
    ("filipino", "fil"),
    ("tagalog", "tl"),
    ("français", "fr"),
    ("french", "fr"),
    ("gaeilge", "ga"),
    ("irish", "ga"),
    ("gàidhlig", "gd"),
    ("galego", "gl"),
    ("galician", "gl"),
    ("עברית", "he"),
    ("hebrew", "he"),
    ("हिन्दी", "hi"),
    ("hindi", "hi"),
    ("hrvatski", "hr"),
    ("croatian", "hr"),
    ("magyar", "hu"),
    ("hungarian", "hu"),
    ("interlingua", "ia"),
    ("bahasa indonesia", "id"),
    ("indonesian", "id"),
    ("íslenska", "is"),
    ("icelandic", "is"),
    ("italiano", "it"),
    ("italian", "it"),
    ("日本語", "ja"),
    ("japanese", "ja"),
    ("한국어", "ko"),
    ("korean", "ko"),
    ("latin", "la"),
    ("lingua latina", "la"),
    ("lietuvių kalba", "lt"),
    ("lithuanian", "lt"),
    ("latviešu valoda", "lv"),
    ("latvian", "lv"),
    ("bahasa malaysia", "ms"),
    ("malay", "ms"),
    ("nederlands", "nl"),
    ("dutch", "nl"),
    ("norsk", "no"),
    ("norwegian", "no"),
    ("polski", "pl"),
    ("polish", "pl"),
    ("português brasileiro", "pt-BR"),
    ("português europeu", "pt-PT"),
    ("português", "pt"),
    ("portuguese", "pt"),
    ("română", "ro"),
    ("romanian", "ro"),
    ("русский", "ru"),
    ("russian", "ru"),
    ("slovenčina", "sk"),
    ("slovak", "sk"),
    ("slovenščina", "sl"),
    ("slovenian", "sl"),
    ("shqip", "sq"),
    ("albanian", "sq"),
    ("српски", "sr"),
    ("serbian", "sr"),
    ("svenska", "sv"),
    ("swedish", "sv"),
    ("ไทย", "th"),
    ("thai", "th"),
    ("türkçe", "tr"),
    ("turkish", "tr"),
    ("українська", "uk"),
    ("ukrainian", "uk"),
    ("tiếng việt", "vi"),
    ("vietnamese", "vi"),
    ("中文", "zh"),
    ("chinese", "zh"),
    ("中文-普通话 國語", "zh"),
    ("中文-普通话", "zh"),
    ("中文-广东话 粵語", "yue"),
    ("中文-吴语", "wuu"),
    ("中文-客家话", "hak"),
    ("中文-闽南话 臺語", "nan"),
    ("tlhingan-hol", "tlh"),
    ("klingon", "tlh"),
    ("quenya", "qya"),
    ("sindarin", "sjn"),
    ("toki pona", "tok"),
    ("scots", "sco"),
    ("yiddish", "yi"),
    ("yidish", "yi"),
    ("kiswahili", "sw"),
    ("swahili", "sw"),
    ("বাংলা", "bn"),
    ("bengali", "bn"),
    ("தமிழ்", "ta"),
    ("tamil", "ta"),
];

/// The tag of a language given by name (`Deutsch`, `German`) or by a tag already (`de`, `pt-BR`, `en_US`).
pub(crate) fn tag(name: &str) -> Option<String> {
    let word = name.trim().to_lowercase();
    if let Some((_, tag)) = NAMES.iter().find(|(known, _)| *known == word) {
        return Some((*tag).to_owned());
    }
    is_tag(name.trim()).then(|| name.trim().replace('_', "-"))
}

/// Whether a word has a language tag's form: two or three letters, then parts of two to eight letters and digits.
fn is_tag(word: &str) -> bool {
    let mut parts = word.split(['-', '_']);
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_lowercase()));
    first && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_name_and_by_tag() {
        for (name, want) in [
            ("English", Some("en")),
            (" Deutsch ", Some("de")),
            ("中文-普通话 國語", Some("zh")),
            ("Português brasileiro", Some("pt-BR")),
            ("en_US", Some("en-US")),
            ("und", Some("und")),
            ("Martian", None),
            ("", None),
        ] {
            assert_eq!(tag(name).as_deref(), want, "{name}");
        }
    }
}
