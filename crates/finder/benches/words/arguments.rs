//! What to measure.

/// The arguments.
pub struct Arguments {
    pub stories: u64,
    /// Words of a story.
    pub length: u64,
    pub seed: u64,
    /// Stories that peers read.
    pub peer_stories: u64,
    /// Whether to measure peers, too.
    pub peers: bool,
    /// A PostgreSQL to measure, too.
    pub postgres: Option<String>,
}

impl Arguments {
    pub fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut read =
            Self { stories: 2_000, length: 7_000, seed: 1, peer_stories: 5_000, peers: false, postgres: None };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            let number = |text: String| text.parse::<u64>().map_err(|_| format!("{text} is not a number"));
            match word.as_str() {
                "--stories" => read.stories = number(value()?)?.max(1),
                "--length" => read.length = number(value()?)?.max(10),
                "--seed" => read.seed = number(value()?)?,
                "--peer-stories" => read.peer_stories = number(value()?)?.max(1),
                "--peers" => read.peers = true,
                "--postgres" => read.postgres = Some(value()?),
                // Cargo adds it for every bench.
                "--bench" => {}
                other => return Err(format!("what is {other}?")),
            }
        }
        Ok(read)
    }
}
