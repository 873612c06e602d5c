//! Marks of scene breaks: lines like `* * *` or `oOo` that stand for a pause in the story.
//!
//! A mark becomes `<hr data-mark="* * *" />`, so that every format can draw a break and the author's own mark comes
//! back when the text is written as text. Doubtful lines (`...`, smileys, single dashes) stay what they are.

use std::borrow::Cow;

/// The most bytes of HTML a paragraph may have to be looked at as a mark.
pub(crate) const LONGEST_HTML: usize = 400;
/// The most characters of a mark.
const LONGEST: usize = 60;

/// Signs that may stand alone for a break.
const ORNAMENTS: &str = "*~#•§♥♡★☆♦◇◆○●□■△▲▽▼❤✿❀❁❦❧⁂※∞†‡°✦✧✩✪✯✰❄❅❆✶✷✸✹☙✽✻✼";
/// Signs that make a break when there are several of them.
const LINES: &str = "-_=+^<>:/\\|.·–—─━═¤%@$&⸻";

/// Whether a line is nothing but the mark of a scene break.
///
/// ```
/// assert!(manuscript::is_mark("* * *") && manuscript::is_mark("oOo") && manuscript::is_mark("<><>"));
/// assert!(!manuscript::is_mark("...") && !manuscript::is_mark("^_^") && !manuscript::is_mark("TBC"));
/// ```
pub fn is_mark(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).collect();
    if signs.is_empty() || signs.len() > LONGEST {
        return false;
    }
    if signs.iter().any(|c| c.is_alphanumeric()) { is_letter_mark(&signs) } else { is_sign_mark(&signs) }
}

/// The mark that a paragraph's clean HTML is, if it is nothing else; emphasis around it does not matter.
pub(crate) fn mark_in(html: &str) -> Option<String> {
    let is_more = ["<img", "<br", "<a ", "<iframe", "<embed"].iter().any(|tag| html.contains(tag));
    if is_more {
        return None;
    }
    let text = text_of(html);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    is_mark(&line).then_some(line)
}

fn text_of(html: &str) -> Cow<'_, str> {
    if !html.contains(['<', '&']) {
        return Cow::Borrowed(html);
    }
    let mut text = String::new();
    for (at, piece) in html.split('<').enumerate() {
        let visible = if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, behind)| behind) };
        text.push_str(visible);
    }
    Cow::Owned(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

fn is_sign_mark(signs: &[char]) -> bool {
    let known = |sign: &char| ORNAMENTS.contains(*sign) || LINES.contains(*sign);
    if !signs.iter().all(known) || signs.iter().all(|&sign| sign == '.') || is_smiley(signs) {
        return false;
    }
    match signs {
        [one] => ORNAMENTS.contains(*one),
        [first, rest @ ..] if rest.iter().all(|sign| sign == first) => signs.len() >= fewest(*first),
        _ => is_mirrored(signs) || is_repeated(signs),
    }
}

/// How many of one sign make a mark rather than a smiley, an operator or a pause.
fn fewest(sign: char) -> usize {
    match sign {
        '^' | '<' | '>' | '/' | '\\' | '%' | '@' | '$' | '&' | '+' | '|' => 3,
        _ => 2,
    }
}

fn is_smiley(signs: &[char]) -> bool {
    match signs {
        [left, mouth, right] => {
            left == right && left != mouth && "_.-".contains(*mouth) || *mouth == '_' && left != right
        }
        ['>', '<'] => true,
        _ => false,
    }
}

fn mirror(sign: char) -> char {
    match sign {
        '<' => '>',
        '>' => '<',
        '/' => '\\',
        '\\' => '/',
        other => other,
    }
}

fn is_mirrored(signs: &[char]) -> bool {
    signs.iter().zip(signs.iter().rev()).all(|(&left, &right)| left == right || left == mirror(right))
}

/// One group over and over: `~*~*`, `-=-=-`.
fn is_repeated(signs: &[char]) -> bool {
    (2..=signs.len() / 2).any(|period| signs.iter().zip(signs.iter().skip(period)).all(|(one, next)| one == next))
}

/// `oOo`, `xXx`, `-x-`, `~oOo~`.
fn is_letter_mark(signs: &[char]) -> bool {
    let is_letter = |c: &char| matches!(c, 'o' | 'O' | 'x' | 'X' | '0');
    let is_frame = |c: &char| "-~*=.:+_|#•".contains(*c);
    if !signs.iter().all(|c| is_letter(c) || is_frame(c)) || !is_mirrored_word(signs) {
        return false;
    }
    let letters: String = signs.iter().filter(|c| is_letter(c)).collect();
    let framed = signs.first().is_some_and(is_frame);
    let digits_only = letters.chars().all(|c| c == '0');
    // A capital with small letters behind it is an exclamation.
    let exclaimed = letters.chars().skip(1).all(char::is_lowercase) && letters.starts_with(char::is_uppercase);
    !digits_only && !exclaimed && (letters.len() >= 3 || framed)
}

/// The same from both ends, or one group of letters over and over (`xoxo`).
fn is_mirrored_word(signs: &[char]) -> bool {
    is_mirrored(signs) || is_repeated(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_that_fans_draw_are_recognised() {
        let marks = [
            "***",
            "* * *",
            "*****",
            "*",
            "~*~*~",
            "~*~",
            "~~~",
            "~",
            "---",
            "--",
            "- - -",
            "===",
            "___",
            "###",
            "#",
            "# # #",
            "oOo",
            "oOoOo",
            "OoO",
            "xXx",
            "XxX",
            "xoxo",
            "xxx",
            "ooo",
            "XXX",
            "<>",
            "<><>",
            "<><><>",
            "+++",
            "^^^",
            "::",
            "•••",
            "• • •",
            "/\\/\\",
            "/\\/\\/\\",
            "-x-",
            "-o-",
            "~oOo~",
            ".:.",
            ".:.:.",
            "-=-",
            "-=-=-",
            "*~*~*~*",
            "⁂",
            "———",
            "❦",
            "oO0Oo",
            "x x x",
            "o o o",
            "-xXx-",
            "*\u{A0}*\u{A0}*",
        ];
        for mark in marks {
            assert!(is_mark(mark), "{mark} is no mark");
        }
    }

    #[test]
    fn words_pauses_and_smileys_are_not_marks() {
        let others = [
            "",
            " ",
            "...",
            ". . .",
            "…",
            "TBC",
            "END",
            "-",
            "—",
            "–",
            "ox",
            "Oxo",
            "Ooo",
            "000",
            "x",
            "o",
            "!",
            "?!",
            "^_^",
            "-_-",
            ">_<",
            "*_*",
            "-.-",
            "><",
            ":/",
            ":|",
            ":*",
            "<3",
            "\\o/",
            "(x)",
            "xo",
            "1",
            "A",
            "oh",
            "^^",
            "//",
            "<",
            ":",
            "+",
            "/",
            "ＸＸＸ",
            "Xxxxx",
            "oOo Chapter",
            "* see below",
            "***!",
        ];
        for other in others {
            assert!(!is_mark(other), "{other} is a mark");
        }
    }

    #[test]
    fn a_mark_may_be_emphasised_but_holds_nothing_else() {
        assert_eq!(mark_in("<b>* *</b> <i>*</i>").as_deref(), Some("* * *"));
        assert_eq!(mark_in("&lt;&gt;&lt;&gt;").as_deref(), Some("<><>"));
        assert_eq!(mark_in("***<br />***"), None);
        assert_eq!(mark_in("<a href=\"#fn1\">*</a>"), None);
        assert_eq!(mark_in("*** he said"), None);
    }
}
