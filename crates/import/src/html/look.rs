//! What a page's styles make of its text: hidden, italic, bold, underlined, centred.
//!
//! Google's web pages say italics only in a style sheet, and sites hide paragraphs against thieves by random classes.
//! Only plain class selectors are understood; everything else in a style sheet is decoration that no story needs.

use std::collections::HashMap;

use scraper::ElementRef;

/// How text looks; `None` where the style says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Not shown at all.
    pub(crate) hidden: Option<bool>,
    /// Italic or oblique.
    pub(crate) italic: Option<bool>,
    /// At least semi-bold.
    pub(crate) bold: Option<bool>,
    /// Underlined.
    pub(crate) underline: Option<bool>,
    /// Struck through.
    pub(crate) strike: Option<bool>,
    /// `sup` or `sub`.
    pub(crate) raised: Option<&'static str>,
    /// `center` or `right`.
    pub(crate) align: Option<&'static str>,
}

impl Look {
    /// The look that declarations such as `font-style: italic; color: red` ask for.
    pub(crate) fn of(declarations: &str) -> Self {
        let mut look = Self::default();
        for declaration in declarations.split(';') {
            if let Some((property, value)) = declaration.split_once(':') {
                look.declare(&property.trim().to_ascii_lowercase(), &value.trim().to_ascii_lowercase());
            }
        }
        look
    }

    fn declare(&mut self, property: &str, value: &str) {
        let value = value.trim_end_matches("!important").trim_end();
        match property {
            "display" => self.hidden = Some(value == "none"),
            "visibility" if value == "hidden" => self.hidden = Some(true),
            "font-style" => self.italic = Some(matches!(value, "italic" | "oblique")),
            "font-weight" => self.bold = Some(is_bold(value)),
            "text-decoration" | "text-decoration-line" => {
                self.underline = Some(value.contains("underline"));
                self.strike = Some(value.contains("line-through"));
            }
            "vertical-align" => {
                let marks = [("super", "sup"), ("sub", "sub")];
                self.raised = marks.into_iter().find(|(word, _)| *word == value).map(|(_, tag)| tag);
            }
            "text-align" => self.align = ["center", "right"].into_iter().find(|word| *word == value),
            _ => {}
        }
    }

    /// This look where it speaks, otherwise the one `below` it.
    fn over(self, below: Self) -> Self {
        Self {
            hidden: self.hidden.or(below.hidden),
            italic: self.italic.or(below.italic),
            bold: self.bold.or(below.bold),
            underline: self.underline.or(below.underline),
            strike: self.strike.or(below.strike),
            raised: self.raised.or(below.raised),
            align: self.align.or(below.align),
        }
    }
}

fn is_bold(weight: &str) -> bool {
    matches!(weight, "bold" | "bolder") || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// The looks of a page's classes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looks {
    classes: HashMap<String, Look>,
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
        let look = Look::of(block);
        for class in selectors.split(',').filter_map(class_of) {
            let known = self.classes.get(class).copied().unwrap_or_default();
            self.classes.insert(class.to_owned(), look.over(known));
        }
    }

    /// What an element's classes and its own style say together.
    pub(crate) fn of(&self, element: &ElementRef<'_>) -> Look {
        let own = element.attr("style").map(Look::of).unwrap_or_default();
        let classes = element.value().classes().filter_map(|class| self.classes.get(class));
        own.over(classes.fold(Look::default(), |below, look| look.over(below)))
    }

    /// Whether an element is not shown.
    pub(crate) fn hides(&self, element: &ElementRef<'_>) -> bool {
        self.of(element).hidden == Some(true) || (element.attr("hidden").is_some() && element.value().name() != "body")
    }
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
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(css: &str) -> HashMap<String, Look> {
        let mut looks = Looks::default();
        looks.read(css);
        looks.classes
    }

    #[test]
    fn class_rules_are_read_and_everything_else_is_passed_over() {
        let found = looks(
            "@import url(x); p.c1, .c2 { font-style:italic } /* .c3{display:none} */ #id .c4 {display:none} \
             @media print { .c5 { display: none } } .c6{font-weight:700!important;text-align:center}",
        );
        assert_eq!(found.get("c1").and_then(|look| look.italic), Some(true));
        assert_eq!(found.get("c2").and_then(|look| look.italic), Some(true));
        assert!(["c3", "c4", "c5"].iter().all(|class| !found.contains_key(*class)));
        assert_eq!(found.get("c6").map(|look| (look.bold, look.align)), Some((Some(true), Some("center"))));
    }

    #[test]
    fn a_cut_style_sheet_gives_what_was_whole() {
        assert_eq!(looks(".a{font-style:italic} .b{font-sty").len(), 1);
        assert_eq!(looks("@media screen { .a { color: red }").len(), 0);
        assert_eq!(looks("/* no end").len(), 0);
    }

    #[test]
    fn a_later_rule_adds_to_an_earlier_one() {
        let found = looks(".a{font-style:italic} .a{font-weight:bold}");
        assert_eq!(found.get("a").map(|look| (look.italic, look.bold)), Some((Some(true), Some(true))));
    }

    #[test]
    fn a_style_attribute_says_what_text_looks_like() {
        for (style, want) in [
            ("display: none", Look { hidden: Some(true), ..Look::default() }),
            ("FONT-STYLE: Italic", Look { italic: Some(true), ..Look::default() }),
            ("font-weight:400", Look { bold: Some(false), ..Look::default() }),
            ("vertical-align:super;font-size:0.6em", Look { raised: Some("sup"), ..Look::default() }),
            ("text-decoration: line-through", Look { strike: Some(true), underline: Some(false), ..Look::default() }),
            ("nonsense", Look::default()),
        ] {
            assert_eq!(Look::of(style), want, "{style}");
        }
    }
}
