//! The sentences a visitor reads, by name, from the message catalogues.
//!
//! English is compiled in; a folder of further `LOCALE/*.ftl` files adds languages or changes words without touching
//! code. Pages ask by name and never hold a visible sentence themselves. A name without a sentence in the visitor's
//! language falls back to English; a test keeps the English catalogue and the names in use equal.

mod numbers;

use std::{fs, io, path::Path, sync::Arc};

use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The language that is always there.
pub const FIRST_LANGUAGE: &str = "en";

/// The English catalogue, one file a part of the site.
const ENGLISH: &[(&str, &str)] = &[
    ("layout.ftl", include_str!("../../locales/en/layout.ftl")),
    ("works.ftl", include_str!("../../locales/en/works.ftl")),
    ("ties.ftl", include_str!("../../locales/en/ties.ftl")),
    ("talk.ftl", include_str!("../../locales/en/talk.ftl")),
    ("posting.ftl", include_str!("../../locales/en/posting.ftl")),
    ("lists.ftl", include_str!("../../locales/en/lists.ftl")),
    ("statistics.ftl", include_str!("../../locales/en/statistics.ftl")),
    ("tags.ftl", include_str!("../../locales/en/tags.ftl")),
    ("wrangling.ftl", include_str!("../../locales/en/wrangling.ftl")),
    ("search.ftl", include_str!("../../locales/en/search.ftl")),
    ("bookmarks.ftl", include_str!("../../locales/en/bookmarks.ftl")),
    ("collections.ftl", include_str!("../../locales/en/collections.ftl")),
    ("reading.ftl", include_str!("../../locales/en/reading.ftl")),
    ("reading_lists.ftl", include_str!("../../locales/en/reading_lists.ftl")),
    ("shelves.ftl", include_str!("../../locales/en/shelves.ftl")),
    ("subscriptions.ftl", include_str!("../../locales/en/subscriptions.ftl")),
    ("account.ftl", include_str!("../../locales/en/account.ftl")),
    ("invitations.ftl", include_str!("../../locales/en/invitations.ftl")),
    ("claims.ftl", include_str!("../../locales/en/claims.ftl")),
    ("filters.ftl", include_str!("../../locales/en/filters.ftl")),
    ("letters.ftl", include_str!("../../locales/en/letters.ftl")),
    ("hosting.ftl", include_str!("../../locales/en/hosting.ftl")),
    ("forms.ftl", include_str!("../../locales/en/forms.ftl")),
    ("problems.ftl", include_str!("../../locales/en/problems.ftl")),
];

/// Every language the site speaks.
#[derive(Debug, Clone)]
pub struct Messages {
    english: Say,
    others: Vec<Say>,
}

/// One language's catalogue, cheap to clone, handed to every page.
#[derive(Clone)]
pub struct Say {
    locale: LanguageIdentifier,
    chain: Arc<[Bundle]>,
}

/// A catalogue that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BadCatalogue {
    /// The folder or a file in it cannot be read.
    #[error("the message catalogue {0} cannot be read: {1}")]
    Unreadable(String, io::Error),
    /// A folder's name is not a language tag.
    #[error("{0} is not a language tag; message catalogues stand in folders like `de` or `pt-BR`")]
    NotALanguage(String),
    /// A file is not Fluent.
    #[error("the message catalogue {0} is not Fluent: {1}")]
    NotFluent(String, String),
}

impl Messages {
    /// English alone.
    pub fn english() -> Result<Self, BadCatalogue> {
        let locale = locale(FIRST_LANGUAGE)?;
        let chain = Arc::new([bundle_of(&locale, &english_sources())?]);
        let english = Say { locale, chain };
        Ok(Self { english, others: Vec::new() })
    }

