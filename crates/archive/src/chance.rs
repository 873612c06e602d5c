//! Chance: the only source of randomness of this room.
//!
//! Ids are drawn from it, never counted, so that a hidden work leaves no gap and nobody can walk the archive by
//! adding one. It is handed in, so that a test with a seed draws the same ids every time.

use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::Secret;
use crate::secret::hex;

/// A source of random numbers, unguessable when made by [`Chance::fresh`]. Clones share one stream.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<StdRng>>);

impl Chance {
    /// Seeded by the operating system.
    pub fn fresh() -> Self {
        Self(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// The same stream for the same seed: for tests and generated data only.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A random number of 1 ..= 2^40 - 1, for something with an address.
    pub fn id(&self) -> i64 {
        let mut rng = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rng.random_range(1..1 << 40)
    }

    /// A secret of 256 bits, for a link or a cookie.
    pub fn secret(&self) -> Secret {
        Secret::shown(hex(&self.bytes::<32>()))
    }

    /// So many bytes: a salt, a seed.
    pub(crate) fn bytes<const MANY: usize>(&self) -> [u8; MANY] {
        let mut bytes = [0; MANY];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes.as_mut_slice());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_positive_have_at_most_forty_bits_and_follow_the_seed() {
        let (chance, again) = (Chance::seeded(7), Chance::seeded(7));
        let mut largest = 0;
        for _ in 0..2_000 {
            let id = chance.id();
            assert!(id > 0 && id < 1 << 40);
            assert_eq!(id, again.id());
            largest = largest.max(id);
        }
        assert!(largest > 1 << 39, "the upper half of the range is used");
    }
}
