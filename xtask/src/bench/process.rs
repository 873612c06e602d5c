//! What the kernel knows about a process: CPU time and memory, read from `/proc`.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::run;

/// The kernel counts CPU time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);
/// So long a process is watched that is said to be quiet.
const PAUSE: Duration = Duration::from_secs(2);
/// So long it is waited for: as long as it takes to read the texts of a large archive.
const PATIENCE: Duration = Duration::from_hours(1);

/// CPU time that a process has used so far, in user and kernel mode.
pub fn cpu(id: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
    ticks(&stat).context("/proc/…/stat has another form than expected")
}

/// CPU time that the threads of a process have used so far, to the nanosecond; a thread that ended takes its share along.
pub fn exact_cpu(id: u32) -> Result<Duration> {
    let threads = std::fs::read_dir(format!("/proc/{id}/task"))?;
    let spent = threads.filter_map(|thread| {
        let stat = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        stat.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    });
    Ok(spent.sum())
}

/// Waits until a process does nothing of its own accord: what it does besides would count as an answer's. Says how long it took.
pub fn quiet(id: u32) -> Result<Duration> {
    let (start, mut before) = (Instant::now(), exact_cpu(id)?);
    loop {
        std::thread::sleep(PAUSE);
        let now = exact_cpu(id)?;
        if now.saturating_sub(before) < PAUSE / 50 {
            return Ok(start.elapsed());
        }
        ensure!(start.elapsed() < PATIENCE, "it is still busy after {} s", PATIENCE.as_secs());
        before = now;
    }
}

/// A line of `/proc/ID/status` in bytes, such as `VmRSS`, `RssAnon` or `VmHWM` (the highest so far).
pub fn memory(id: u32, key: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    kilobytes(&status, key).map(|kb| kb * 1_024).with_context(|| format!("/proc/…/status has no {key}"))
}

/// What a finished command took.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From start to end.
    pub wall: Duration,
    /// In user and kernel mode.
    pub cpu: Duration,
    /// The most memory it held, as far as looking at it every few milliseconds can tell.
    pub peak: u64,
}

/// Runs a command in silence and says what it took. It must succeed.
pub fn timed(command: &mut Command) -> Result<Cost> {
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start {}", run::shown(command)))?;
    let (mut cpu_time, mut peak) = (Duration::ZERO, 0);
    let status = loop {
        // The last look before the end stands; a short command may end unseen.
        cpu_time = cpu(child.id()).unwrap_or(cpu_time);
        peak = memory(child.id(), "VmHWM").unwrap_or(peak);
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    ensure!(status.success(), "{} ended with {status}", run::shown(command));
    Ok(Cost { wall: start.elapsed(), cpu: cpu_time, peak })
}

fn ticks(stat: &str) -> Option<Duration> {
    // The second field is the program's name in brackets and may hold anything; the rest is numbers.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let kernel: u32 = fields.next()?.parse().ok()?;
    Some(TICK * (user + kernel))
}

fn kilobytes(status: &str, key: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Bytes as megabytes, for printing.
pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

/// Milliseconds, for printing.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The value that `share` percent do not exceed; zero of none.
pub fn percentile(times: &mut [Duration], share: usize) -> Duration {
    times.sort_unstable();
    let rank = (times.len() * share).div_ceil(100);
    times.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_read_behind_any_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 1 2 3 4 150 25 0 0 20 0 1 0 99";
        assert_eq!(ticks(stat), Some(Duration::from_millis(1_750)));
        assert_eq!(ticks("nonsense"), None);
    }

    #[test]
    fn memory_is_read_by_its_whole_key() {
        let status = "VmRSSX:\t1 kB\nVmRSS:\t   2048 kB\n";
        assert_eq!(kilobytes(status, "VmRSS"), Some(2_048));
        assert_eq!(kilobytes(status, "VmHWM"), None);
    }

    #[test]
    fn this_very_process_has_memory() {
        assert!(memory(std::process::id(), "VmRSS").unwrap() > 0);
        let (exact, whole) = (exact_cpu(std::process::id()).unwrap(), cpu(std::process::id()).unwrap());
        assert!(exact + TICK * 2 >= whole, "{exact:?} {whole:?}");
    }

    #[test]
    fn percentiles_are_times_that_occurred() {
        let mut times = [3, 1, 2].map(Duration::from_secs);
        assert_eq!(percentile(&mut times, 50), Duration::from_secs(2));
        assert_eq!(percentile(&mut times, 99), Duration::from_secs(3));
        assert_eq!(percentile(&mut [], 50), Duration::ZERO);
    }
}
