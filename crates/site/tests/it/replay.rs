//! Asking changes nothing (R13): every page is asked for, and not one byte of the database is another.

use std::path::Path;

use archive::{DatabasePlace, Settings};
use axum::http::Method;
use site::SiteSettings;
use testkit::TestArchive;

use crate::{
    canaries::canaries,
    leaks::fillings,
    secrets::links,
    visit::{TestSite, Who},
};

/// The database as it lies on the disk: the file, and what is not yet written into it.
fn bytes(folder: &Path) -> Vec<Vec<u8>> {
    ["archive.db", "archive.db-wal"].map(|file| std::fs::read(folder.join(file)).unwrap_or_default()).to_vec()
}

#[test]
fn asking_for_any_page_changes_no_row_of_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let place = DatabasePlace::Sqlite(folder.path().join("archive.db"));
    let site = TestSite::over(TestArchive::open(&Settings::with(place), None), SiteSettings::default());
    let links = links(&site);
    let canaries: Vec<_> =
        canaries(&site).into_iter().filter(|canary| ["posted", "draft", "link"].contains(&canary.case.state)).collect();
    let gets = site.site().routes().iter().filter(|route| route.method == Method::GET);
    let mut paths: Vec<String> = gets.flat_map(|route| fillings(&site, &canaries, route.path)).collect();
    paths.extend(links.iter().map(|link| link.path.clone()));
    let (before, commits) = (bytes(folder.path()), site.ground.archive.commits());
    assert!(before.concat().len() > 100_000, "it lies there");

    for path in &paths {
        for who in Who::ALL {
            for method in [Method::GET, Method::HEAD] {
                let status = site.send(TestSite::ask(who, method, path)).status;
                assert!(!status.is_server_error(), "{who:?} {path}");
            }
        }
        assert_eq!(site.ground.archive.commits(), commits, "{path} writes something");
    }

    assert!(paths.len() > 150, "{}", paths.len());
    assert!(bytes(folder.path()) == before, "R13: a byte has changed");
}
