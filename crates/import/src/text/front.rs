//! The title page of a plain text: a header block, a title with a byline, or FanFiction.net's line.

use manuscript::letters;

use super::draft::Draft;
use crate::header::{self, Field, block, block::Pair, rated_line};

/// The most lines between the title and FanFiction.net's line.
const SUMMARY_LINES: usize = 20;

/// Reads the title page and gives back the lines after it.
pub fn without_header<'a, 'b>(lines: &'a [&'b str], draft: &mut Draft) -> &'a [&'b str] {
    let mut rest = lines;
    if let Some(block) = block::parse(rest) {
        rest = take_block(&block, rest, draft);
    } else if let Some(after) = take_title(rest, draft) {
        rest = take_rated_line(after, draft).unwrap_or(after);
        let block = block::read(rest);
        let is_header =
            |pair: &Pair| header::field(&pair.label).is_some_and(|field| field.proves_header() || field == Field::Note);
        if block.pairs.iter().any(is_header) {
            rest = take_block(&block, rest, draft);
        }
    }
    rest
}

fn take_block<'a, 'b>(block: &block::Block, lines: &'a [&'b str], draft: &mut Draft) -> &'a [&'b str] {
    draft.markup(block.markup);
    block.pairs.iter().for_each(|pair| draft.take(pair));
    lines.get(block.lines..).unwrap_or_default()
}

/// The first line and `by X` in the next one.
fn take_title<'a, 'b>(lines: &'a [&'b str], draft: &mut Draft) -> Option<&'a [&'b str]> {
    let mut full = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, title) = full.next()?;
    let (at, by) = full.next()?;
    let (label, names) = block::by_line(by)?;
    let bare = title.trim().trim_matches(['*', '_', '#', ' ', '"', '“', '”']);
    if bare.is_empty() || bare.chars().count() > 150 {
        return None;
    }
    draft.take(&Pair { label: "Title".to_owned(), value: bare.to_owned() });
    draft.seen += letters("Title");
    draft.take(&Pair { label: label.to_owned(), value: names.to_owned() });
    lines.get(at + 1..)
}

/// FanFiction.net's line of facts; what stands before it is the summary.
fn take_rated_line<'a, 'b>(lines: &'a [&'b str], draft: &mut Draft) -> Option<&'a [&'b str]> {
    let at = lines.iter().take(SUMMARY_LINES).position(|line| rated_line::is_one(line.trim()))?;
    let (summary, rest) = lines.split_at_checked(at)?;
    let (line, rest) = rest.split_first()?;
    let summary = summary.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
    draft.take(&Pair { label: "Summary".to_owned(), value: summary });
    draft.seen += letters("Summary");
    rated_line::apply(line.trim(), &mut draft.manuscript);
    draft.fact(line);
    Some(rest)
}

/// Drops the title and the byline where they stand again above the text.
pub fn without_repeated_title<'a, 'b>(lines: &'a [&'b str], draft: &mut Draft) -> &'a [&'b str] {
    let (title, names) = (draft.manuscript.title.to_lowercase(), draft.manuscript.bylines.clone());
    let mut rest = lines;
    let Some(first) = next_full(&mut rest).filter(|line| bare_title(line) == title) else { return lines };
    draft.drop("repeated title", first);
    let after_title = rest;
    let Some(second) = next_full(&mut rest) else { return after_title };
    let again = block::by_line(second).map(|(_, names)| header::bylines(names).0);
    if again.is_some_and(|again| again == names) {
        draft.drop("repeated byline", second);
        return rest;
    }
    after_title
}

fn bare_title(line: &str) -> String {
    let bare = line.trim().trim_matches(['*', '_', '#', ' ', '"']);
    header::title_and_part(bare).0.to_lowercase()
}

/// The next line that is not blank, taken off.
fn next_full<'b>(rest: &mut &[&'b str]) -> Option<&'b str> {
    let at = rest.iter().position(|line| !line.trim().is_empty())?;
    let line = rest.get(at).copied();
    *rest = rest.get(at + 1..).unwrap_or_default();
    line
}
