//! Each field of the title page and how a header's value gets into it.

use manuscript::{Category, Manuscript, Place, ProposedField, RelationKind, SeriesPlace, Warning};

use super::{Field, Taken, add_text, dates, keep, languages, people, proposal, propose, rating, relations, tags};

/// Puts a value into a field; what the field cannot hold for certain is kept as the line it was.
pub(crate) fn put(field: Field, label: &str, value: &str, manuscript: &mut Manuscript) -> Taken {
    let m = manuscript;
    let fits = match field {
        Field::Title => title(value, m),
        Field::Author => author(value, m),
        Field::Summary => return prose(value, Target::Summary, m),
        Field::Note => return prose(value, Target::Notes, m),
        Field::EndNote => return prose(value, Target::EndNotes, m),
        Field::Statement => return statement(label, value, m),
        Field::Fandom => list(value, m, |m| &mut m.fandoms),
        Field::Relationship => list(value, m, |m| &mut m.relationships),
        Field::Character => list(value, m, |m| &mut m.characters),
        Field::Tag => list(value, m, |m| &mut m.additional),
        Field::Collection => list(value, m, |m| &mut m.collections),
        Field::Gift => list(value, m, |m| &mut m.gifts),
        Field::Related(kind) => related(kind, value, m),
        Field::Rating => stated_rating(value, m),
        Field::Warning => warnings(value, m),
        Field::Category => categories(value, m),
        Field::Series => series(value, m),
        Field::Part => part(value, m),
        Field::Language => languages::tag(value).map(|tag| m.language = tag).is_some(),
        Field::Published => dates::parse_date(value).map(|day| m.published = Some(day)).is_some(),
        Field::Updated => dates::parse_date(value).map(|day| m.updated = Some(day)).is_some(),
        Field::Words => number(value).map(|words| m.statistics.words = Some(words)).is_some(),
        Field::Source => address(value).map(|url| m.provenance.url = Some(url)).is_some(),
        Field::Publisher => {
            m.provenance.publisher = Some(value.trim().to_owned());
            true
        }
        Field::Contact | Field::Status | Field::Other => false,
    };
    if fits { Taken::Fact } else { keep(label, value, m) }
}

/// The title; a `(1/2)` after it is the part. A second title is no title of the work.
fn title(value: &str, m: &mut Manuscript) -> bool {
    let value = value.trim();
    if value.is_empty() || m.title != Manuscript::default().title {
        return false;
    }
    let (title, part) = people::title_and_part(value);
    title.clone_into(&mut m.title);
    if let Some(part) = part {
        m.extra.push(("Part".to_owned(), part.to_owned()));
        set_expected(part, m);
    }
    true
}

fn author(value: &str, m: &mut Manuscript) -> bool {
    let (names, contacts) = people::bylines(value);
    m.extra.extend(contacts.into_iter().map(|contact| ("E-mail".to_owned(), contact)));
    let new: Vec<_> = names.into_iter().filter(|name| !m.bylines.contains(name)).collect();
    m.bylines.extend(new);
    true
}

/// Which prose a value belongs to.
#[derive(Clone, Copy)]
enum Target {
    Summary,
    Notes,
    EndNotes,
}

fn prose(value: &str, target: Target, m: &mut Manuscript) -> Taken {
    let (prose, place) = match target {
        Target::Summary => (&mut m.summary, Place::Summary),
        Target::Notes => (&mut m.notes, Place::Notes),
        Target::EndNotes => (&mut m.end_notes, Place::Notes),
    };
    add_text(prose, value, place, &mut m.complaints);
    if matches!(target, Target::Summary) {
        m.proposals.extend(propose(value));
    }
    Taken::Prose
}

/// A disclaimer or a wish about archiving stays readable where readers look: in the notes, with its label.
fn statement(label: &str, value: &str, m: &mut Manuscript) -> Taken {
    let label = label.trim().trim_end_matches(':').trim_matches(['*', '_']);
    add_text(&mut m.notes, &format!("{label}: {}", value.trim()), Place::Notes, &mut m.complaints);
    Taken::Statement
}

fn list(value: &str, m: &mut Manuscript, field: impl Fn(&mut Manuscript) -> &mut Vec<String>) -> bool {
    if matches!(value.trim().to_lowercase().as_str(), "" | "none" | "n/a" | "-" | "various" | "no pairing") {
        return false;
    }
    for tag in tags::split(value, &mut m.complaints) {
        if !field(m).contains(&tag) {
            field(m).push(tag);
        }
    }
    true
}

/// A work that another one comes from, where the words name one for certain.
fn related(kind: RelationKind, value: &str, m: &mut Manuscript) -> bool {
    let Some(relation) = relations::relation(kind, value) else { return false };
    if !m.relations.contains(&relation) {
        m.relations.push(relation);
    }
    true
}

