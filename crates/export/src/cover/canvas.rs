//! A sheet of paper with two inks, kept as palette indices so that the PNG stays small and is made in milliseconds.

use std::io;

use png::{BitDepth, ColorType, DeflateCompression, Filter};

pub(super) const WIDTH: usize = 1000;
pub(super) const HEIGHT: usize = 1500;

/// Steps between paper and an ink at its full strength.
const STEPS: u8 = 7;

const PAPER: [u8; 3] = [0xfb, 0xf8, 0xf1];

/// The inks of the house (`look.md`); each has its own steps of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Dark brown, for words.
    Ink,
    /// Cap red, for the mark and the spine.
    Cap,
}

impl Ink {
    const ALL: [Self; 2] = [Self::Ink, Self::Cap];

    const fn colour(self) -> [u8; 3] {
        match self {
            Self::Ink => [0x22, 0x1e, 0x19],
            Self::Cap => [0x8f, 0x24, 0x31],
        }
    }

    const fn first(self) -> u8 {
        match self {
            Self::Ink => 0,
            Self::Cap => STEPS,
        }
    }
}

/// The pixels.
pub(super) struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { pixels: vec![0; WIDTH * HEIGHT] }
    }

    /// Lays ink on a point; `strength` from 0 to 1. The stronger ink wins, nothing is mixed.
    pub(super) fn dot(&mut self, x: i32, y: i32, ink: Ink, strength: f32) {
        let step = (strength.clamp(0.0, 1.0) * f32::from(STEPS) + 0.5) as u8;
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if step == 0 || x >= WIDTH {
            return;
        }
        if let Some(pixel) = self.pixels.get_mut(y * WIDTH + x) {
            let old = if *pixel > STEPS { *pixel - STEPS } else { *pixel };
            if step >= old {
                *pixel = ink.first() + step;
            }
        }
    }

    /// Fills a rectangle.
    pub(super) fn fill(&mut self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>, ink: Ink) {
        for row in self.pixels.chunks_exact_mut(WIDTH).skip(rows.start).take(rows.len()) {
            if let Some(part) = row.get_mut(columns.clone()) {
                part.fill(ink.first() + STEPS);
            }
        }
    }

    /// The picture as a PNG of sixteen colours.
    pub(super) fn png(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(64 * 1024);
        let mut encoder = png::Encoder::new(&mut out, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(palette());
        encoder.set_deflate_compression(DeflateCompression::Level(3));
        encoder.set_filter(Filter::NoFilter);
        let mut writer = encoder.write_header().map_err(io::Error::other)?;
        writer.write_image_data(&self.packed()).map_err(io::Error::other)?;
        writer.finish().map_err(io::Error::other)?;
        Ok(out)
    }

    /// Two pixels a byte.
    fn packed(&self) -> Vec<u8> {
        self.pixels.as_chunks().0.iter().map(|[left, right]| left << 4 | right).collect()
    }
}

/// Paper, then every step of every ink; unused entries are left out.
fn palette() -> Vec<u8> {
    let mut palette = PAPER.to_vec();
    for ink in Ink::ALL {
        for step in 1..=STEPS {
            palette.extend(PAPER.iter().zip(ink.colour()).map(|(&paper, full)| mixed(paper, full, step)));
        }
    }
    palette
}

fn mixed(paper: u8, full: u8, step: u8) -> u8 {
    let (paper, full, step, steps) = (i32::from(paper), i32::from(full), i32::from(step), i32::from(STEPS));
    (paper + (full - paper) * step / steps) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_goes_from_paper_to_the_full_inks() {
        let palette = palette();
        assert_eq!(palette.len(), 3 * (1 + 2 * usize::from(STEPS)));
        assert_eq!(palette[..3], PAPER);
        assert_eq!(palette[palette.len() - 3..], Ink::Cap.colour());
    }

    #[test]
    fn ink_outside_the_sheet_is_lost_and_the_stronger_ink_stays() {
        let mut canvas = Canvas::new();
        for (x, y) in [(-1, 0), (0, -1), (WIDTH as i32, 0), (0, HEIGHT as i32)] {
            canvas.dot(x, y, Ink::Ink, 1.0);
        }
        assert!(canvas.pixels.iter().all(|pixel| *pixel == 0));
        canvas.dot(3, 4, Ink::Cap, 1.0);
        canvas.dot(3, 4, Ink::Ink, 0.3);
        assert_eq!(canvas.pixels[4 * WIDTH + 3], 2 * STEPS);
    }
}
