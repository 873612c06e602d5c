//! A living sample archive on one port, to look at pages while they are made: `cargo run -p site --example look`.

use std::net::Ipv4Addr;

use archive::{Archive, Chance, Clock, DatabasePlace, Settings};
use site::{Limits, Site, SiteSettings, demo, serve};
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let archive = Archive::open(&Settings::with(DatabasePlace::Memory), Clock::Real, Chance::seeded(2))?;
    demo::furnish(&archive, "foolscap")?;
    let front = Site::open(archive, SiteSettings::default())?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 8642)).await?;
        let stop = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        serve(front, vec![listener], Limits::default(), stop).await;
        Ok(())
    })
}
