//! Numbers in as few bytes as they need: the smaller, the fewer.
//!
//! The first byte tells how many follow, so that reading takes no loop and hardly a branch. The last two values of a first byte
//! begin no number: they are marks, for lists that need some.

/// The first bytes with which numbers of two, three, four and five bytes begin.
const TWO: u8 = 0x80;
const THREE: u8 = 0xE0;
const FOUR: u8 = 0xF8;
const FIVE: u8 = 0xFD;
/// The marks.
pub const MARK: u8 = 0xFE;
pub const OTHER_MARK: u8 = 0xFF;

/// What is taken off the bytes of a number, read as one, by how many follow the first: so the numbers of each length go on
/// where those of the shorter one end.
const OFFSETS: [u32; 4] = {
    let two = ((TWO as u32) << 8) - ENDS[0];
    let three = ((THREE as u32) << 16) - ENDS[1];
    [0, two, three, ((FOUR as u32) << 24) - ENDS[2]]
};
/// The first number that is too large for one, two, three and four bytes.
const ENDS: [u32; 4] = {
    let two = TWO as u32 + (((THREE - TWO) as u32) << 8);
    let three = two + (((FOUR - THREE) as u32) << 16);
    [TWO as u32, two, three, three + (((FIVE - FOUR) as u32) << 24)]
};

/// Numbers one after the other.
#[derive(Debug, Clone, Default)]
pub struct Numbers<'a> {
    /// From the first of them on, and whatever stands behind the last.
    bytes: &'a [u8],
    /// How many of the bytes are theirs.
    left: usize,
}

impl<'a> Numbers<'a> {
    /// Those in these bytes.
    pub const fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, left: bytes.len() }
    }

    /// Those in the next `length` bytes, which are passed over.
    pub fn part(&mut self, length: usize) -> Self {
        let part = Self { left: length.min(self.left), bytes: self.bytes };
        self.skip(length);
        part
    }

    /// The next byte, if it is a mark.
    pub fn mark(&mut self) -> Option<u8> {
        let mark = self.bytes.first().copied().filter(|byte| *byte >= MARK && self.left > 0)?;
        self.skip(1);
        Some(mark)
    }

    #[inline]
    fn skip(&mut self, bytes: usize) {
        self.bytes = self.bytes.get(bytes..).unwrap_or_default();
        self.left = self.left.saturating_sub(bytes);
    }

    /// A number of five bytes; anything else is damage.
    #[cold]
    fn next_large(&mut self) -> Option<u32> {
        let [FIVE, number @ ..] = *self.bytes.first_chunk::<5>()? else { return None };
        self.skip(5);
        Some(u32::from_be_bytes(number))
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.left == 0 {
            return None;
        }
        let four = self.bytes.first_chunk().map_or_else(|| padded(self.bytes), |four| *four);
        let [first, ..] = four;
        if first >= FIVE {
            return self.next_large();
        }
        let more = usize::from(first >= TWO) + usize::from(first >= THREE) + usize::from(first >= FOUR);
        self.skip(1 + more);
        let number = u32::from_be_bytes(four) >> (24 - 8 * more);
        Some(number.wrapping_sub(OFFSETS.get(more).copied().unwrap_or_default()))
    }
}

/// The last bytes of all.
#[cold]
fn padded(bytes: &[u8]) -> [u8; 4] {
    let mut four = [0; 4];
    four.iter_mut().zip(bytes).for_each(|(byte, of)| *byte = *of);
    four
}

/// Writes a number.
pub fn write(bytes: &mut Vec<u8>, number: u32) {
    let Some(more) = ENDS.iter().position(|end| number < *end) else {
        bytes.push(FIVE);
        return bytes.extend(number.to_be_bytes());
    };
    let coded = (number + OFFSETS.get(more).copied().unwrap_or_default()).to_be_bytes();
    bytes.extend(coded.iter().skip(3 - more));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_come_back_between_marks() {
        let around = |bit: u32| [1_u32 << bit, (1 << bit) + 127, (1 << bit) - 1, 0x60_80 + bit, 0x60_80 - bit];
        let numbers: Vec<u32> = (0..32).flat_map(around).chain([0, u32::MAX, u32::MAX - 1]).collect();
        let mut bytes = Vec::new();
        for number in &numbers {
            bytes.push(MARK);
            write(&mut bytes, *number);
        }
        let mut read = Numbers::of(&bytes);
        for number in &numbers {
            assert_eq!((read.mark(), read.mark(), read.next()), (Some(MARK), None, Some(*number)));
        }
        assert_eq!((read.mark(), read.next()), (None, None));
    }

    #[test]
    fn each_length_goes_on_where_the_shorter_one_ends() {
        let length = |number| {
            let mut bytes = Vec::new();
            write(&mut bytes, number);
            bytes.len()
        };
        assert!((1..).zip(ENDS).all(|(bytes, end)| length(end - 1) == bytes && length(end) == bytes + 1));
        assert_eq!(ENDS, [128, 24_704, 1_597_568, 85_483_648]);
    }

    #[test]
    fn what_is_cut_off_ends_early() {
        let mut bytes = Vec::new();
        for number in [5, 300, u32::MAX] {
            write(&mut bytes, number);
        }
        assert!((0..bytes.len()).all(|end| Numbers::of(&bytes[..end]).count() <= 3));
    }
}
