//! The sample archive: it can be furnished, and holds what it is there to show.

use archive::{
    Archive, Chance, Clock, DatabasePlace, Settings, Viewer, bookmarks, collections,
    comments::{self, View},
    tags::Kind,
    works,
};

#[test]
fn the_sample_archive_holds_works_in_every_state_and_of_every_kind() {
    let settings = Settings::with(DatabasePlace::Memory);
    let archive = Archive::open(&settings, Clock::still(jiff::Timestamp::UNIX_EPOCH), Chance::seeded(1)).unwrap();

    site::demo::furnish(&archive, "a fool and a cap").unwrap();

    let listed = |viewer| archive.read(move |tx| works::newest(&viewer, tx, 100)).wait().unwrap();
    let cards = listed(Viewer::Guest);
    assert_eq!(cards.len(), 13, "posted and open to guests");
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Media) {
        assert!(cards.iter().any(|card| card.tags_of(*kind).next().is_some()), "{kind:?}");
    }
    assert!(cards.iter().any(|card| card.series.iter().any(|place| place.place == 3)), "a series of three");
    assert!(cards.iter().any(archive::works::WorkCard::is_adult), "one at the gate");
    assert!(cards.iter().any(|card| !card.is_complete()), "one unfinished");
    let read = archive.read(|tx| {
        let used = works::fandoms(&Viewer::Guest, tx)?.into_iter().map(|one| (one.tag.id, one.works));
        archive::wrangling::media(tx, &used.collect::<Vec<_>>(), &|_, _| Ok(Vec::new()))
    });
    let media = read.wait().unwrap();
    assert!(media.len() > 2 && media.iter().any(|medium| medium.fandoms > 5), "fandoms by medium, and some by none");
    for card in &cards {
        let id = card.id;
        let story = archive.read(move |tx| works::manuscript(&Viewer::Guest, tx, id)).wait().unwrap();
        assert!(story.extra.is_empty(), "{}: {:?}", card.title, story.extra);
        assert_eq!(story.words(), card.words, "{}", card.title);
    }
}

#[test]
fn the_cast_of_the_sample_archive_talk_and_gather() {
    let settings = Settings::with(DatabasePlace::Memory);
    let archive = Archive::open(&settings, Clock::still(jiff::Timestamp::UNIX_EPOCH), Chance::seeded(1)).unwrap();
    site::demo::furnish(&archive, "a fool and a cap").unwrap();

    let seen = archive.read(|tx| {
        let guest = Viewer::Guest;
        let muffin = works::newest(&guest, tx, 100)?.into_iter().find(|card| card.title.contains("Absent Muffin"));
        let muffin = muffin.expect("the absent muffin");
        let said = comments::at_work(&guest, tx, &muffin.id.into(), View::Work, 1)?;
        let gathered = collections::index(&guest, tx, &collections::Wish::default(), 1)?;
        collections::picture(&guest, tx, "rainy_days")?;
        Ok((said, gathered, bookmarks::newest(&guest, tx, 9)?.len()))
    });
    let (said, gathered, bookmarks) = seen.wait().unwrap();
    assert_eq!(said.turns.len(), 7, "the one taken back left a gap, because it was answered, and one waits");
    assert_eq!((gathered.total, bookmarks), (4, 4));
}
