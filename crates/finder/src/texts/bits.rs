//! Bits one after the other in bytes, the highest of each byte first.

/// Where bits go.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// Bits of the last byte that are not used.
    free: u32,
}

impl Writer {
    /// Writes the lowest `length` bits of a number.
    pub fn push(&mut self, number: u32, length: u32) {
        let mut left = length;
        while left > 0 {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            let now = left.min(self.free);
            left -= now;
            self.free -= now;
            let some = (number >> left) & ((1 << now) - 1);
            self.bytes.last_mut().into_iter().for_each(|byte| *byte |= (some << self.free) as u8);
        }
    }

    /// Goes on with the next whole byte, and says which it is.
    pub fn align(&mut self) -> usize {
        self.free = 0;
        self.bytes.len()
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Where bits come from.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl<'a> Reader<'a> {
    /// Bits from the beginning of a byte on.
    pub const fn of(bytes: &'a [u8], byte: usize) -> Self {
        Self { bytes, place: byte * 8 }
    }

    /// The next bit.
    #[inline]
    pub fn bit(&mut self) -> Option<u32> {
        let byte = self.bytes.get(self.place / 8)?;
        let bit = byte >> (7 - self.place % 8) & 1;
        self.place += 1;
        Some(bit.into())
    }

    /// The next bits, as a number.
    pub fn number(&mut self, length: u32) -> Option<u32> {
        (0..length).try_fold(0, |number, _| Some(number << 1 | self.bit()?))
    }

    /// Goes on with the next whole byte.
    pub const fn align(&mut self) {
        self.place = self.place.next_multiple_of(8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_come_back() {
        let numbers: Vec<(u32, u32)> = (1..=32).map(|length| (0xA5A5_A5A5 >> (32 - length), length)).collect();
        let mut writer = Writer::default();
        for (number, length) in &numbers {
            writer.push(*number, *length);
        }
        let byte = writer.align();
        writer.push(1, 1);
        let bytes = writer.into_bytes();
        let mut reader = Reader::of(&bytes, 0);
        assert!(numbers.iter().all(|(number, length)| reader.number(*length) == Some(*number)));
        reader.align();
        assert_eq!((reader.bit(), Reader::of(&bytes, byte).bit()), (Some(1), Some(1)));
        assert_eq!(reader.number(8), None);
    }
}
