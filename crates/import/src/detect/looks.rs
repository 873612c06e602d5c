//! Telling the kinds of text apart by evidence.

/// Tags that only HTML files have; a plain text may hold `<i>` and `<b>`.
const BLOCK_TAGS: &[&str] = &[
    "p",
    "br",
    "div",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "blockquote",
    "table",
    "ul",
    "ol",
    "span",
    "font",
    "center",
    "style",
    "script",
    "article",
    "section",
];

/// Whether the text begins with YAML between `---` lines.
pub fn has_front_matter(sample: &str) -> bool {
    let mut lines = sample.lines().skip_while(|line| line.trim().is_empty());
    if lines.next().is_none_or(|line| line.trim_end() != "---") {
        return false;
    }
    let inner: Vec<&str> =
        lines.by_ref().take_while(|line| !matches!(line.trim_end(), "---" | "...")).take(500).collect();
    let is_own = inner.first().is_some_and(|line| line.starts_with("foolscap: "));
    inner.iter().any(|line| is_yaml_pair(line)) && (inner.len() < 500 || is_own)
}

fn is_yaml_pair(line: &str) -> bool {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c));
    line.split_once(':').is_some_and(|(key, rest)| is_key(key) && (rest.is_empty() || rest.starts_with(' ')))
}

/// Whether FanFicFare wrote the text: its labels stand above `TABLE OF CONTENTS`.
pub fn is_fanficfare(sample: &str) -> bool {
    let head: Vec<&str> = sample.lines().map(str::trim_end).take_while(|line| *line != "TABLE OF CONTENTS").collect();
    let has = |label: &str| head.iter().any(|line| line.starts_with(label));
    head.len() < sample.lines().count() && has("by ") && (has("Packaged:") || has("Story URL:"))
}

/// Whether the text is an `OpenDocument` in one XML file (`.fodt`): its first element says so.
pub fn is_flat_document(sample: &str) -> bool {
    let root = sample.split('<').skip(1).find(|tag| !tag.starts_with(['?', '!']));
    root.is_some_and(|root| root.starts_with("office:document "))
}

/// Whether the text is HTML, with or without `<html>`.
pub fn is_html(sample: &str) -> bool {
    let start = sample.trim_start().to_ascii_lowercase();
    if ["<!doctype", "<html", "<?xml", "<head", "<body", "<meta"].iter().any(|tag| start.starts_with(tag)) {
        return true;
    }
    let blocks = tags(sample).filter(|tag| BLOCK_TAGS.contains(&tag.as_str())).take(3).count();
    let leads = tags(start.get(..64).unwrap_or(&start)).next().is_some_and(|tag| BLOCK_TAGS.contains(&tag.as_str()));
    blocks >= 3 || (blocks >= 1 && leads && start.starts_with('<'))
}

/// The lower-case names of everything in the text that looks like a tag.
fn tags(text: &str) -> impl Iterator<Item = String> {
    text.split('<').skip(1).filter_map(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = rest.chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
        let after = rest.chars().nth(name.len());
        matches!(after, Some('>' | ' ' | '/' | '\n')).then(|| name.to_ascii_lowercase())
    })
}

/// Whether the text is Markdown: two kinds of evidence that plain text rarely has, its name being one.
pub fn is_markdown(sample: &str, name: &str) -> bool {
    let named = [".md", ".markdown", ".mkd"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let any = |test: fn(&str) -> bool| sample.lines().any(test);
    let evidence = [named, any(is_heading), any(has_link), any(is_footnote), any(is_fence), any(has_escape)];
    evidence.into_iter().filter(|seen| *seen).count() >= 2
}

fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - text.len())) && text.starts_with(' ') && text.contains(char::is_alphanumeric)
}

fn has_link(line: &str) -> bool {
    line.split_once("](").is_some_and(|(before, after)| before.contains('[') && after.contains(')'))
}

fn is_footnote(line: &str) -> bool {
    line.starts_with("[^") && line.contains("]:")
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```")
}

fn has_escape(line: &str) -> bool {
    ["\\*", "\\_", "\\-", "\\#", "~~"].iter().any(|escape| line.contains(escape))
}
