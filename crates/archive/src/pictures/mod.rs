//! Pictures that somebody has sent, made anew: what comes in is decoded under limits, turned the way its camera held it, made to
//! fit and written once more, so that nothing of the file's own bytes, its place or its date goes out again.
//!
//! Takes a while; never call it in a transaction. Where a picture is kept and who sees it is its feature's to say.

mod decode;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as Filter, PngEncoder};
use image::{DynamicImage, ImageFormat, ImageResult, imageops::FilterType};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::secret::hex;
use crate::{Error, Result};

pub use decode::HEAVIEST;
pub(crate) use decode::decoded;
#[cfg(test)]
pub(crate) use decode::tests as samples;

/// The longest sides of a picture that goes out: twice as fine as it is shown.
const WIDEST: u32 = 1_600;
const HIGHEST: u32 = 800;

/// How well a photograph is kept, of 100.
const QUALITY: u8 = 85;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What is drawn, or is seen through in places.
    Png,
    /// What is photographed.
    Jpeg,
}

impl Kind {
    /// Both.
    pub const ALL: &'static [Self] = &[Self::Png, Self::Jpeg];

    /// The word in its column, and the ending of a file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }

    /// The type that browsers know it by.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The kind of a word.
    pub(crate) fn of_word(word: &str) -> Result<Self> {
        let kind = Self::ALL.iter().copied().find(|kind| kind.word() == word);
        kind.ok_or_else(|| Error::broken(format!("the database holds a picture of the unknown kind “{word}”")))
    }
}

/// A picture ready to be shown, at most 1,600 × 800 and not heavier than what comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The digest of its bytes.
    pub digest: String,
    /// How it is written.
    pub kind: Kind,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// The picture's bytes.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Makes a picture of a file; of one that moves, its first. What is wrong with the file is told at this field.
    pub fn of(field: &'static str, file: &[u8]) -> Result<Self> {
        let (picture, format) = decoded(field, file)?;
        Self::made(picture, matches!(format, ImageFormat::Png | ImageFormat::Gif))
    }

    /// Writes a picture anew, as large as it fits.
    fn made(picture: DynamicImage, is_drawn: bool) -> Result<Self> {
        let mut picture = fitting(picture, (WIDEST, HIGHEST));
        loop {
            let written = written(&picture, is_drawn);
            let (kind, bytes) = written.map_err(|_| Error::broken("a picture could not be written anew"))?;
            if bytes.len() <= HEAVIEST {
                let digest = hex(&Sha256::digest(&bytes));
                return Ok(Self { digest, kind, width: picture.width(), height: picture.height(), bytes });
            }
            let smaller = (picture.width() * 3 / 4, picture.height() * 3 / 4);
            picture = fitting(picture, smaller);
        }
    }
}

/// A picture in its proportions, within these sides.
pub(crate) fn fitting(picture: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if picture.width() > width || picture.height() > height {
        picture.resize(width.max(1), height.max(1), FilterType::CatmullRom)
    } else {
        picture
    }
}

/// As PNG what is drawn, unless that is too heavy, and what can be seen through; else as JPEG.
fn written(picture: &DynamicImage, is_drawn: bool) -> ImageResult<(Kind, Vec<u8>)> {
    let colours = picture.to_rgba8();
    let is_seen_through = colours.pixels().any(|image::Rgba([.., alpha])| *alpha < u8::MAX);
    if is_seen_through {
        return png(&colours.into()).map(|png| (Kind::Png, png));
    }
    let opaque = picture.to_rgb8();
    if is_drawn {
        let png = png(&opaque.clone().into())?;
        if png.len() <= HEAVIEST {
            return Ok((Kind::Png, png));
        }
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut Cursor::new(&mut jpeg), QUALITY).encode_image(&opaque)?;
    Ok((Kind::Jpeg, jpeg))
}

