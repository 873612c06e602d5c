//! What comes in: a file of a kind that is taken, not too heavy, and not too large when it is unpacked.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use crate::{Error, Result, Slip};

/// A heavier file is refused.
pub const HEAVIEST: usize = 500_000;

/// The longest side of what comes in.
const LONGEST_SIDE: u32 = 4_096;

/// Memory that decoding may take: a picture of the longest sides.
const MEMORY: u64 = 80 * 1024 * 1024;

/// The kinds of pictures that are taken.
const KINDS: &[ImageFormat] = &[ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];

/// The picture of a file, upright, and its format; what is wrong with the file is told at this field.
pub(crate) fn decoded(field: &'static str, bytes: &[u8]) -> Result<(DynamicImage, ImageFormat)> {
    if bytes.len() > HEAVIEST {
        let slip = Slip::TooHeavy { most: HEAVIEST as u64 / 1_000, is: bytes.len().div_ceil(1_000) as u64 };
        return Err(Error::invalid(field, slip));
    }
    let not_one = || Error::invalid(field, Slip::NotAPicture);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| not_one())?;
    let format = reader.format().filter(|format| KINDS.contains(format)).ok_or_else(not_one)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let refusal = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Error::invalid(field, Slip::TooManyPixels { most: u64::from(LONGEST_SIDE) }),
        _ => not_one(),
    };
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let held = decoder.orientation().map_err(refusal)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    picture.apply_orientation(held);
    Ok((picture, format))
}

#[cfg(test)]
pub(crate) mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    /// A file of this size.
    pub(crate) fn written(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = DynamicImage::from(RgbaImage::from_fn(width, height, |x, y| Rgba([x as u8, y as u8, 7, 255])));
        let picture = if format == ImageFormat::Jpeg { DynamicImage::from(picture.to_rgb8()) } else { picture };
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    /// A JPEG with an EXIF block before its picture: turned by a quarter, and taken somewhere.
    pub(crate) fn photograph() -> Vec<u8> {
        let mut exif =
            b"\xff\xe1\x00\x00Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"home is at 52 north");
        let length = u16::try_from(exif.len() - 2).unwrap().to_be_bytes();
        exif[2..4].copy_from_slice(&length);
        let mut jpeg = written(40, 20, ImageFormat::Jpeg);
        jpeg.splice(2..2, exif);
        jpeg
    }

    fn slip(bytes: &[u8]) -> Slip {
        match decoded("icon", bytes) {
            Err(Error::Invalid(errors)) => errors.into_iter().next().unwrap().slip,
            other => panic!("{other:?}"),
        }
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

    /// The head of a file of each kind that says it is so large.
    fn bombs(width: u16, height: u16) -> [Vec<u8>; 4] {
        let gif =
            [b"GIF89a", &width.to_le_bytes()[..], &height.to_le_bytes(), b"\0\0\0,\0\0\0\0", &width.to_le_bytes()];
        let gif = [&gif.concat()[..], &height.to_le_bytes(), b"\0\x02\x02\x4c\x01\0;"].concat();
        let far_first = [height.to_be_bytes(), width.to_be_bytes()].concat();
        let mut jpeg = written(16, 16, ImageFormat::Jpeg);
        let frame = jpeg.windows(4).position(|four| four == [0xff, 0xc0, 0, 17]).unwrap();
        jpeg[frame + 5..frame + 9].copy_from_slice(&far_first);
        let sides = u32::from(width - 1) | u32::from(height - 1) << 14;
        let mut webp = written(16, 16, ImageFormat::WebP);
        let lossless = webp.windows(4).position(|four| four == b"VP8L").unwrap();
        webp[lossless + 9..lossless + 13].copy_from_slice(&sides.to_le_bytes());
        [said_to_be(u32::from(width), u32::from(height)), gif, jpeg, webp]
    }

    #[test]
    fn what_is_too_large_is_told_so_before_it_is_unpacked() {
        let too_large = Slip::TooManyPixels { most: 4_096 };
        assert_eq!(slip(&written(1, 60_000, ImageFormat::Png)), too_large);
        assert_eq!(slip(&said_to_be(60_000, 60_000)), too_large);
        assert_eq!(slip(&said_to_be(20_000, 20_000)), too_large);
        assert_eq!(slip(&said_to_be(u32::MAX, 1)), too_large);
        for (bomb, (width, height)) in [(15_000, 15_000), (16_000, 1), (1, 16_000)]
            .into_iter()
            .flat_map(|(w, h)| bombs(w, h).map(|bomb| (bomb, (w, h))))
        {
            assert_eq!(slip(&bomb), too_large, "{width} x {height}: {:?}", bomb.get(..8));
        }
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
}
