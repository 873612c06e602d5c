//! Keys that came and are not in order yet: one piece of memory for all of them.

use super::dictionary::first_bytes;
use crate::cells::at;

/// What is before every key: how long it is.
const LENGTH: usize = 2;

/// Keys of works, as they came or, later, in their order.
#[derive(Debug, Clone, Default)]
pub struct Pile {
    bytes: Vec<u8>,
    laid: Vec<Laid>,
}

/// A key of a work.
#[derive(Debug, Clone, Copy)]
struct Laid {
    /// Its beginning, which nearly always tells its place.
    first: u64,
    /// Where it is.
    start: u32,
    work: u32,
}

impl Pile {
    /// Lays a work's key down. The code, which is even and not zero, says which of the work's keys it is.
    pub fn lay(&mut self, work: u32, key: &[u8]) -> u32 {
        self.laid.push(Laid { first: first_bytes(key), start: self.bytes.len() as u32, work });
        self.bytes.extend((key.len() as u16).to_le_bytes());
        self.bytes.extend(key);
        2 * self.laid.len() as u32
    }

    /// Whether another key of so many bytes might have no place.
    pub fn is_full(&self, length: usize) -> bool {
        self.bytes.len() + LENGTH + length > u32::MAX as usize || self.laid.len() >= (u32::MAX / 2) as usize
    }

    /// Puts the keys in order, without those that are not a work's code any more.
    pub fn order(&mut self, codes: &[u32]) {
        let mut code = 0;
        self.laid.retain(|laid| {
            code += 2;
            at(codes, laid.work) == code
        });
        let bytes = &self.bytes;
        self.laid.sort_unstable_by(|one, other| {
            one.first.cmp(&other.first).then_with(|| key_at(bytes, one.start).cmp(key_at(bytes, other.start)))
        });
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &[u8]> {
        self.laid.iter().map(|laid| key_at(&self.bytes, laid.start))
    }

    /// The works whose keys they are.
    pub fn works(&self) -> impl Iterator<Item = u32> + '_ {
        self.laid.iter().map(|laid| laid.work)
    }
}

fn key_at(bytes: &[u8], start: u32) -> &[u8] {
    let rest = bytes.get(start as usize..).unwrap_or_default();
    let Some((length, rest)) = rest.split_first_chunk::<LENGTH>() else { return &[] };
    rest.get(..usize::from(u16::from_le_bytes(*length))).unwrap_or_default()
}
