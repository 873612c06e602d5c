//! The table of colours that an RTF file's text refers to by their places.

/// The colours in order; what the table does not have is the page's own.
#[derive(Debug, Default)]
pub struct Colours {
    known: Vec<u32>,
    mixed: u32,
}

impl Colours {
    /// Adds one part of the colour that is being read.
    pub fn mix(&mut self, part: &str, amount: i32) {
        let place = match part {
            "red" => 16,
            "green" => 8,
            "blue" => 0,
            _ => return,
        };
        self.mixed |= u32::from(u8::try_from(amount).unwrap_or(0)) << place;
    }

    /// Reads the signs that end colours.
    pub fn end(&mut self, text: &str) {
        for _ in text.matches(';') {
            self.known.push(std::mem::take(&mut self.mixed));
        }
    }

    /// The colour at a place; 0 is the page's own.
    pub fn get(&self, place: i32) -> u32 {
        usize::try_from(place).ok().and_then(|place| self.known.get(place)).copied().unwrap_or(0)
    }
}