    /// English and every language that has a folder in `dir`; a folder `en` there changes English words.
    pub fn with_folder(dir: &Path) -> Result<Self, BadCatalogue> {
        let mut messages = Self::english()?;
        let unreadable = |e| BadCatalogue::Unreadable(dir.display().to_string(), e);
        for entry in fs::read_dir(dir).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            messages.add(&name, &entry.path())?;
        }
        Ok(messages)
    }

    fn add(&mut self, name: &str, dir: &Path) -> Result<(), BadCatalogue> {
        let locale = locale(name)?;
        let own = bundle_of(&locale, &sources_in(dir)?)?;
        let english = bundle_of(&self.english.locale, &english_sources())?;
        let say = Say { locale, chain: Arc::new([own, english]) };
        if name == FIRST_LANGUAGE {
            self.english = say;
        } else {
            self.others.push(say);
        }
        Ok(())
    }

    /// The best language for an `Accept-Language` header; English when nothing fits.
    pub fn for_header(&self, accept: Option<&str>) -> Say {
        let (Some(accept), false) = (accept, self.others.is_empty()) else { return self.english.clone() };
        let wanted = fluent_langneg::parse_accepted_languages(accept);
        let spoken: Vec<fluent_langneg::LanguageIdentifier> =
            self.all().filter_map(|say| say.locale.to_string().parse().ok()).collect();
        let strategy = fluent_langneg::NegotiationStrategy::Lookup;
        let fallback = spoken.first();
        let best = fluent_langneg::negotiate_languages(&wanted, &spoken, fallback, strategy);
        let best = best.first().map(ToString::to_string);
        self.all().find(|say| Some(say.locale.to_string()) == best).unwrap_or(&self.english).clone()
    }

    /// The tags of every language, English first.
    pub fn tags(&self) -> Vec<String> {
        self.all().map(Say::tag).collect()
    }

    fn all(&self) -> impl Iterator<Item = &Say> {
        std::iter::once(&self.english).chain(&self.others)
    }
}

impl Say {
    /// The sentence of a name.
    pub fn text(&self, name: &str) -> String {
        self.render(name, None)
    }

    /// The sentence of a name with one thing filled in for `{ $what }`.
    pub fn of(&self, name: &str, what: impl Filling) -> String {
        let mut args = FluentArgs::new();
        args.set("what", what.fluent());
        self.render(name, Some(&args))
    }

    /// The sentence of a name with two things filled in, for `{ $what }` and `{ $of }`.
    pub fn of_two(&self, name: &str, what: impl Filling, of: impl Filling) -> String {
        let mut args = FluentArgs::new();
        args.set("what", what.fluent());
        args.set("of", of.fluent());
        self.render(name, Some(&args))
    }

    /// A number as this language writes it: `7,526`.
    pub fn number(&self, number: &u64) -> String {
        numbers::grouped(*number, numbers::separator(&self.locale))
    }

    /// The language tag, for `<html lang>`.
    pub fn tag(&self) -> String {
        self.locale.to_string()
    }

    /// The direction of its script, for `<html dir>`.
    pub fn direction(&self) -> &'static str {
        direction(self.locale.language.as_str())
    }

    fn render(&self, name: &str, args: Option<&FluentArgs>) -> String {
        for bundle in self.chain.iter() {
            let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) else { continue };
            let mut errors: Vec<FluentError> = Vec::new();
            let text = bundle.format_pattern(pattern, args, &mut errors);
            if let Some(error) = errors.first() {
                tracing::warn!(name, %error, "a message could not be filled in");
            }
            return text.into_owned();
        }
        tracing::warn!(name, "a message is missing");
        name.to_owned()
    }
}

impl std::fmt::Debug for Say {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Say({})", self.locale)
    }
}

/// The direction in which a language (BCP 47 tag or its first part) is written: `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    let first = language.split(['-', '_']).next().unwrap_or_default();
    if matches!(first, "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi") {
        "rtl"
    } else {
        "ltr"
    }
}

/// What a sentence can be filled with: words, or a number it may have to agree with.
pub trait Filling {
    /// The value as Fluent takes it.
    fn fluent(&self) -> FluentValue<'_>;
}

