//! What a `style` attribute of an office program means for the text: emphasis, alignment, hiding.
//!
//! Nothing of the style itself is kept; it only decides which elements stand for it.

/// What is worth keeping of a style.
#[derive(Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing a style says or does not say")]
pub(super) struct Dress {
    /// The element is not to be seen: anti-theft paragraphs, tracking text.
    pub(super) hidden: bool,
    /// The weight is said to be normal, so a `b` around it is none.
    pub(super) upright_weight: bool,
    /// The slant is said to be normal, so an `i` around it is none.
    pub(super) upright_slant: bool,
    /// `center` or `right`.
    pub(super) align: Option<&'static str>,
    /// Elements that say the same as the style.
    pub(super) tags: Vec<&'static str>,
    /// Whether something was said that is not kept.
    pub(super) lost: bool,
}

/// Reads a style; an absent one is empty.
pub(super) fn read(style: Option<&str>) -> Dress {
    let mut dress = Dress::default();
    let style = style.unwrap_or_default().to_ascii_lowercase();
    for declaration in style.split(';') {
        if let Some((property, value)) = declaration.split_once(':') {
            dress.declare(property.trim(), value.trim().trim_end_matches("!important").trim());
        }
    }
    dress
}

impl Dress {
    fn declare(&mut self, property: &str, value: &str) {
        match property {
            "font-weight" => self.weight(value),
            "font-style" => match value {
                "italic" | "oblique" => self.wear("em"),
                _ => self.upright_slant = true,
            },
            "text-decoration" | "text-decoration-line" => self.decoration(value),
            "vertical-align" => match value {
                "super" => self.wear("sup"),
                "sub" => self.wear("sub"),
                _ => {}
            },
            "text-align" => {
                self.align = ["center", "right"].into_iter().find(|&known| known == value);
            }
            "display" | "visibility" | "mso-hide" => self.hidden |= matches!(value, "none" | "hidden" | "all"),
            _ => self.lost = true,
        }
    }

    fn weight(&mut self, value: &str) {
        let heavy = value.parse::<u32>().map_or(value.starts_with("bold"), |weight| weight >= 600);
        if heavy {
            self.wear("strong");
        } else {
            self.upright_weight = true;
        }
    }

    fn decoration(&mut self, value: &str) {
        if value.contains("underline") {
            self.wear("u");
        }
        if value.contains("line-through") {
            self.wear("s");
        }
    }

    fn wear(&mut self, tag: &'static str) {
        if !self.tags.contains(&tag) {
            self.tags.push(tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_read_for_what_it_says_about_the_text() {
        assert_eq!(read(Some("FONT-WEIGHT: 700; font-style:italic")).tags, ["strong", "em"]);
        assert_eq!(read(Some("text-decoration: underline line-through;vertical-align:super")).tags, ["u", "s", "sup"]);
        assert!(read(Some("font-weight:normal")).upright_weight && read(Some("font-weight:400")).upright_weight);
        assert!(read(Some("color:red;display : none !important")).hidden);
        assert_eq!(read(Some("text-align:center;font-size:9pt")).align, Some("center"));
        assert_eq!(read(None), Dress::default());
    }
}
