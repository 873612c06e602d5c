//! `foolscap serve`: opens the archive, listens, and serves until Ctrl-C or a request to end.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use archive::{Archive, Chance, Clock, DatabasePlace};
use site::{Limits, Sessions, Site, SiteSettings, demo};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal;

use crate::args::Serve;
use crate::settings::FromFile;
use crate::{files, log, place};

/// Serves until it is told to stop.
pub fn run(wishes: &Serve) -> Result<ExitCode> {
    log::start(&wishes.log)?;
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    // Taken first: a busy port should not cost the time of opening a large archive.
    let listener = runtime.block_on(listen(wishes.listen))?;
    let address = listener.local_addr()?;
    let home = Home::open(wishes)?;
    let front = Site::open(home.archive.clone(), home.settings(wishes, address), Sessions::none())?;
    println!("listening on http://{address}");
    runtime.block_on(site::serve(front, vec![listener], Limits::default(), asked_to_stop()));
    Ok(ExitCode::SUCCESS)
}

/// An open archive; for a demonstration with the folder that goes when it does.
struct Home {
    archive: Archive,
    from_file: FromFile,
    _folder: Option<tempfile::TempDir>,
}

impl Home {
    fn open(wishes: &Serve) -> Result<Self> {
        if wishes.demo {
            return Self::demo();
        }
        let from_file = FromFile::read(&wishes.place.data)?;
        Ok(Self { archive: place::open(&wishes.place)?, from_file, _folder: None })
    }

    fn demo() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("foolscap-demo-").tempdir();
        let folder = folder.context("the demonstration needs a temporary folder, and none can be made")?;
        let database = DatabasePlace::Sqlite(folder.path().join(place::DATABASE));
        let archive = Archive::open(&archive::Settings::with(database), Clock::Real, Chance::fresh())?;
        demo::furnish(&archive)?;
        Ok(Self { archive, from_file: FromFile::default(), _folder: Some(folder) })
    }

    /// The command line first, then the data folder's file, then the defaults.
    fn settings(&self, wishes: &Serve, address: SocketAddr) -> SiteSettings {
        let from_file = self.from_file.clone();
        let usual = SiteSettings::default();
        SiteSettings {
            name: wishes.name.clone().or(from_file.name).unwrap_or(usual.name),
            tagline: from_file.tagline.unwrap_or(usual.tagline),
            address: wishes.address.clone().or(from_file.address).unwrap_or_else(|| format!("http://{address}")),
            locales: from_file.locales,
            page_cache: from_file.page_cache.map_or(usual.page_cache, |mib| mib.saturating_mul(1024 * 1024)),
        }
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow::anyhow!("{address} is in use by another program; stop that one, or choose another with --listen")
        }
        _ => anyhow::anyhow!("{address} cannot be listened on: {}; choose another with --listen", files::plain(&error)),
    })
}

/// Done when the person at the terminal, or the system, wants the program to end.
async fn asked_to_stop() {
    let interrupt = async {
        let _ = signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut stream) => _ = stream.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