fn png(picture: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut png = Vec::new();
    picture.write_with_encoder(PngEncoder::new_with_quality(&mut png, CompressionType::Best, Filter::Adaptive))?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use image::{ImageReader, Rgba, RgbaImage};

    use super::samples::{photograph, written as file};
    use super::*;
    use crate::Slip;

    fn seen(picture: &Picture) -> DynamicImage {
        let reader = ImageReader::new(Cursor::new(&picture.bytes)).with_guessed_format().unwrap();
        let format = if picture.kind == Kind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
        assert_eq!(reader.format(), Some(format));
        let seen = reader.decode().unwrap();
        assert_eq!((seen.width(), seen.height()), (picture.width, picture.height));
        seen
    }

    #[test]
    fn every_kind_of_picture_is_made_anew_and_fits() {
        let kinds = [
            (ImageFormat::Png, Kind::Png),
            (ImageFormat::Gif, Kind::Png),
            (ImageFormat::Jpeg, Kind::Jpeg),
            (ImageFormat::WebP, Kind::Jpeg),
        ];
        for (format, kind) in kinds {
            let picture = Picture::of("picture", &file(2_000, 400, format)).unwrap();
            assert_eq!((picture.kind, picture.width, picture.height), (kind, 1_600, 320), "{format:?}");
            seen(&picture);
            let small = Picture::of("picture", &file(30, 40, format)).unwrap();
            assert_eq!((small.width, small.height), (30, 40), "a small one stays as large as it is");
        }
    }

    #[test]
    fn what_can_be_seen_through_stays_so_in_every_format_that_has_it() {
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
            let mut bytes = Vec::new();
            let glass =
                DynamicImage::from(RgbaImage::from_fn(40, 40, |x, _| Rgba([9, 9, 9, if x < 20 { 0 } else { 255 }])));
            glass.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
            let picture = Picture::of("picture", &bytes).unwrap();
            assert_eq!(picture.kind, Kind::Png);
            let seen = seen(&picture).to_rgba8();
            assert_eq!((seen.get_pixel(3, 3)[3], seen.get_pixel(30, 3)[3]), (0, 255), "{format:?}");
        }
    }

    #[test]
    fn nothing_of_the_file_itself_goes_out_again() {
        let mut file = photograph();
        file.extend_from_slice(b"<script>alert('home')</script>");
        let picture = Picture::of("picture", &file).unwrap();
        assert_eq!((picture.width, picture.height), (20, 40), "it stands upright");
        for word in [&b"Exif"[..], b"home", b"script"] {
            assert!(!picture.bytes.windows(word.len()).any(|some| some == word), "{}", String::from_utf8_lossy(word));
        }
    }

    /// A picture that no format makes much smaller.
    fn noise(width: u32, height: u32, alpha: u8) -> DynamicImage {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        RgbaImage::from_fn(width, height, |_, _| Rgba([next(), next(), next(), alpha])).into()
    }

    #[test]
    fn what_would_be_heavier_than_what_comes_in_becomes_a_photograph_or_smaller() {
        let drawn = Picture::made(noise(500, 400, 255), true).unwrap();
        assert_eq!((drawn.kind, drawn.width), (Kind::Jpeg, 500), "as PNG it has 600 kB");
        let large = Picture::made(noise(1_600, 800, 255), false).unwrap();
        assert!(large.width < 1_600 && large.bytes.len() <= HEAVIEST, "{}", large.width);
        let glass = Picture::made(noise(800, 600, 9), false).unwrap();
        assert_eq!(glass.kind, Kind::Png);
        assert!(glass.width < 800 && glass.bytes.len() <= HEAVIEST, "{}", glass.width);
        seen(&glass);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_at_its_field() {
        let outcome = Picture::of("picture", b"%PDF-1.7");
        let Err(Error::Invalid(errors)) = outcome else { panic!("{outcome:?}") };
        assert_eq!((errors[0].field, errors[0].slip.clone()), ("picture", Slip::NotAPicture));
    }
}
