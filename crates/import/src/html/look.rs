//! What a page's style sheets say of its text: hidden, italic, bold, underlined, centred.
//!
//! Google's web pages say italics only in a style sheet, and sites hide paragraphs against thieves by random classes.
//! Only plain class selectors are understood, and only properties that change what a text says; the cleaner then reads
//! them as if they stood in the element's own `style`.

use std::collections::{BTreeMap, HashMap};

use scraper::ElementRef;

/// The properties that are worth keeping.
const PROPERTIES: [&str; 7] =
    ["display", "visibility", "font-style", "font-weight", "text-decoration", "vertical-align", "text-align"];

/// Declarations by their properties, each once, the later over the earlier.
type Declarations = BTreeMap<&'static str, String>;

/// The looks of a page's classes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looks {
    classes: HashMap<String, Declarations>,
}

impl Looks {
    /// Adds the class rules of a style sheet. Linear; conditional blocks (`@media`) are not understood and skipped.
    pub(crate) fn read(&mut self, css: &str) {
        let css = without_comments(css);
        let mut rest = css.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            // Statements such as `@import url(x);` stand before the first selector of the next rule.
            let selectors = selectors.rsplit(';').next().unwrap_or(selectors).trim();
            let conditional = selectors.starts_with('@');
            let block = if conditional { nested_block(after) } else { after.split_once('}') };
            let Some((block, after)) = block else { return };
            if !conditional {
                self.rule(selectors, block);
            }
            rest = after;
        }
    }

    fn rule(&mut self, selectors: &str, block: &str) {
        let block = declarations(block);
        if block.is_empty() {
            return;
        }
        for class in selectors.split(',').filter_map(class_of) {
            self.classes.entry(class.to_owned()).or_default().extend(block.clone());
        }
    }

    /// What an element's classes and its own style say together.
    fn of(&self, element: &ElementRef<'_>) -> Declarations {
        let mut all = Declarations::new();
        for class in element.value().classes().filter_map(|class| self.classes.get(class)) {
            all.extend(class.clone());
        }
        all.extend(declarations(element.attr("style").unwrap_or_default()));
        all
    }

    /// The style that says what the element's classes say as well; empty when its classes say nothing.
    pub(crate) fn style(&self, element: &ElementRef<'_>) -> String {
        if !element.value().classes().any(|class| self.classes.contains_key(class)) {
            return String::new();
        }
        let all = self.of(element);
        // A heading's weight is its nature, not an emphasis.
        let heading = matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let kept = all.into_iter().filter(|(property, _)| !(heading && *property == "font-weight"));
        kept.flat_map(|(property, value)| [property.to_owned(), ":".to_owned(), value, ";".to_owned()]).collect()
    }

    /// Whether an element is not shown.
    pub(crate) fn hides(&self, element: &ElementRef<'_>) -> bool {
        let all = self.of(element);
        let says = |property: &str, value: &str| all.get(property).is_some_and(|said| said == value);
        let hidden = element.attr("hidden").is_some() && element.value().name() != "body";
        hidden || says("display", "none") || says("visibility", "hidden")
    }
}

/// The declarations that are worth keeping, in lower case.
fn declarations(block: &str) -> Declarations {
    let pairs = block.split(';').filter_map(|declaration| declaration.split_once(':'));
    let known = pairs.filter_map(|(property, value)| {
        let property = property.trim().to_ascii_lowercase();
        let property = if property == "text-decoration-line" { "text-decoration" } else { &property };
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim_end().to_owned();
        PROPERTIES.iter().find(|known| **known == property).map(|known| (*known, value))
    });
    known.collect()
}

/// The class of a selector that is nothing but `.class` or `element.class`.
fn class_of(selector: &str) -> Option<&str> {
    let (element, class) = selector.trim().split_once('.')?;
    let plain = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (plain(element) && plain(class) && !class.is_empty()).then_some(class)
}

/// The inside of a block that may hold blocks, and what follows it.
fn nested_block(css: &str) -> Option<(&str, &str)> {
    let mut depth = 1_u32;
    for (at, c) in css.char_indices() {
        depth = match c {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            let (block, after) = css.split_at_checked(at)?;
            return Some((block, after.strip_prefix('}')?));
        }
    }
    None
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    // Word hides its style sheet in a comment of HTML, whose marks mean nothing to a style sheet.
    out.replace("<!--", "").replace("-->", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(css: &str) -> HashMap<String, Declarations> {
        let mut looks = Looks::default();
        looks.read(css);
        looks.classes
    }

    #[test]
    fn class_rules_are_read_and_everything_else_is_passed_over() {
        let found = looks(
            "@import url(x); p.c1, .c2 { font-style:italic } /* .c3{display:none} */ #id .c4 {display:none} \
             @media print { .c5 { display: none } } .c6{Font-Weight:700 !important;color:red}",
        );
        for class in ["c1", "c2"] {
            assert_eq!(found.get(class).and_then(|look| look.get("font-style")).map(String::as_str), Some("italic"));
        }
        assert!(["c3", "c4", "c5"].iter().all(|class| !found.contains_key(*class)));
        assert_eq!(found.get("c6"), Some(&Declarations::from([("font-weight", "700".to_owned())])));
    }

    #[test]
    fn a_cut_style_sheet_gives_what_was_whole() {
        assert_eq!(looks(".a{font-style:italic} .b{font-sty").len(), 1);
        assert_eq!(looks("@media screen { .a { display: none }").len(), 0);
        assert_eq!(looks("/* no end").len(), 0);
    }

    #[test]
    fn a_later_rule_adds_to_an_earlier_one_and_overrules_it() {
        let found = looks(".a{font-style:italic} .a{font-weight:bold} .a{font-style:normal}");
        let look = found.get("a").unwrap();
        assert_eq!((look["font-style"].as_str(), look["font-weight"].as_str()), ("normal", "bold"));
    }
}
