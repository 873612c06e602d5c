//! Setting words on the cover: which can be set, how they break into lines, and how large they may be.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};

use super::canvas::{Canvas, Ink};

const LITERATA: &[u8] = include_bytes!("../../fonts/Literata-SemiBold-subset.ttf");

/// The face, ready to set.
pub(super) struct Face(FontRef<'static>);

/// Lines of one size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    pub(super) lines: Vec<String>,
    pub(super) size: f32,
}

impl Setting {
    /// From one base line to the next.
    pub(super) fn leading(&self) -> f32 {
        self.size * 1.16
    }

    pub(super) fn height(&self) -> f32 {
        self.leading() * self.lines.len() as f32
    }
}

impl Face {
    /// The face in the program; `None` cannot happen with the font we ship, and then a cover goes without words.
    pub(super) fn load() -> Option<Self> {
        FontRef::try_from_slice(LITERATA).ok().map(Self)
    }

    /// The text without signs the face lacks; `None` when a letter is missing, for half a title is worse than none.
    pub(super) fn settable(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        for c in text.chars() {
            if c.is_whitespace() {
                out.push(' ');
            } else if self.0.glyph_id(c).0 != 0 {
                out.push(c);
            } else if c.is_alphanumeric() {
                return None;
            }
        }
        let out = out.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        (!out.is_empty()).then_some(out)
    }

    /// The text in the largest of `sizes` in which it fits into `width` and `height`; cut short in the smallest.
    pub(super) fn fit(&self, text: &str, sizes: &[f32], width: f32, height: f32) -> Setting {
        let mut setting = Setting { lines: Vec::new(), size: 1.0 };
        for &size in sizes {
            setting = Setting { lines: self.lines(text, size, width), size };
            let whole_words = text.split(' ').all(|word| self.width(word, size) <= width);
            if whole_words && setting.height() <= height {
                return setting;
            }
        }
        let most = (height / setting.leading()).floor().max(1.0) as usize;
        if setting.lines.len() > most {
            setting.lines.truncate(most);
            if let Some(last) = setting.lines.last_mut() {
                last.push('…');
            }
        }
        setting
    }

    /// Breaks at spaces, and within a word that is longer than a line; lines are about equally long.
    fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let count = self.broken(text, size, width).len();
        let narrowest = (1..=12).map(|step| width * (1.0 - 0.05 * step as f32)).take_while(|&narrow| {
            let whole_words = text.split(' ').all(|word| self.width(word, size) <= narrow);
            whole_words && self.broken(text, size, narrow).len() == count
        });
        self.broken(text, size, narrowest.last().unwrap_or(width))
    }

    fn broken(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|line| self.width(line, size) <= width) {
                Some(line) => {
                    lines.pop();
                    lines.push(line);
                }
                None => lines.extend(self.pieces(word, size, width)),
            }
        }
        lines
    }

    /// A word in pieces that each fit into a line.
    fn pieces(&self, word: &str, size: f32, width: f32) -> Vec<String> {
        let mut pieces = vec![String::new()];
        let mut long = 0.0;
        for c in word.chars() {
            let wide = self.width(c.encode_utf8(&mut [0; 4]), size);
            if long + wide > width && long > 0.0 {
                pieces.push(String::new());
                long = 0.0;
            }
            long += wide;
            if let Some(piece) = pieces.last_mut() {
                piece.push(c);
            }
        }
        pieces
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let font = self.0.as_scaled(self.scale(size));
        text.chars().map(|c| font.h_advance(font.glyph_id(c))).sum()
    }

    /// The scale at which an em is `size` pixels.
    fn scale(&self, size: f32) -> PxScale {
        let em = self.0.units_per_em().unwrap_or(1000.0);
        PxScale::from(size * self.0.height_unscaled() / em)
    }

    /// Sets lines centred on `x`, the first base line a size below `y`; says where the next would be.
    pub(super) fn draw(&self, canvas: &mut Canvas, setting: &Setting, x: f32, y: f32) -> f32 {
        let mut baseline = y + setting.size;
        for line in &setting.lines {
            self.line(canvas, line, setting.size, point(x - self.width(line, setting.size) / 2.0, baseline));
            baseline += setting.leading();
        }
        baseline - setting.size
    }

    fn line(&self, canvas: &mut Canvas, line: &str, size: f32, mut at: ab_glyph::Point) {
        let scale = self.scale(size);
        let font = self.0.as_scaled(scale);
        for c in line.chars() {
            let id = font.glyph_id(c);
            let glyph = Glyph { id, scale, position: at };
            if let Some(outline) = self.0.outline_glyph(glyph) {
                let corner = outline.px_bounds().min;
                outline.draw(|dx, dy, strength| {
                    canvas.dot(corner.x as i32 + dx as i32, corner.y as i32 + dy as i32, Ink::Ink, strength);
                });
            }
            at.x += font.h_advance(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face() -> Face {
        Face::load().unwrap()
    }

    #[test]
    fn letters_the_face_lacks_make_a_text_unsettable_and_signs_are_left_out() {
        assert_eq!(face().settable("Žlutá  kočka ✨\nи Кот"), Some("Žlutá kočka и Кот".into()));
        for text in ["桃太郎", "ألف ليلة", "✨", ""] {
            assert_eq!(face().settable(text), None, "{text}");
        }
    }

    #[test]
    fn long_titles_are_set_smaller_and_stay_inside() {
        let sizes = [120.0, 80.0, 40.0];
        let short = face().fit("Emma", &sizes, 700.0, 500.0);
        assert_eq!((short.size, short.lines.len()), (120.0, 1));
        let title = "The Remarkable and Entirely Truthful History of a Very Long Title ".repeat(3);
        let long = face().fit(title.trim(), &sizes, 700.0, 500.0);
        assert!(long.size < 120.0 && long.lines.len() > 2 && long.height() <= 500.0);
        for line in &long.lines {
            assert!(face().width(line, long.size) <= 700.0, "{line}");
        }
    }

    #[test]
    fn a_word_without_end_is_broken_and_a_title_without_end_is_cut() {
        let endless = "a".repeat(5000);
        let setting = face().fit(&endless, &[80.0, 40.0], 700.0, 500.0);
        assert!(setting.lines.last().unwrap().ends_with('…') && setting.height() <= 500.0);
    }
}
