//! Footnotes of a whole file, given to the chapters that refer to them.
//!
//! The definitions of a file often stand at its very end, but each chapter is parsed by itself.

/// A definition: its label, and its lines.
pub(super) struct Definition<'a> {
    label: &'a str,
    lines: Vec<&'a str>,
}

/// Takes the definitions out of a file's lines.
pub(super) fn take<'a>(lines: &[&'a str]) -> (Vec<&'a str>, Vec<Definition<'a>>) {
    let (mut rest, mut definitions): (Vec<&str>, Vec<Definition<'_>>) = (Vec::new(), Vec::new());
    let mut inside = false;
    for line in lines {
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        inside &= is_indented || line.trim().is_empty();
        if let Some(label) = label(line) {
            definitions.push(Definition { label, lines: vec![line] });
            inside = true;
        } else if let Some(last) = definitions.last_mut().filter(|_| inside) {
            last.lines.push(line);
        } else {
            rest.push(line);
        }
    }
    (rest, definitions)
}

fn label(line: &str) -> Option<&str> {
    let (label, _) = line.strip_prefix("[^")?.split_once("]:")?;
    (!label.is_empty() && !label.contains([']', '[', ' '])).then_some(label)
}

/// The definitions that a text refers to, as Markdown to put behind it; they are used up.
pub(super) fn referred(markdown: &str, definitions: &mut Vec<Definition<'_>>) -> String {
    let mut found = String::new();
    definitions.retain(|definition| {
        let refers = markdown.contains(&format!("[^{}]", definition.label));
        if refers {
            found.extend(["\n\n", &definition.lines.join("\n"), "\n"]);
        }
        !refers
    });
    found
}

/// Definitions that nothing refers to, as paragraphs: the parser would drop them.
pub(super) fn unreferred(definitions: &[Definition<'_>]) -> String {
    let paragraph = |definition: &Definition<'_>| {
        let lines = definition.lines.iter().map(|line| line.trim_start()).collect::<Vec<_>>().join("\n");
        format!("\n\n\\{lines}\n")
    };
    definitions.iter().map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_goes_to_the_text_that_refers_to_it() {
        let lines = ["Fog.[^1]", "", "[^1]: Much.", "    And more.", "", "[^2]: None.", "", "Toast."];
        let (rest, mut definitions) = take(&lines);
        assert_eq!(rest, ["Fog.[^1]", "", "Toast."]);
        assert_eq!(referred("Fog.[^1]", &mut definitions).trim(), "[^1]: Much.\n    And more.");
        assert_eq!(unreferred(&definitions).trim(), "\\[^2]: None.");
    }
}
