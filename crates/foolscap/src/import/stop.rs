//! Ctrl-C during an import: finish the batch at hand, then stop.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
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
        let (ready, is_ready) = channel();
        thread::spawn(move || {
            let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(hear(&flag, ready));
        });
        // Done too when there is no runtime to hear with; then Ctrl-C ends the program as it ends any other.
        let _ = is_ready.recv();
        stop
    }

    /// Whether to take up nothing new.
    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

async fn hear(flag: &AtomicBool, ready: Sender<()>) {
    let mut first = pin!(signal::ctrl_c());
    // Asking once is what makes the system tell us.
    let heard = tokio::select! {
        biased;
        heard = &mut first => heard,
        () = std::future::ready(()) => {
            let _ = ready.send(());
            first.await
        }
    };
    if heard.is_ok() {
        flag.store(true, Ordering::Relaxed);
        eprintln!("stopping after the works at hand; once more stops at once");
        let _ = signal::ctrl_c().await;
        std::process::exit(130);
    }
}
