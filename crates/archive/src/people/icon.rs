//! Icons: small pictures beside a name, made of whatever picture somebody has (PSEUD-1).
//!
//! What comes in is decoded under limits, turned the way its camera held it, made small and written anew as PNG: nothing
//! of the file's own bytes, its place or its date goes out again. Takes a while; never call it in a transaction.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, imageops::FilterType};
use sha2::{Digest, Sha256};

use crate::secret::hex;
use crate::{Error, Result, Slip};

/// A heavier file is refused.
pub const HEAVIEST: usize = 500_000;

/// The longest side of what comes in.
const LONGEST_SIDE: u32 = 4_096;

/// Memory that decoding may take: a picture of the longest sides.
const MEMORY: u64 = 80 * 1024 * 1024;

/// The longest side of what goes out.
const SIDE: u32 = 100;

/// The kinds of pictures that are taken.
const KINDS: &[ImageFormat] = &[ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];

/// A picture ready to be shown, at most 100 × 100.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Icon {
    pub(super) digest: String,
    pub(super) png: Vec<u8>,
}

impl Icon {
    /// Makes an icon of a file; of one that moves, its first picture.
    pub fn of(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > HEAVIEST {
            let slip = Slip::TooHeavy { most: HEAVIEST as u64 / 1_000, is: bytes.len().div_ceil(1_000) as u64 };
            return Err(Error::invalid("icon", slip));
        }
        let picture = decoded(bytes)?;
        let small = if picture.width() > SIDE || picture.height() > SIDE {
            picture.resize(SIDE, SIDE, FilterType::CatmullRom)
        } else {
            picture
        };
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

fn decoded(bytes: &[u8]) -> Result<DynamicImage> {
    let not_one = || Error::invalid("icon", Slip::NotAPicture);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| not_one())?;
    if !reader.format().is_some_and(|format| KINDS.contains(&format)) {
        return Err(not_one());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let refusal = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Error::invalid("icon", Slip::TooManyPixels { most: u64::from(LONGEST_SIDE) }),
        _ => not_one(),
    };
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let held = decoder.orientation().map_err(refusal)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    picture.apply_orientation(held);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn written(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = DynamicImage::from(RgbaImage::from_fn(width, height, |x, y| Rgba([x as u8, y as u8, 7, 255])));
        let picture = if format == ImageFormat::Jpeg { DynamicImage::from(picture.to_rgb8()) } else { picture };
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn size(bytes: &[u8]) -> (u32, u32) {
        let icon = Icon::of(bytes).unwrap();
        let picture = image::load_from_memory_with_format(icon.png(), ImageFormat::Png).unwrap();
        (picture.width(), picture.height())
    }

    fn slip(bytes: &[u8]) -> Slip {
        match Icon::of(bytes) {
            Err(Error::Invalid(errors)) => errors.into_iter().next().unwrap().slip,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_kind_of_picture_becomes_a_small_png() {
        for format in KINDS {
            assert_eq!(size(&written(400, 200, *format)), (100, 50), "{format:?}");
        }
        assert_eq!(size(&written(30, 40, ImageFormat::Png)), (30, 40), "a small one stays as it is");
        assert_eq!(size(&written(4_000, 2, ImageFormat::Png)), (100, 1));
    }

    /// A JPEG with an EXIF block before its picture: turned by a quarter, and taken somewhere.
    fn photograph() -> Vec<u8> {
        let mut exif =
            b"\xff\xe1\x00\x00Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"home is at 52 north");
        let length = u16::try_from(exif.len() - 2).unwrap().to_be_bytes();
        exif[2..4].copy_from_slice(&length);
        let mut jpeg = written(40, 20, ImageFormat::Jpeg);
        jpeg.splice(2..2, exif);
        jpeg
    }

    #[test]
    fn a_photograph_is_turned_upright_and_tells_no_place() {
        let photograph = photograph();
        assert_eq!(size(&photograph), (20, 40));
        let icon = Icon::of(&photograph).unwrap();
        assert!(!icon.png().windows(4).any(|four| four == b"home" || four == b"Exif" || four == b"eXIf"));
    }

    /// The head of a PNG that says it is so large; the picture itself is nothing.
    fn said_to_be(width: u32, height: u32) -> Vec<u8> {
        let mut head = b"IHDR".to_vec();
        head.extend(width.to_be_bytes().iter().chain(&height.to_be_bytes()).chain(&[8, 6, 0, 0, 0]));
        let mut sum = flate2::Crc::new();
        sum.update(&head);
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        png.extend(head);
        png.extend(sum.sum().to_be_bytes());
        png
    }

    #[test]
    fn what_is_too_large_is_told_so_before_it_is_unpacked() {
        let too_large = Slip::TooManyPixels { most: 4_096 };
        assert_eq!(slip(&written(1, 60_000, ImageFormat::Png)), too_large);
        assert_eq!(slip(&said_to_be(60_000, 60_000)), too_large);
        assert_eq!(slip(&said_to_be(u32::MAX, 1)), too_large);
        assert_eq!(slip(&vec![0; 600_000]), Slip::TooHeavy { most: 500, is: 600 });
    }

    #[test]
    fn what_is_no_picture_of_these_kinds_is_told_so() {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let mut cut = written(40, 40, ImageFormat::Png);
        cut.truncate(60);
        for bad in [&svg[..], b"", b"GIF", b"BM\0\0\0\0", b"%PDF-1.7", &cut] {
            assert_eq!(slip(bad), Slip::NotAPicture);
        }
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
