//! A text as a square that a phone's camera reads.

use qrcodegen::{QrCode, QrCodeEcc};

/// The white around it that cameras want, in modules.
const QUIET: i32 = 4;

/// A QR code, as the path of an SVG.
pub(super) struct Qr {
    /// The modules on a side, the white around it included.
    pub(super) side: i32,
    /// The dark modules.
    pub(super) path: String,
}

impl Qr {
    /// The code of a text; nothing when the text is longer than a code can be.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let size = code.size();
        let places = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let dark = places.filter(|(x, y)| code.get_module(*x, *y));
        let squares: Vec<String> = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)).collect();
        Some(Self { side: size + 2 * QUIET, path: squares.concat() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_white_around_it() {
        let code = Qr::of("otpauth://totp/The%20Attic:ana?secret=JBSWY3DPEHPK3PXP").unwrap();
        let last = code.side - QUIET - 1;
        for (x, y) in [(QUIET, QUIET), (last, QUIET), (QUIET, last)] {
            assert!(code.path.contains(&format!("M{x} {y}h1")), "{x} {y}");
        }
        assert!(!code.path.contains("M3 ") && !code.path.contains(&format!("M{} ", last + 1)));
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert!(Qr::of(&"x".repeat(5_000)).is_none());
    }
}
