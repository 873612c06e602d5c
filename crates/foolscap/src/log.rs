//! The log: JSON lines on standard error, where control characters of visitors' input are escaped (R28).

use anyhow::{Result, bail};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts the log. `filter` is a level or a list of targets with levels: `info`, `warn,site=debug`.
pub fn start(filter: &str) -> Result<()> {
    let filter = read(filter)?;
    let lines = tracing_subscriber::fmt::layer().json().with_writer(std::io::stderr);
    let started = tracing_subscriber::registry().with(lines).with(filter).try_init();
    started.map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))
}

/// A filter that says a level for each part. A word that is no level would be the name of a part and log nothing.
fn read(filter: &str) -> Result<Targets> {
    let is_level = |level: &str| level.parse::<LevelFilter>().is_ok();
    let is_clear = |rule: &str| is_level(rule.rsplit_once('=').map_or(rule, |(_, level)| level).trim());
    match filter.parse() {
        Ok(read) if filter.split(',').all(is_clear) => Ok(read),
        _ => bail!("--log {filter} makes no sense; say error, warn, info or debug, or parts such as warn,site=debug"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_names_levels() {
        for (filter, is_good) in [("info", true), ("warn,site=debug", true), ("nonsense", false), ("site=loud", false)]
        {
            assert_eq!(read(filter).is_ok(), is_good, "{filter}");
        }
    }
}
