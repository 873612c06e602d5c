//! Two states of a text side by side, and three made into one.
//!
//! Texts are compared block by block, and changed blocks word by word, so that a person can read what changed. Merging
//! takes both sides' changes where they lie apart, and says so when they do not.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Beyond so many blocks or words that are not alike, their order is not looked into.
const MOST: usize = 4_000;

/// So many pairs of words are looked at in all the changed blocks of two texts together; changed blocks beyond that are
/// shown whole. It is a tenth of a second.
const EFFORT: usize = 32_000_000;

/// What ends a block of clean HTML.
const ENDS: [&str; 16] = [
    "</p>",
    "<hr />",
    "</li>",
    "</blockquote>",
    "</div>",
    "</pre>",
    "</tr>",
    "</ul>",
    "</ol>",
    "</h1>",
    "</h2>",
    "</h3>",
    "</h4>",
    "</h5>",
    "</h6>",
    "</figure>",
];

/// A block of the older text beside that of the newer one; either may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What the older text says.
    pub old: Vec<Piece>,
    /// What the newer text says.
    pub new: Vec<Piece>,
    /// Whether they are alike.
    pub is_same: bool,
}

/// A run of words in a block, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words. Markup is shown only where it changed.
    pub text: String,
    /// Whether the other side has them not.
    pub is_changed: bool,
}

/// Two clean texts, block beside block.
pub fn difference(old: &str, new: &str) -> Vec<Pair> {
    let (old, new) = (blocks(old), blocks(new));
    let (mut pairs, mut effort) = (Vec::new(), EFFORT);
    for change in changes(&old, &new) {
        let (gone, come) = (taken(&old, change.old_range()), taken(&new, change.new_range()));
        for at in 0..gone.len().max(come.len()) {
            let (old, new) = (gone.get(at).copied(), come.get(at).copied());
            let is_same = matches!(change, DiffOp::Equal { .. });
            let (old, new) = words_apart(old.unwrap_or_default(), new.unwrap_or_default(), &mut effort);
            pairs.push(Pair { old, new, is_same });
        }
    }
    pairs
}

/// What both sides made of `base`, or nothing where they changed the same place.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let (base, mine, theirs) = (blocks(base), blocks(mine), blocks(theirs));
    let (mut all, others) = (edits(&base, &mine), edits(&base, &theirs));
    for other in others {
        if all.contains(&other) {
            continue;
        }
        let touches = |edit: &Edit| edit.from <= other.to && other.from <= edit.to;
        if all.iter().any(touches) {
            return None;
        }
        all.push(other);
    }
    all.sort_by_key(|edit| edit.from);
    let (mut merged, mut at) = (String::new(), 0);
    for edit in all {
        merged.extend(taken(&base, at..edit.from).iter().copied());
        merged.push_str(&edit.put);
        at = edit.to;
    }
    merged.extend(taken(&base, at..base.len()).iter().copied());
    Some(merged)
}

/// Blocks of the base and what came into their place.
#[derive(Debug, PartialEq, Eq)]
struct Edit {
    from: usize,
    to: usize,
    put: String,
}

fn edits(base: &[&str], side: &[&str]) -> Vec<Edit> {
    let edit = |change: &DiffOp| {
        let (old, new) = (change.old_range(), change.new_range());
        Edit { from: old.start, to: old.end, put: taken(side, new).concat() }
    };
    changes(base, side).iter().filter(|change| !matches!(change, DiffOp::Equal { .. })).map(edit).collect()
}

fn taken<'a, 't>(all: &'a [&'t str], range: std::ops::Range<usize>) -> &'a [&'t str] {
    all.get(range).unwrap_or_default()
}

/// What is alike and what is not. Of very many that are not alike, all are one change.
fn changes(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let ends = |all: &[&str]| all.len() - same;
    if ends(old) + ends(new) <= MOST {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let head = DiffOp::Equal { old_index: 0, new_index: 0, len: same };
    let rest = DiffOp::Replace { old_index: same, old_len: ends(old), new_index: same, new_len: ends(new) };
    vec![head, rest]
}

/// The words of two blocks side by side, as long as `effort` is left for it.
fn words_apart(old: &str, new: &str, effort: &mut usize) -> (Vec<Piece>, Vec<Piece>) {
    let is_same = old == new;
    let (old, new) = (tokens(old), tokens(new));
    let cost = if is_same { 0 } else { old.len().saturating_mul(new.len()) };
    let looked_into = if cost > *effort {
        vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }]
    } else {
        *effort -= cost;
        changes(&old, &new)
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for change in looked_into {
        let is_changed = !matches!(change, DiffOp::Equal { .. });
        push(&mut left, taken(&old, change.old_range()), is_changed);
        push(&mut right, taken(&new, change.new_range()), is_changed);
    }
    (left, right)
}

