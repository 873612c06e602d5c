//! Icons: small pictures beside a name, made of whatever picture somebody has (PSEUD-1), and made anew as [`crate::pictures`] says.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use sha2::{Digest, Sha256};

use crate::pictures::{decoded, fitting};
use crate::secret::hex;
use crate::{Error, Result};

pub use crate::pictures::HEAVIEST;

/// The longest side of what goes out.
const SIDE: u32 = 100;

/// A picture ready to be shown, at most 100 × 100.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Icon {
    pub(super) digest: String,
    pub(super) png: Vec<u8>,
}

impl Icon {
    /// Makes an icon of a file; of one that moves, its first picture.
    pub fn of(bytes: &[u8]) -> Result<Self> {
        let (picture, _) = decoded("icon", bytes)?;
        let small = fitting(picture, (SIDE, SIDE));
        let mut png = Vec::new();
        let written = DynamicImage::from(small.to_rgba8()).write_to(&mut Cursor::new(&mut png), ImageFormat::Png);
        written.map_err(|_| Error::broken("an icon could not be written as PNG"))?;
        Ok(Self { digest: hex(&Sha256::digest(&png)), png })
    }

    /// The picture's bytes.
    pub fn png(&self) -> &[u8] {
        &self.png
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;
    use crate::pictures::samples::{photograph, written};

    fn size(bytes: &[u8]) -> (u32, u32) {
        let icon = Icon::of(bytes).unwrap();
        let picture = image::load_from_memory_with_format(icon.png(), ImageFormat::Png).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn every_kind_of_picture_becomes_a_small_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            assert_eq!(size(&written(400, 200, format)), (100, 50), "{format:?}");
        }
        assert_eq!(size(&written(30, 40, ImageFormat::Png)), (30, 40), "a small one stays as it is");
        assert_eq!(size(&written(4_000, 2, ImageFormat::Png)), (100, 1));
    }

    #[test]
    fn a_photograph_is_turned_upright_and_tells_no_place() {
        let photograph = photograph();
        assert_eq!(size(&photograph), (20, 40));
        let icon = Icon::of(&photograph).unwrap();
        assert!(!icon.png().windows(4).any(|four| four == b"home" || four == b"Exif" || four == b"eXIf"));
    }

    #[test]
    fn what_moves_stands_still() {
        let mut gif = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
        let frame = |shade| image::Frame::new(RgbaImage::from_pixel(10, 10, Rgba([shade, 0, 0, 255])));
        encoder.encode_frames([frame(200), frame(20)]).unwrap();
        drop(encoder);
        let icon = Icon::of(&gif).unwrap();
        let picture = image::load_from_memory(icon.png()).unwrap().to_rgba8();
        assert!(picture.get_pixel(5, 5)[0] > 150, "its first picture");
    }
}
