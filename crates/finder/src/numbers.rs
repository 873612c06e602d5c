//! Numbers in as few bytes as they need: the smaller, the fewer.
//!
//! The first byte tells how many follow, so that reading takes no loop and hardly a branch. The last two values of a first byte
//! begin no number: they are marks, for lists that need some.

/// How numbers are coded: with which first bytes those of two, three and four bytes begin.
pub trait Code {
    const FIRST: [u8; 3];
    /// The first number that is too large for one, two, three and four bytes.
    const ENDS: [u32; 4] = ends(Self::FIRST);
    /// What is taken off the bytes of a number, read as one, by how many follow the first: so the numbers of each length go on
    /// where those of the shorter one end.
    const OFFSETS: [u32; 4] = offsets(Self::FIRST);
}

/// Facets: those of frequent tags are small.
#[derive(Debug, Clone, Copy)]
pub struct Facets;

/// Terms: a few are very frequent, and most are on one work. Three bytes reach as far as the largest archives need.
#[derive(Debug, Clone, Copy)]
pub struct Terms;

/// By how much one work of many is above the one before it.
#[derive(Debug, Clone, Copy)]
pub struct Steps;

impl Code for Facets {
    const FIRST: [u8; 3] = [0x80, 0xE0, 0xF8];
}

impl Code for Terms {
    const FIRST: [u8; 3] = [0x18, 0x28, 0xF8];
}

impl Code for Steps {
    const FIRST: [u8; 3] = [0x10, 0xC0, 0xF8];
}

/// The first byte with which numbers of five bytes begin.
const FIVE: u8 = 0xFD;
/// The marks.
pub const MARK: u8 = 0xFE;
pub const OTHER_MARK: u8 = 0xFF;

const fn ends([two, three, four]: [u8; 3]) -> [u32; 4] {
    let one = two as u32;
    let two = one + (((three - two) as u32) << 8);
    let three = two + (((four - three) as u32) << 16);
    [one, two, three, three + (((FIVE - four) as u32) << 24)]
}

const fn offsets([two, three, four]: [u8; 3]) -> [u32; 4] {
    let [one, of_two, of_three, _] = ends([two, three, four]);
    [0, ((two as u32) << 8) - one, ((three as u32) << 16) - of_two, ((four as u32) << 24) - of_three]
}

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

    /// How many bytes are left.
    pub const fn left(&self) -> usize {
        self.left
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

    /// The next number.
    #[inline]
    pub fn read<C: Code>(&mut self) -> Option<u32> {
        if self.left == 0 {
            return None;
        }
        let bytes = self.bytes.first_chunk().map_or_else(|| padded(self.bytes), |four| *four);
        let ([first, ..], [two, three, four]) = (bytes, C::FIRST);
        if first >= FIVE {
            return self.next_large();
        }
        let more = usize::from(first >= two) + usize::from(first >= three) + usize::from(first >= four);
        self.skip(1 + more);
        let number = u32::from_be_bytes(bytes) >> (24 - 8 * more);
        Some(number.wrapping_sub(C::OFFSETS.get(more).copied().unwrap_or_default()))
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    /// The next facet.
    #[inline]
    fn next(&mut self) -> Option<u32> {
        self.read::<Facets>()
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
pub fn write<C: Code>(bytes: &mut Vec<u8>, number: u32) {
    let Some(more) = C::ENDS.iter().position(|end| number < *end) else {
        bytes.push(FIVE);
        return bytes.extend(number.to_be_bytes());
    };
    let coded = (number + C::OFFSETS.get(more).copied().unwrap_or_default()).to_be_bytes();
    bytes.extend(coded.iter().skip(3 - more));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Vec<u32> {
        let around = |bit: u32| [1_u32 << bit, (1 << bit) + 127, (1 << bit) - 1, 0x60_80 + bit, 0x60_80 - bit];
        let ends = [Facets::ENDS, Terms::ENDS, Steps::ENDS].into_iter().flatten();
        (0..32).flat_map(around).chain(ends.flat_map(|end| [end - 1, end])).chain([0, u32::MAX, u32::MAX - 1]).collect()
    }

    fn come_back<C: Code>() {
        let mut bytes = Vec::new();
        for number in some() {
            bytes.push(MARK);
            write::<C>(&mut bytes, number);
        }
        let mut read = Numbers::of(&bytes);
        for number in some() {
            assert_eq!((read.mark(), read.mark(), read.read::<C>()), (Some(MARK), None, Some(number)));
        }
        assert_eq!((read.mark(), read.read::<C>()), (None, None));
    }

    fn go_on<C: Code>() {
        let length = |number| {
            let mut bytes = Vec::new();
            write::<C>(&mut bytes, number);
            bytes.len()
        };
        assert!((1..).zip(C::ENDS).all(|(bytes, end)| length(end - 1) == bytes && length(end) == bytes + 1));
    }

    #[test]
    fn numbers_of_every_length_come_back_between_marks() {
        come_back::<Facets>();
        come_back::<Terms>();
        come_back::<Steps>();
    }

    #[test]
    fn each_length_goes_on_where_the_shorter_one_ends() {
        go_on::<Facets>();
        go_on::<Terms>();
        go_on::<Steps>();
        assert_eq!(Facets::ENDS, [128, 24_704, 1_597_568, 85_483_648]);
    }

    #[test]
    fn a_number_begins_with_zero_only_if_it_is_zero() {
        let mut bytes = Vec::new();
        for number in some().into_iter().filter(|number| *number > 0) {
            bytes.clear();
            write::<Steps>(&mut bytes, number);
            assert_ne!(bytes.first(), Some(&0), "{number}");
        }
    }

    #[test]
    fn what_is_cut_off_ends_early() {
        let mut bytes = Vec::new();
        for number in [5, 300, u32::MAX] {
            write::<Facets>(&mut bytes, number);
        }
        assert!((0..bytes.len()).all(|end| Numbers::of(&bytes[..end]).count() <= 3));
    }
}
