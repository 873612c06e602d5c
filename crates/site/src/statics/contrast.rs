//! Every text can be read in every theme: the contrasts of `tokens.css`, measured as WCAG 2.2 says.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../assets/tokens.css");

/// The blocks of the style sheet that hold a whole theme, by selector, with the media query they stand in.
fn themes() -> Vec<(String, BTreeMap<String, [u8; 3]>)> {
    let blocks = TOKENS.split('}').filter_map(|block| block.rsplit_once('{'));
    let themes = blocks.map(|(selector, rules)| (selector.trim().to_owned(), colours(rules)));
    themes.filter(|(_, colours)| colours.contains_key("paper")).collect()
}

fn colours(rules: &str) -> BTreeMap<String, [u8; 3]> {
    let pairs = rules.split(';').filter_map(|rule| rule.split_once(':'));
    let colour = |(name, value): (&str, &str)| {
        let digits = value.trim().strip_prefix('#')?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some((name.trim().trim_start_matches("--").to_owned(), [red, green, blue]))
    };
    pairs.filter_map(colour).collect()
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_measured_as_the_guideline_says() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    assert!((contrast([0x77; 3], [255; 3]) - 4.48).abs() < 0.01);
}

#[test]
fn every_text_reaches_4_5_to_1_and_every_mark_3_to_1_in_every_theme() {
    let themes = themes();
    assert_eq!(themes.len(), 5, "paper, lamplight, sepia, contrast, and lamplight by the device's wish");
    for (theme, colours) in themes {
        for ground in ["paper", "leaf"] {
            for (ink, least) in [("ink", 7.0), ("pencil", 4.5), ("cap", 4.5), ("bell", 3.0)] {
                let reached = contrast(colours[ink], colours[ground]);
                assert!(reached >= least, "{ink} on {ground} in {theme} reaches {reached:.2}");
            }
        }
    }
}

#[test]
fn the_device_s_wish_for_the_dark_is_lamplight() {
    let themes = themes();
    let named = |part: &str| &themes.iter().find(|(theme, _)| theme.contains(part)).expect("the theme stands there").1;
    assert_eq!(named("lamplight"), named("auto"));
}
