//! What an app makes its codes of, and which code is right when (RFC 6238: SHA-1, six digits, half minutes, as every app
//! takes it).

use jiff::Timestamp;
use totp_rs::{Builder, Totp};

use crate::Chance;

/// What an app makes its codes of: 160 bits (RFC 4226 §4).
#[derive(Clone, PartialEq, Eq)]
pub struct Seed(Vec<u8>);

impl Seed {
    /// A seed that nobody had before.
    pub fn fresh(chance: &Chance) -> Self {
        Self(chance.bytes::<20>().to_vec())
    }

    /// The seed in letters and digits, as people type it into an app (RFC 4648 §6).
    pub fn text(&self) -> String {
        self.totp().secret().to_base32()
    }

    /// The code that an app shows at an instant.
    pub fn code_at(&self, instant: Timestamp) -> String {
        self.totp().generate(instant.as_second().max(0) as u64).to_string()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) const fn stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The number of the half minute whose code was typed: the one around `now`, in milliseconds since 1970, or the one before or
    /// after it, because clocks differ.
    pub(super) fn step_of(&self, typed: &str, now: i64) -> Option<i64> {
        let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        self.totp().check(&typed, (now / 1_000).max(0) as u64).map(|step| step as i64)
    }

    fn totp(&self) -> Totp {
        Builder::new().with_secret(self.0.clone()).build_noncompliant()
    }
}

impl std::fmt::Debug for Seed {
    /// Says nothing, so that no log can tell it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, cut to the six digits that apps show.
        let seed = Seed::stored(b"12345678901234567890".to_vec());
        assert_eq!(seed.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(seed.code_at(Timestamp::from_second(second).unwrap()), code);
            assert_eq!(seed.step_of(code, second * 1_000), Some(second / 30));
        }
    }

    #[test]
    fn a_code_is_right_for_its_half_minute_and_one_on_either_side() {
        let seed = Seed::stored(b"12345678901234567890".to_vec());
        let found = [-2, -1, 0, 1, 2].map(|steps| seed.step_of(" 081 804 ", (1_111_111_109 + steps * 30) * 1_000));
        let step = Some(37_037_036);
        assert_eq!(found, [None, step, step, step, None]);
        for nonsense in ["", "81804", "0818040", "code", "０８１８０４"] {
            assert_eq!(seed.step_of(nonsense, 1_111_111_109_000), None, "{nonsense}");
        }
    }
}
