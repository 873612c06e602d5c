//! `foolscap serve`: opens the archive, listens, and serves until Ctrl-C or a request to end.

use std::net::SocketAddr;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use archive::accounts;
use archive::mail::{Carrier, Smtp};
use archive::{Archive, Chance, Clock, DatabasePlace, Errand, Viewer};
use site::{Front, Limits, Site, SiteSettings, demo};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal;

use crate::args::Serve;
use crate::crew::Crew;
use crate::settings::FromFile;
use crate::{files, log, notices, place, tags};

/// Serves until it is told to stop.
pub fn run(wishes: &Serve) -> Result<ExitCode> {
    log::start(&wishes.log)?;
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let told_to_stop = runtime.block_on(async { asked_to_stop() })?;
    // Taken first: a busy port should not cost the time of opening a large archive.
    let listener = runtime.block_on(listen(wishes.listen))?;
    let address = listener.local_addr()?;
    let home = Home::open(wishes)?;
    let front = Site::open(home.archive.clone(), home.settings(wishes, address)?)?;
    println!("listening on http://{address}");
    home.introduce(&front)?;
    let crew = Crew::begin(front.site(), home.carrier(&wishes.place.data)?);
    runtime.block_on(site::serve(front, vec![listener], home.limits(), told_to_stop));
    crew.end();
    Ok(ExitCode::SUCCESS)
}

/// The folder of letters in a data folder, where there is no mail server.
const LETTERS: &str = "letters";

/// The folder of the index in a data folder.
const INDEX: &str = "index";

/// What a demonstration has beside its archive: a folder that goes with it, and a password that opens all accounts in it.
struct Demo {
    folder: tempfile::TempDir,
    password: String,
}

/// An open archive; for a demonstration with the folder that goes when it does.
struct Home {
    archive: Archive,
    from_file: FromFile,
    demo: Option<Demo>,
}

impl Home {
    fn open(wishes: &Serve) -> Result<Self> {
        if wishes.demo {
            return Self::demo();
        }
        let from_file = FromFile::read(&wishes.place.data)?;
        let archive = place::open(&wishes.place)?;
        tags::begin(&archive, &wishes.place.data)?;
        Ok(Self { archive, from_file, demo: None })
    }

    fn demo() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("foolscap-demo-").tempdir();
        let folder = folder.context("the demonstration needs a temporary folder, and none can be made")?;
        let database = DatabasePlace::Sqlite(folder.path().join(place::DATABASE));
        let archive = Archive::open(&archive::Settings::with(database), Clock::Real, Chance::fresh())?;
        let password: String = archive.chance().secret().text().chars().take(12).collect();
        tags::begin(&archive, folder.path())?;
        demo::furnish(&archive, &password)?;
        Ok(Self { archive, from_file: FromFile::default(), demo: Some(Demo { folder, password }) })
    }

    /// Tells the person at the terminal how to come in: the sample's people, or the link that makes the owner's account.
    fn introduce(&self, front: &Front) -> Result<()> {
        if let Some(demo) = &self.demo {
            println!("log in as {} (password {})", demo::members().join(", "), demo.password);
            println!("letters are put into {}", demo.folder.path().join(LETTERS).display());
            return Ok(());
        }
        let (secret, host) = (self.archive.chance().secret(), Viewer::Custodian(Errand::Host));
        let kept = secret.clone();
        if self.archive.write(move |tx| accounts::owner_link(&host, tx, &kept)).wait()? {
            let address = &front.site().settings().address;
            println!(
                "this archive has no owner yet; make the owner's account at {address}/users/owner/{}",
                secret.text()
            );
        }
        Ok(())
    }

    /// Who carries the letters: the mail server of the settings, or a folder of letters in the data folder.
    fn carrier(&self, data: &Path) -> Result<Carrier> {
        let mail = self.from_file.mail.clone().unwrap_or_default();
        let from = mail.from.unwrap_or_else(|| "Foolscap <archive@localhost>".to_owned());
        if let Some(url) = mail.server {
            return Carrier::server(&Smtp { url }, from).context("the setting mail.server makes no sense");
        }
        let folder = self.demo.as_ref().map_or(data, |demo| demo.folder.path());
        Ok(Carrier::folder(folder.join(LETTERS), from))
    }

    /// The command line first, then the data folder's file, then the defaults.
    fn settings(&self, wishes: &Serve, address: SocketAddr) -> Result<SiteSettings> {
        let (from_file, policy) = (self.from_file.clone(), self.from_file.policy());
        let usual = SiteSettings::default();
        let notice = |name: &str| notices::read(&wishes.place.data.join(name));
        Ok(SiteSettings {
            trusted_proxies: from_file.proxies()?,
            name: wishes.name.clone().or(from_file.name).unwrap_or(usual.name),
            tagline: from_file.tagline.unwrap_or(usual.tagline),
            address: wishes.address.clone().or(from_file.address).unwrap_or_else(|| format!("http://{address}")),
            locales: from_file.locales,
            index: self.index(&wishes.place.data)?,
            page_cache: from_file.page_cache.map_or(usual.page_cache, |mib| mib.saturating_mul(1024 * 1024)),
            forbidden_names: from_file.forbidden_names.unwrap_or(usual.forbidden_names),
            policy,
            roles_need_second_factor: from_file.roles_need_second_factor.unwrap_or(usual.roles_need_second_factor),
            terms: notice("terms.md")?,
            privacy: notice("privacy.md")?,
        })
    }

    /// The folder of the index in the data folder; what goes with a demonstration needs none.
    fn index(&self, data: &Path) -> Result<Option<PathBuf>> {
        if self.demo.is_some() {
            return Ok(None);
        }
        let folder = data.join(INDEX);
        archive::make_private_folder(&folder)
            .map_err(|error| anyhow::anyhow!("{}", files::plain(&error)))
            .with_context(|| format!("the folder {} of the index cannot be made", folder.display()))?;
        Ok(Some(folder))
    }

    fn limits(&self) -> Limits {
        let (usual, told) = (Limits::default(), self.from_file.connections_per_address);
        Limits { connections_per_address: told.map_or(usual.connections_per_address, NonZero::get), ..usual }
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

/// Hears from now on when the person at the terminal, or the system, wants the program to end; done when one does.
///
/// It listens before anybody can know that the archive is open: a signal that nobody hears would end the program
/// in the middle of what it is doing.
#[cfg(unix)]
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Hears when the person at the terminal wants the program to end; done when she does.
#[cfg(not(unix))]
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = signal::ctrl_c().await;
    })
}