/// An unambiguous rating is a fact; another value is kept, with a guess where one can be made.
fn stated_rating(value: &str, m: &mut Manuscript) -> bool {
    if let Some(rating) = rating(value) {
        m.rating = rating;
        let word_only = value.split_whitespace().count() == 1 || value.parse() == Ok(rating);
        return word_only;
    }
    let words = value.split(|c: char| c.is_whitespace() || "/,()".contains(c)).filter_map(rating);
    if let Some(strictest) = words.max() {
        m.proposals.push(proposal(ProposedField::Rating, strictest.name(), value));
    }
    false
}

/// Archive warnings are set; others become additional tags (IMP-8); prose is kept with guesses.
fn warnings(value: &str, m: &mut Manuscript) -> bool {
    if matches!(value.trim().trim_end_matches('.').to_lowercase().as_str(), "" | "none" | "n/a" | "no" | "nope" | "-") {
        return false;
    }
    let is_prose = value.split([',', ';']).any(|piece| piece.split_whitespace().count() > 6) || value.contains(". ");
    if is_prose && !value.split([',', ';']).any(|piece| piece.parse::<Warning>().is_ok()) {
        m.proposals.extend(propose(value));
        return false;
    }
    let unsaid = m.warnings == [Warning::ChoseNotToWarn];
    let mut stated = if unsaid { Vec::new() } else { m.warnings.clone() };
    for word in tags::split(value, &mut m.complaints) {
        match word.parse::<Warning>() {
            Ok(warning) if !stated.contains(&warning) => stated.push(warning),
            Ok(_) => {}
            Err(_) => {
                m.proposals.extend(propose(&word).into_iter().filter(|guess| guess.field == ProposedField::Warning));
                if !m.additional.contains(&word) {
                    m.additional.push(word);
                }
            }
        }
    }
    if !stated.is_empty() {
        m.warnings = stated;
    }
    true
}

/// Only the archive's own categories are facts; old lists' genres and codes are guesses at tags.
fn categories(value: &str, m: &mut Manuscript) -> bool {
    let words: Vec<&str> = value.split([',', ';', '&']).map(str::trim).filter(|word| !word.is_empty()).collect();
    let known: Vec<Category> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if known.len() == words.len() && !words.is_empty() {
        let new: Vec<_> = known.into_iter().filter(|category| !m.categories.contains(category)).collect();
        m.categories.extend(new);
        return true;
    }
    let guesses = propose(value);
    let is_tag = |word: &&&str| word.chars().count() > 3 && !guesses.iter().any(|guess| word.contains(&guess.value));
    m.proposals.extend(words.iter().filter(is_tag).map(|word| proposal(ProposedField::Additional, *word, value)));
    m.proposals.extend(guesses);
    false
}

/// `Part 2 of X`, `X, part 2`, `X #2`, `X [2]`; several are divided by semicolons. A show's short name is a guess at a fandom.
fn series(value: &str, m: &mut Manuscript) -> bool {
    let value = value.trim();
    if (2..=3).contains(&value.len()) && value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        m.proposals.push(proposal(ProposedField::Fandom, value, value));
        return false;
    }
    let places: Vec<SeriesPlace> =
        value.split(';').map(people::series_place).filter(|place| !place.title.is_empty()).collect();
    let found = !places.is_empty();
    m.series.extend(places);
    found
}

/// `1/5`, `3/?`, `(2/2)`, `2 of 5`: how many there will be. The line is kept, since it also says which part this is.
fn part(value: &str, m: &mut Manuscript) -> bool {
    set_expected(value, m);
    false
}

fn set_expected(value: &str, m: &mut Manuscript) {
    let bare = value.trim().trim_matches(['(', ')', '[', ']']).replace(" of ", "/");
    let expected = bare.split_once('/').and_then(|(_, total)| total.trim().parse().ok()).filter(|total| *total > 0);
    if expected.is_some() {
        m.expected_chapters = expected;
    }
}

fn number(value: &str) -> Option<u64> {
    let digits: String = value.chars().filter(|c| !",. \u{a0}'".contains(*c)).collect();
    digits.parse().ok()
}

fn address(value: &str) -> Option<String> {
    let value = value.trim().trim_matches(['<', '>']);
    (value.starts_with("http://") || value.starts_with("https://"))
        .then(|| value.to_owned())
        .filter(|url| !url.contains(' '))
}

/// Whether a status means that no chapter is missing.
pub(super) fn is_complete(status: &str) -> bool {
    let status = status.trim().trim_end_matches(['.', '!']).to_lowercase();
    matches!(status.as_str(), "complete" | "completed" | "finished" | "done" | "oneshot" | "one-shot" | "yes" | "true")
}
