//! Chapters in Markdown: heads with `#`, and the fenced `::: summary`, `::: notes`, `::: endnotes` that Foolscap writes.

use manuscript::chapter_heading;

use super::body;

/// A chapter's head.
pub(super) struct Head {
    /// What a reader sees: `Chapter 1: Fog`.
    pub text: String,
    /// The title exactly as it stands behind the number: `Fog`; nothing where that is still to be found out.
    pub title: Option<String>,
}

/// A chapter's Markdown by what it is.
#[derive(Default)]
pub(super) struct Divided {
    pub summary: String,
    pub notes: String,
    pub body: String,
    pub end_notes: String,
}

/// The marks of heads: which lines are heads of the chapters.
fn marks<'a>(lines: &[&'a str]) -> Vec<(usize, usize, &'a str)> {
    let mut fenced = false;
    let mut marks = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        fenced ^= line.starts_with("```") || line.starts_with("~~~");
        let text = line.trim_start_matches('#');
        let level = line.len() - text.len();
        if !fenced && (1..=2).contains(&level) && text.starts_with(' ') && text.contains(char::is_alphanumeric) {
            marks.push((at, level, text));
        }
    }
    marks
}

/// The work's own title above the text, taken off: a single `#` that is no chapter, or the title said again.
pub(super) fn work_title<'a, 'b>(lines: &'a [&'b str], known: &str) -> (&'a [&'b str], Option<String>) {
    let marks = marks(lines);
    let starts = |at: usize| lines.get(..at).is_some_and(|before| before.iter().all(|line| line.trim().is_empty()));
    let Some((at, _, text)) = marks.first().copied().filter(|(at, level, _)| *level == 1 && starts(*at)) else {
        return (lines, None);
    };
    let single = marks.iter().filter(|(_, level, _)| *level == 1).count() == 1;
    let plain = body::plain(text).trim().to_owned();
    let is_chapter = own_title(&plain).is_some() || chapter_heading(&plain).is_some();
    let is_untitled = known == manuscript::Manuscript::default().title;
    if single && !is_chapter && (is_untitled || plain == known) {
        (lines.get(at + 1..).unwrap_or_default(), Some(plain))
    } else {
        (lines, None)
    }
}

/// Divides the lines of our own file at its heads: no other line begins with one sharp.
pub(super) fn split_own(lines: &[&str]) -> Vec<(Option<Head>, Divided)> {
    let mut pieces: Vec<(Option<Head>, Vec<&str>)> = Vec::new();
    for line in lines {
        match (line.strip_prefix("# "), pieces.last_mut()) {
            (Some(text), _) => pieces.push((Some(own_head(text)), Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => pieces.push((None, vec![line])),
        }
    }
    let is_something =
        |piece: &(Option<Head>, Vec<&str>)| piece.0.is_some() || piece.1.iter().any(|line| !line.is_empty());
    pieces.into_iter().filter(is_something).map(|(head, lines)| (head, divide(&lines))).collect()
}

/// Divides the lines at the heads of the highest level that is there; before the first there is none.
pub(super) fn split(lines: &[&str]) -> Vec<(Option<Head>, Divided)> {
    let marks = marks(lines);
    let level = marks.iter().map(|(_, level, _)| *level).min().unwrap_or(1);
    let heads: Vec<(usize, &str)> =
        marks.iter().filter(|mark| mark.1 == level).map(|(at, _, text)| (*at, *text)).collect();
    let first = heads.first().map_or(lines.len(), |(at, _)| *at);
    let mut pieces = Vec::new();
    let before = lines.get(..first).unwrap_or_default();
    if heads.is_empty() || before.iter().any(|line| !line.trim().is_empty()) {
        pieces.push((None, divide(before)));
    }
    let ends = heads.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]);
    for ((at, text), end) in heads.iter().zip(ends) {
        pieces.push((Some(head(text)), divide(lines.get(at + 1..end).unwrap_or_default())));
    }
    pieces
}

/// A head of our own: what is no number is a title, exactly as it stands.
fn own_head(text: &str) -> Head {
    let text = body::plain(text);
    let title = own_title(&text).unwrap_or_else(|| text.clone());
    Head { text, title: Some(title) }
}

fn head(text: &str) -> Head {
    let text = body::plain(text).trim().to_owned();
    let title = own_title(&text).filter(|title| !title.is_empty());
    Head { text, title }
}

/// The title after `Chapter 3: `, exactly as it was written.
fn own_title(text: &str) -> Option<String> {
    let rest = text.strip_prefix("Chapter ")?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.is_empty() { Some(String::new()) } else { rest.strip_prefix(": ").map(str::to_owned) }
}

/// Parts a chapter's lines into its fenced notes and its text.
fn divide(lines: &[&str]) -> Divided {
    let mut divided = Divided::default();
    let mut place: Option<&str> = None;
    for line in lines {
        match (place, line.trim_end()) {
            (None, "::: summary") => place = Some("summary"),
            (None, "::: notes") => place = Some("notes"),
            (None, "::: endnotes") => place = Some("endnotes"),
            (Some(_), ":::") => place = None,
            _ => {
                let part = match place {
                    Some("summary") => &mut divided.summary,
                    Some("notes") => &mut divided.notes,
                    Some(_) => &mut divided.end_notes,
                    None => &mut divided.body,
                };
                part.push_str(line);
                part.push('\n');
            }
        }
    }
    divided
}