/// Adds words to a side; markup that did not change is not shown.
fn push(side: &mut Vec<Piece>, tokens: &[&str], is_changed: bool) {
    let shown = tokens.iter().filter(|token| is_changed && !is_block(token) || !token.starts_with('<'));
    let text: String = shown.copied().collect();
    if !text.is_empty() {
        side.push(Piece { text: unescaped(&text), is_changed });
    }
}

/// Whether a token is only the frame of a block, which says nothing by itself.
fn is_block(token: &str) -> bool {
    matches!(token, "<p>" | "</p>")
}

fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// A text in pieces, each with its end.
fn blocks(html: &str) -> Vec<&str> {
    cut(html, |so_far| so_far.ends_with('>') && ENDS.iter().any(|end| so_far.ends_with(end)))
}

/// Words with the space behind them, and marks of markup.
fn tokens(block: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for part in block.split_inclusive('>') {
        let (words, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
        tokens.extend(words.split_inclusive(char::is_whitespace));
        tokens.extend(Some(tag).filter(|tag| !tag.is_empty()));
    }
    tokens
}

/// Cuts a text behind every `>` where what stands before it ends a piece.
fn cut(text: &str, ends: impl Fn(&str) -> bool) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    for (at, mark) in text.match_indices('>') {
        let end = at + mark.len();
        if let Some(piece) = text.get(start..end).filter(|piece| ends(piece)) {
            pieces.push(piece);
            start = end;
        }
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        let word = |piece: &Piece| if piece.is_changed { format!("[{}]", piece.text) } else { piece.text.clone() };
        pieces.iter().map(word).collect()
    }

    #[test]
    fn a_changed_word_is_marked_in_both_texts_and_nothing_else_is() {
        let pairs = difference("<p>One.</p><p>It rained a lot.</p>", "<p>One.</p><p>It rained <em>very</em> much.</p>");
        assert!(pairs[0].is_same && !pairs[1].is_same);
        assert_eq!(told(&pairs[1].old), "It rained [a lot.]");
        assert_eq!(told(&pairs[1].new), "It rained [<em>very</em> much.]");
    }

    #[test]
    fn a_new_paragraph_stands_beside_nothing() {
        let pairs = difference("<p>a</p><p>c</p>", "<p>a</p><p>b &amp; b</p><hr /><p>c</p>");
        let rows: Vec<_> = pairs.iter().map(|pair| (told(&pair.old), told(&pair.new))).collect();
        let row = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(rows, [row("a", "a"), row("", "[b & b]"), row("", "[<hr />]"), row("c", "c")]);
    }

    #[test]
    fn changes_that_lie_apart_are_both_taken() {
        let base = "<p>a</p><p>b</p><p>c</p><p>d</p>";
        let (mine, theirs) = ("<p>A</p><p>b</p><p>c</p><p>d</p>", "<p>a</p><p>b</p><p>c</p><p>D</p><p>e</p>");
        assert_eq!(merge(base, mine, theirs).as_deref(), Some("<p>A</p><p>b</p><p>c</p><p>D</p><p>e</p>"));
        assert_eq!(merge(base, mine, mine).as_deref(), Some(mine), "the same change is one");
        assert_eq!(merge(base, base, theirs).as_deref(), Some(theirs));
    }

    #[test]
    fn many_long_paragraphs_that_all_changed_are_compared_only_as_long_as_it_is_quick() {
        let text = |word: &str| format!("<p>{}same</p>", format!("{word} ").repeat(1_500)).repeat(20);
        let pairs = difference(&text("rain"), &text("snow"));
        assert_eq!(pairs.len(), 20);
        let looked_into = pairs.iter().filter(|pair| pair.old.len() > 1).count();
        assert_eq!(looked_into, EFFORT / (1_503 * 1_503), "words of the first ones, and the others whole");
        assert!(pairs.iter().all(|pair| !pair.old.is_empty() && !pair.new.is_empty()), "and nothing is left out");
    }

    #[test]
    fn changes_of_one_place_are_not_merged() {
        let base = "<p>a</p><p>b</p>";
        for (mine, theirs) in [("<p>x</p><p>b</p>", "<p>y</p><p>b</p>"), ("<p>a</p>", "<p>a</p><p>B</p>")] {
            assert_eq!(merge(base, mine, theirs), None, "{mine} {theirs}");
        }
    }
}
