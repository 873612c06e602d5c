//! The cover: title, names and the archive's mark in the house's inks, drawn when the book is made.
//!
//! It must be told apart at the size of a thumbnail, so words are large and few. Scripts the face lacks are not set at
//! all: such a cover shows the mark large, and whatever of names and archive can be set.

mod canvas;
mod mark;
mod setting;

use std::io;

use canvas::{Canvas, HEIGHT, Ink, WIDTH};
use manuscript::Manuscript;
use setting::Face;

pub(crate) use mark::MARK_PATH;

use crate::{Imprint, labels};

/// The words on a cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    title: String,
    byline: String,
    series: Option<String>,
    archive: String,
}

impl Words {
    /// The words of a work: accounts behind pseuds are left to the title page.
    pub(crate) fn of(manuscript: &Manuscript, imprint: &Imprint) -> Self {
        let names: Vec<_> = manuscript.bylines.iter().map(|byline| byline.name.as_str()).collect();
        Self {
            title: manuscript.title.clone(),
            byline: if names.is_empty() { "Anonymous".to_owned() } else { names.join(", ") },
            series: manuscript.series.first().map(labels::place),
            archive: imprint.archive.clone(),
        }
    }
}

/// The width of the red spine.
const SPINE: usize = 56;
/// Words keep this far from the edges.
const MARGIN: f32 = 90.0;
/// The middle of the paper beside the spine.
const MIDDLE: f32 = (WIDTH + SPINE) as f32 / 2.0;
const TITLE_SIZES: &[f32] = &[138.0, 122.0, 108.0, 96.0, 84.0, 74.0, 64.0, 56.0, 48.0, 42.0];

/// Draws the cover.
pub(crate) fn png(words: &Words) -> io::Result<Vec<u8>> {
    let mut canvas = Canvas::new();
    canvas.fill(0..SPINE, 0..HEIGHT, Ink::Cap);
    canvas.fill(SPINE + 10..SPINE + 13, 0..HEIGHT, Ink::Cap);
    let face = Face::load();
    let set = |text: &str| Some((face.as_ref()?, face.as_ref()?.settable(text)?));
    match set(&words.title) {
        Some((face, title)) => titled(&mut canvas, face, &title, set(&words.byline).map(|(_, names)| names)),
        None => untitled(&mut canvas, set(&words.byline)),
    }
    foot(&mut canvas, face.as_ref(), words);
    canvas.png()
}

/// Mark, title, a short rule, names.
fn titled(canvas: &mut Canvas, face: &Face, title: &str, names: Option<String>) {
    let width = WIDTH as f32 - SPINE as f32 - 2.0 * MARGIN;
    mark::draw(canvas, MIDDLE - 130.0, 110.0, 260.0, 9.0);
    let title = face.fit(title, TITLE_SIZES, width, 640.0);
    // A short title stands at the height where the eye expects it, a long one grows both ways.
    let top = 440.0 + (640.0 - title.height()) * 0.38;
    let below = face.draw(canvas, &title, MIDDLE, top) + 44.0;
    rule(canvas, below as usize, 70);
    if let Some(names) = names {
        let names = face.fit(&names, &[62.0, 54.0, 46.0, 40.0], width, 150.0);
        face.draw(canvas, &names, MIDDLE, below + 34.0);
    }
}

/// A large mark where the title cannot be set.
fn untitled(canvas: &mut Canvas, names: Option<(&Face, String)>) {
    mark::draw(canvas, MIDDLE - 270.0, 330.0, 540.0, 16.0);
    rule(canvas, 960, 110);
    if let Some((face, names)) = names {
        let setting = face.fit(&names, &[62.0, 54.0, 46.0], 700.0, 200.0);
        face.draw(canvas, &setting, MIDDLE, 1010.0);
    }
}

/// Series and archive at the foot of the sheet.
fn foot(canvas: &mut Canvas, face: Option<&Face>, words: &Words) {
    let Some(face) = face else { return };
    let series = words.series.as_deref().and_then(|series| face.settable(series));
    if let Some(series) = series {
        let setting = face.fit(&series, &[36.0, 30.0], 700.0, 80.0);
        let top = 1375.0 - setting.height();
        face.draw(canvas, &setting, MIDDLE, top);
    }
    if let Some(archive) = face.settable(&words.archive) {
        let setting = face.fit(&archive, &[32.0, 26.0], 700.0, 40.0);
        face.draw(canvas, &setting, MIDDLE, 1395.0);
    }
}

/// A short rule of cap red in the middle.
fn rule(canvas: &mut Canvas, y: usize, half: usize) {
    let middle = MIDDLE as usize;
    canvas.fill(middle - half..middle + half, y..y + 5, Ink::Cap);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str) -> Words {
        Words { title: title.into(), byline: "ana".into(), series: None, archive: "Test".into() }
    }

    #[test]
    fn a_cover_is_a_small_png_of_the_right_size_and_always_the_same() {
        for title in ["Emma", "桃太郎", "", &"word ".repeat(400), &"x".repeat(255)] {
            let bytes = png(&words(title)).unwrap();
            let info = png::Decoder::new(io::Cursor::new(&bytes)).read_info().unwrap().info().size();
            assert_eq!(info, (WIDTH as u32, HEIGHT as u32));
            assert!(bytes.len() < 120_000, "{} bytes for {title:.20}", bytes.len());
            assert_eq!(bytes, png(&words(title)).unwrap());
        }
    }

    #[test]
    fn different_titles_look_different() {
        assert_ne!(png(&words("Emma")).unwrap(), png(&words("Evelina")).unwrap());
    }
}
