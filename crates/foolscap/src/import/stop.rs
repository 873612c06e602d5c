//! Ctrl-C during an import: finish the batch at hand, then stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::runtime::Builder;
use tokio::signal;

/// Whether the person at the terminal wants the import to end.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for Ctrl-C from now on; a second one ends the program at once, which loses nothing but the batch at hand.
    pub fn on_interrupt() -> Self {
        let stop = Self::default();
        let flag = Arc::clone(&stop.0);
        thread::spawn(move || {
            let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
            if runtime.block_on(signal::ctrl_c()).is_ok() {
                flag.store(true, Ordering::Relaxed);
                eprintln!("stopping after the works at hand; once more stops at once");
                let _ = runtime.block_on(signal::ctrl_c());
                std::process::exit(130);
            }
        });
        stop
    }

    /// Whether to take up nothing new.
    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
