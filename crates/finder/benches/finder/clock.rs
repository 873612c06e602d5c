//! Wall time, CPU time, and memory of this process, as the kernel has them.

use std::time::{Duration, Instant};

/// What something took.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    pub wall: Duration,
    pub cpu: Duration,
}

/// Runs a thing and says what it took, on all threads.
pub fn timed<T>(run: impl FnOnce() -> T) -> (T, Cost) {
    let (before, began) = (process_cpu(), Instant::now());
    let value = run();
    let wall = began.elapsed();
    (value, Cost { wall, cpu: process_cpu().saturating_sub(before) })
}

/// CPU time of the whole process, to the nanosecond.
pub fn process_cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.unsigned_abs() as u32)
}

/// Bytes of memory that are this process's own.
pub fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().map_or(0, |kilobytes| kilobytes * 1_024)
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The value that `share` percent do not exceed.
pub fn percentile(times: &mut [Duration], share: usize) -> Duration {
    times.sort_unstable();
    let rank = (times.len() * share).div_ceil(100);
    times.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}
