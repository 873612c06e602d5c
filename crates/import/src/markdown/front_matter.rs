//! YAML front matter as a small tree of texts, lists and maps: every scalar stays the text it was.
//!
//! Aliases are refused and depth is bounded, so that no front matter can grow (safety rule R30).

use saphyr_parser::{Event, Parser};

/// The deepest nesting that a title page needs.
const DEEPEST: usize = 12;

/// A value of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A scalar, as text; `~` and `null` are empty.
    Text(String),
    /// A sequence.
    List(Vec<Self>),
    /// A mapping, in its order.
    Map(Vec<(String, Self)>),
}

impl Value {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The values in a list; a scalar is a list of one.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    /// The values of all scalars below, keys included, in order.
    pub fn all_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::all_text).collect::<Vec<_>>().join(", "),
            Self::Map(pairs) => {
                pairs.iter().map(|(key, value)| format!("{key}: {}", value.all_text())).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// The newest form of our own files that this reader knows (contract: `export`'s `markdown` module).
const VERSION: u32 = 1;

/// Whether Foolscap wrote the file: its front matter begins by saying so.
pub(super) fn is_own(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let begins = lines.next() == Some(b"---");
    let version =
        lines.next().and_then(|line| std::str::from_utf8(line).ok()?.strip_prefix("foolscap: ")?.parse().ok());
    begins && version.is_some_and(|version: u32| version <= VERSION)
}

/// Parts the front matter from the body, if there is one.
pub(super) fn split(text: &str) -> (Option<&str>, &str) {
    let start = text.trim_start_matches(['\n', ' ']);
    let Some(rest) = start.strip_prefix("---").filter(|_| crate::detect::has_front_matter(start)) else {
        return (None, text);
    };
    let Some((_, rest)) = rest.split_once('\n') else { return (None, text) };
    let mut length = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let body = rest.get(length + line.len()..).unwrap_or_default();
            return (rest.get(..length), body);
        }
        length += line.len();
    }
    (None, text)
}

/// Reads YAML; the error says in one sentence why it is none.
pub(super) fn parse(yaml: &str) -> Result<Value, String> {
    let mut events = Parser::new_from_str(yaml);
    loop {
        match next(&mut events)? {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            event => return value(event, &mut events, 0),
        }
    }
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

fn next<'a>(events: &mut Events<'a>) -> Result<Event<'a>, String> {
    match events.next_event() {
        Some(Ok((event, _))) => Ok(event),
        Some(Err(error)) => Err(error.to_string()),
        None => Err("it ends too early".to_owned()),
    }
}

fn value<'a>(event: Event<'a>, events: &mut Events<'a>, depth: usize) -> Result<Value, String> {
    if depth > DEEPEST {
        return Err("it is nested too deeply".to_owned());
    }
    match event {
        Event::Scalar(text, style, ..) => {
            let is_null = style == saphyr_parser::ScalarStyle::Plain && matches!(text.as_ref(), "~" | "null" | "Null");
            Ok(Value::Text(if is_null { String::new() } else { text.into_owned() }))
        }
        Event::SequenceStart(..) => list(events, depth),
        Event::MappingStart(..) => map(events, depth),
        Event::Alias(_) => Err("it repeats itself by aliases".to_owned()),
        _ => Ok(Value::Text(String::new())),
    }
}

fn list(events: &mut Events<'_>, depth: usize) -> Result<Value, String> {
    let mut items = Vec::new();
    loop {
        match next(events)? {
            Event::SequenceEnd => return Ok(Value::List(items)),
            event => items.push(value(event, events, depth + 1)?),
        }
    }
}

fn map(events: &mut Events<'_>, depth: usize) -> Result<Value, String> {
    let mut pairs = Vec::new();
    loop {
        let key = match next(events)? {
            Event::MappingEnd => return Ok(Value::Map(pairs)),
            event => value(event, events, depth + 1)?.all_text(),
        };
        let event = next(events)?;
        pairs.push((key, value(event, events, depth + 1)?));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_parted_from_the_body() {
        assert_eq!(split("---\ntitle: Jam\n---\nFog"), (Some("title: Jam\n"), "Fog"));
        assert_eq!(split("---\n\nFog\n\n---\n"), (None, "---\n\nFog\n\n---\n"));
        assert_eq!(split("Fog"), (None, "Fog"));
    }

    #[test]
    fn scalars_stay_the_text_they_were() {
        let value = parse(
            "rating: R\npart: 02\nyes: no\nnone: ~\nlist: [a, 'b, c']\nmap: {x: {y: z}}\ntext: |-\n  One\n\n  Two",
        )
        .expect("YAML");
        let text = |key: &str| value.get(key).and_then(Value::text);
        assert_eq!(
            (text("rating"), text("part"), text("yes"), text("none")),
            (Some("R"), Some("02"), Some("no"), Some(""))
        );
        assert_eq!(value.get("list").map(|list| list.items().len()), Some(2));
        assert_eq!(value.get("map").map(Value::all_text).as_deref(), Some("x: y: z"));
        assert_eq!(text("text"), Some("One\n\nTwo"));
    }

    #[test]
    fn hostile_yaml_is_refused_in_a_sentence() {
        let deep = "[".repeat(500);
        for yaml in ["a: &x [1]\nb: *x", deep.as_str(), "a: [", "\"open"] {
            assert!(parse(yaml).is_err(), "{yaml}");
        }
        proptest::proptest!(|(yaml: String)| { let _ = parse(&yaml); });
    }
}