impl Filling for u64 {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Filling for str {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Filling for String {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl<T: Filling + ?Sized> Filling for &T {
    fn fluent(&self) -> FluentValue<'_> {
        T::fluent(self)
    }
}

fn locale(tag: &str) -> Result<LanguageIdentifier, BadCatalogue> {
    tag.parse().map_err(|_| BadCatalogue::NotALanguage(tag.to_owned()))
}

fn english_sources() -> Vec<(String, String)> {
    ENGLISH.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn sources_in(dir: &Path) -> Result<Vec<(String, String)>, BadCatalogue> {
    let unreadable = |path: &Path, e| BadCatalogue::Unreadable(path.display().to_string(), e);
    let mut sources = Vec::new();
    for entry in fs::read_dir(dir).map_err(|e| unreadable(dir, e))? {
        let path = entry.map_err(|e| unreadable(dir, e))?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
            sources.push((path.display().to_string(), text));
        }
    }
    Ok(sources)
}

fn bundle_of(locale: &LanguageIdentifier, sources: &[(String, String)]) -> Result<Bundle, BadCatalogue> {
    let mut bundle = Bundle::new_concurrent(vec![locale.clone()]);
    // Isolation marks would stand in titles and attributes, where tools compare text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(if locale.language.as_str() == FIRST_LANGUAGE {
        numbers::with_commas
    } else {
        numbers::with_spaces
    }));
    for (name, text) in sources {
        let resource = FluentResource::try_new(text.clone()).map_err(|(_, errors)| {
            let first = errors.first().map(ToString::to_string).unwrap_or_default();
            BadCatalogue::NotFluent(name.clone(), first)
        })?;
        bundle.add_resource_overriding(resource);
    }
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_script_decides_the_direction() {
        for (language, expected) in [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ja", "ltr"), ("und", "ltr")] {
            assert_eq!(direction(language), expected, "{language}");
        }
    }

    #[test]
    fn a_folder_adds_a_language_and_falls_back_to_english() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("de")).unwrap();
        fs::write(dir.path().join("de/layout.ftl"), "nav-fandoms = Fandoms auf Deutsch\n").unwrap();

        let german = Messages::with_folder(dir.path()).unwrap().for_header(Some("de-AT, en;q=0.5"));

        assert_eq!(german.tag(), "de");
        assert_eq!(german.text("nav-fandoms"), "Fandoms auf Deutsch");
        assert_ne!(german.text("nav-about"), "nav-about");
    }

    #[test]
    fn a_broken_catalogue_is_refused_by_the_name_of_its_file() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("de")).unwrap();
        fs::write(dir.path().join("de/bad.ftl"), "= nothing\n").unwrap();

        let refusal = Messages::with_folder(dir.path()).unwrap_err().to_string();

        assert!(refusal.contains("bad.ftl"), "{refusal}");
    }

    /// The names that stand in quotation marks after a call of the catalogue, in every template and source file.
    fn names_in_use() -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with(file!().trim_start_matches("crates/site/")) {
                    names.extend(names_in(&fs::read_to_string(path).unwrap_or_default()));
                }
            }
        }
        names
    }

    fn names_in(source: &str) -> impl Iterator<Item = String> + '_ {
        let calls = ["say.text(", "say.of(", "say.of_two(", "message!("];
        calls.into_iter().flat_map(|call| source.split(call).skip(1)).filter_map(|rest| {
            let name = rest.trim_start().strip_prefix('"')?.split('"').next()?;
            Some(name.to_owned())
        })
    }

    #[test]
    fn no_sentence_has_the_name_of_another() {
        let mut known = BTreeSet::new();
        for (file, text) in ENGLISH {
            let begins = |line: &&str| line.starts_with(|letter: char| letter.is_ascii_alphabetic());
            for name in text.lines().filter(begins).filter_map(|line| line.split_once(" =")).map(|(name, _)| name) {
                assert!(known.insert(name), "{file}: {name}");
            }
        }
    }

    fn names_in_english() -> BTreeSet<String> {
        let lines = ENGLISH.iter().flat_map(|(_, text)| text.lines());
        lines
            .filter_map(|line| line.split_once(" ="))
            .map(|(name, _)| name.to_owned())
            .filter(|name| is_a_name(name))
            .collect()
    }

    fn is_a_name(name: &str) -> bool {
        name.starts_with(|first: char| first.is_ascii_lowercase()) && !name.contains(' ')
    }

    #[test]
    fn every_message_in_use_exists_and_every_message_is_used() {
        let (used, written) = (names_in_use(), names_in_english());

        assert_eq!(used.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "used but not written");
        assert_eq!(written.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "written but not used");
    }
}
