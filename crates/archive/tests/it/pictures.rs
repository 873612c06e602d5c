//! The picture at the head of a collection: who sees it, how it comes and goes (COL-1, COL-10, COL-11).

use archive::accounts;
use archive::collections::{self, NewCollection, NewPicture, Size};
use archive::pictures::{Kind, Picture};
use archive::works::Fate;
use archive::{Error, Tx, Viewer};
use testkit::{TestArchive, on_every_database};

use crate::collections::{made, new, write};

/// A GIF of one point, black or clear.
fn gif(is_clear: bool) -> Vec<u8> {
    let mut gif =
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
            .to_vec();
    gif[22] = u8::from(is_clear);
    gif
}

fn picture(is_clear: bool) -> Picture {
    Picture::of("picture", &gif(is_clear)).unwrap()
}

fn with(name: &str, picture: NewPicture) -> NewCollection {
    NewCollection { picture, header_alt: "Rain on a roof".to_owned(), ..new(name) }
}

fn seen(test: &TestArchive, viewer: Viewer, name: &'static str) -> Option<(Picture, bool)> {
    match test.archive.read(move |tx| collections::picture(&viewer, tx, name)).wait() {
        Ok(seen) => Some(seen),
        Err(Error::NotFound) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_picture_of_a_collection_is_put_up_replaced_and_taken_down_by_its_owners() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana, test.cast.bo.viewer());
        made(test, ana, with("rain", NewPicture::Is(picture(false))));
        let show = || test.archive.read(|tx| collections::show(&Viewer::Guest, tx, "rain")).wait().unwrap();
        assert_eq!(show().picture, Some(Size { width: 1, height: 1 }));
        assert_eq!(seen(test, Viewer::Guest, "rain"), Some((picture(false), true)));
        let revise = |by: Viewer, wanted: NewPicture| {
            let wanted = with("rain", wanted);
            write(test, move |tx| collections::revise(&by, tx, "rain", &wanted))
        };
        revise(ana.viewer(), NewPicture::Keep).unwrap();
        assert_eq!(seen(test, Viewer::Guest, "rain").unwrap().0, picture(false));
        assert!(matches!(revise(bo, NewPicture::Remove), Err(Error::Forbidden(_))));
        revise(ana.viewer(), NewPicture::Is(picture(true))).unwrap();
        assert_ne!(picture(true).digest, picture(false).digest);
        assert_eq!(seen(test, Viewer::Guest, "rain").unwrap().0, picture(true));
        revise(test.cast.moderator(), NewPicture::Remove).unwrap();
        assert_eq!((seen(test, Viewer::Guest, "rain"), show().picture), (None, None));
    });
}

#[test]
fn the_picture_of_a_hidden_collection_is_seen_by_nobody_who_does_not_see_the_collection() {
    on_every_database(|test| {
        let (cast, kim) = (test.cast, test.cast.moderator());
        made(test, cast.ana, with("rain", NewPicture::Is(picture(false))));
        write(test, move |tx| collections::hide(&kim, tx, "rain", "because")).unwrap();
        let sees = |viewer| seen(test, viewer, "rain").map(|(_, is_for_all)| is_for_all);
        let viewers = [Viewer::Guest, cast.bo.viewer(), Viewer::Suspended(cast.bo.id), cast.ana.viewer(), kim];
        assert_eq!(viewers.map(sees), [None, None, None, Some(false), Some(false)], "COL-10");
        write(test, move |tx| collections::unhide(&kim, tx, "rain", "")).unwrap();
        assert_eq!(viewers.map(sees), [Some(true); 5]);
    });
}

#[test]
fn the_picture_of_a_collection_goes_with_it_and_with_the_account_that_alone_kept_it() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana, test.cast.bo);
        made(test, ana, with("rain", NewPicture::Is(picture(false))));
        made(test, ana, with("snow", NewPicture::Is(picture(false))));
        made(test, bo, with("fog", NewPicture::Is(picture(true))));
        write(test, move |tx| collections::remove(&ana.viewer(), tx, "rain")).unwrap();
        assert_eq!(seen(test, ana.viewer(), "rain"), None, "COL-11");
        write(test, move |tx: &Tx<'_>| accounts::delete(&ana.viewer(), tx, Fate::Leave, Fate::Leave)).unwrap();
        assert_eq!(seen(test, Viewer::Guest, "snow"), None, "DEL-1");
        let own = test.archive.read(move |tx| collections::all_of(&bo.viewer(), tx)).wait().unwrap();
        assert_eq!((own[0].picture, own[0].picture_alt.as_str()), (Some(Kind::Png), "Rain on a roof"));
    });
}
