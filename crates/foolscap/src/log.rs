//! The log: JSON lines on standard error, where control characters of visitors' input are escaped (R28).

use anyhow::Result;
use tracing_subscriber::EnvFilter;

/// Starts the log. `filter` is a level or a list of targets with levels: `info`, `warn,site=debug`.
pub fn start(filter: &str) -> Result<()> {
    let filter =
        EnvFilter::try_new(filter).map_err(|error| anyhow::anyhow!("--log {filter} makes no sense: {error}"))?;
    let started = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    started.map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))
}
