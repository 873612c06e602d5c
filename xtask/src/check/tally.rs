//! Counts what passed and failed, from what the runners print in their closing lines.

use std::fmt;

/// How many tests and other single checks passed and failed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Kept.
    pub passed: usize,
    /// Broken.
    pub failed: usize,
}

impl Tally {
    /// With what somebody else has counted.
    pub const fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Reads one printed line; those that close a run of cargo's or Node's tests count, all others do not.
    pub fn read(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.passed += number_before(counts, " passed;");
            self.failed += number_before(counts, " failed;");
        } else if let Some(count) = line.strip_prefix("ℹ pass ") {
            self.passed += count.trim().parse().unwrap_or(0);
        } else if let Some(count) = line.strip_prefix("ℹ fail ") {
            self.failed += count.trim().parse().unwrap_or(0);
        }
    }
}

/// The plain line that every reader of test output understands.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(text: &str, mark: &str) -> usize {
    let before = text.split_once(mark).map_or("", |(before, _)| before);
    before.rsplit(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_both_runners_are_added_up() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test tidy::tests::a_name ... ok",
            "ℹ pass 5",
            "ℹ fail 1",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 20, failed: 3 });
        assert_eq!(tally.to_string(), "20 passed, 3 failed");
    }
}
