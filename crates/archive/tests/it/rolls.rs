//! Lists of tags: the index gives the same as the tables do, and follows every decision at once.

use std::sync::Arc;

use archive::search::{self, Index};
use archive::tags::Kind;
use archive::works::State;
use archive::wrangling::{self, Found, Pile, Ruling, Sort, Standing, Status, Waiting, Wanted};
use archive::{TagId, Viewer, blocks};
use manuscript::Manuscript;
use testkit::story;

use crate::wrangling::{Desk, at_the_desk, tagged};

fn ready(desk: &Desk<'_>) -> Arc<Index> {
    let index = Arc::new(Index::new(None));
    index.prepare(&desk.test.archive, || false).unwrap();
    index
}

fn id(desk: &Desk<'_>, name: &'static str) -> TagId {
    desk.by(desk.wren, move |wren, tx| wrangling::on_desk(wren, tx, name)).unwrap().stand.tag.id
}

/// An archive in which tags stand in every way, on works for everybody, for members and for nobody.
fn filled(desk: &Desk<'_>) {
    let of = |fandom: &str, title: &str, tags: &[&str]| Manuscript {
        fandoms: vec![fandom.to_owned()],
        characters: vec![format!("{title} Cat")],
        ..Manuscript { additional: tagged(tags).additional, ..story(title, 1) }
    };
    desk.test.post(of("Holmes", "One", &["Rain", "Fog", "Wet/Cold"]), State::Posted, false);
    desk.test.post(of("Doyle", "Two", &["Rain", "Rainy Days", "Aside"]), State::Posted, true);
    desk.test.post(of("Dracula", "Three", &["Fog", "Night", "Spam"]), State::Posted, false);
    desk.test.post(of("Dracula", "Four", &["Only In A Draft"]), State::Draft, false);
    desk.test.post_by(desk.test.cast.cy, of("Dracula", "Five", &["Fog"]), State::Posted);
    desk.canon(Kind::Fandom, "Holmes");
    desk.merge(id(desk, "Doyle"), "Holmes");
    for name in ["Rain", "Weather", "Unused"] {
        desk.canon(Kind::Additional, name);
    }
    desk.merge(id(desk, "Rainy Days"), "Rain");
    desk.assign(id(desk, "Rain"), "Holmes");
    desk.assign(id(desk, "Weather"), "No Fandom");
    desk.merge(id(desk, "Night"), "Weather");
    desk.test.post(of("Junk", "Six", &["Fog"]), State::Posted, false);
    let (aside, spam, junk) = (id(desk, "Aside"), id(desk, "Spam"), id(desk, "Junk"));
    desk.by(desk.wren, move |wren, tx| wrangling::set_aside(wren, tx, aside)).unwrap();
    for tag in [spam, junk] {
        desk.by(desk.owner, move |owner, tx| wrangling::ban(owner, tx, tag)).unwrap();
    }
    let holmes = id(desk, "Holmes");
    desk.by(desk.wren, move |wren, tx| wrangling::sign_up(wren, tx, holmes)).unwrap();
}

/// What the index gives and what the tables give.
fn both<T: Send + 'static>(
    desk: &Desk<'_>,
    index: &Arc<Index>,
    ask: impl Fn(&archive::Tx<'_>, &Index) -> archive::Result<T> + Send + Sync + Clone + 'static,
) -> [T; 2] {
    [Arc::clone(index), Index::new(None).into()].map(|index: Arc<Index>| {
        let ask = ask.clone();
        desk.test.archive.read(move |tx| ask(tx, &index)).wait().unwrap()
    })
}

fn told(found: &[Found]) -> Vec<(String, Standing)> {
    found.iter().map(|one| (one.stand.tag.name.clone(), one.stand.standing)).collect()
}

/// Every question for tags that this archive answers differently.
fn questions() -> Vec<Wanted> {
    let names = [("", ""), ("rain", ""), ("wet", ""), ("", "Holmes"), ("", "Doyle"), ("only", "")];
    let orders = Status::ALL.into_iter().flat_map(|status| Sort::ALL.map(|sort| (status, sort)));
    let of = |(name, fandoms): (&str, &str)| {
        let (name, fandoms) = (name.to_owned(), archive::tags::listed(fandoms));
        Wanted { name, kind: Some(Kind::Additional), fandoms, ..Wanted::default() }
    };
    let all = orders.flat_map(|(status, sort)| {
        let one = move |names| Wanted { status, sort, ..of(names) };
        names.map(one).into_iter().flat_map(|wanted| [Wanted { kind: None, ..wanted.clone() }, wanted])
    });
    all.collect()
}

#[test]
fn the_index_finds_the_tags_that_the_tables_find() {
    at_the_desk(|desk| {
        filled(desk);
        let index = ready(desk);
        for (viewer, wanted) in [Viewer::Guest, desk.wren]
            .into_iter()
            .flat_map(|one| questions().into_iter().map(move |wanted| (one, wanted)))
        {
            let asked = wanted.clone();
            let [ours, tables] = both(desk, &index, move |tx, index| search::tags(&viewer, tx, index, &asked, 1));
            assert_eq!(ours.total, tables.total, "{viewer:?} {wanted:?}");
            let [mut ours, mut tables] = [told(&ours.items), told(&tables.items)];
            if wanted.sort == Sort::Uses {
                // The tables order canonical tags by their own spelling.
                for found in [&mut ours, &mut tables] {
                    found.sort_by(|one, other| one.0.cmp(&other.0));
                }
            }
            assert!(tables.len() == 25 || ours == tables, "{viewer:?} {wanted:?}: {ours:?} {tables:?}");
        }
    });
}

#[test]
fn the_bins_of_the_index_are_those_of_the_tables_and_follow_a_decision_at_once() {
    at_the_desk(|desk| {
        filled(desk);
        let (index, wren) = (ready(desk), desk.wren);
        let compare = || {
            let [ours, tables] = both(desk, &index, move |tx, index| search::bins(&wren, tx, index));
            assert_eq!(ours, tables, "WRK-2");
            let holmes = ours[0].fandom;
            for (fandom, order) in
                [Some(holmes), None].into_iter().flat_map(|one| Waiting::ALL.map(|order| (one, order)))
            {
                for kind in [Kind::Fandom, Kind::Character, Kind::Relationship, Kind::Additional] {
                    let pile = Pile { fandom: fandom.filter(|_| kind != Kind::Fandom), kind, order };
                    let [ours, tables] =
                        both(desk, &index, move |tx, index| search::waiting(&wren, tx, index, &pile, 1));
                    assert_eq!(ours, tables, "{pile:?}");
                }
            }
            ours
        };
        let before = compare();
        assert_eq!((before[0].characters, before[0].additional), (2, 3), "Fog, Wet/Cold, Rainy Days");
        let fog: TagId = desk.tag("Fog");
        let rulings = [(fog, Ruling::Belongs("Holmes".to_owned()))];
        desk.by(wren, move |wren, tx| wrangling::rule_all(wren, tx, &rulings)).unwrap();
        assert_eq!(compare()[0].additional, 2);
        desk.undo_last().unwrap();
        assert_eq!(compare()[0].additional, 3);
        desk.merge(desk.tag("Dracula"), "Holmes");
        assert!(compare()[0].characters > 2, "WRK-4");
    });
}

#[test]
fn fandoms_and_the_cloud_are_counted_alike_by_index_and_tables_for_everybody() {
    at_the_desk(|desk| {
        filled(desk);
        let (index, cy) = (ready(desk), desk.test.cast.cy.id);
        let bo = desk.test.cast.bo.viewer();
        desk.by(bo, move |bo, tx| blocks::add(bo, tx, blocks::List::Muted, cy)).unwrap();
        for viewer in [Viewer::Guest, desk.wren, bo] {
            let [ours, tables] = both(desk, &index, move |tx, index| search::fandom_counts(&viewer, tx, index));
            assert_eq!(ours, tables, "WR-14, MUT-1: {viewer:?}");
            let all: Vec<TagId> = ours.iter().map(|(tag, _)| *tag).collect();
            for most in [1, all.len()] {
                let all = all.clone();
                let newest =
                    move |tx: &archive::Tx<'_>, index: &Index| search::newest_fandoms(&viewer, tx, index, (&all, most));
                let [ours, tables] = both(desk, &index, newest);
                assert_eq!((ours.len(), &ours), (most, &tables), "WR-18: {viewer:?}");
            }
            for most in 0..4 {
                let [ours, tables] =
                    both(desk, &index, move |tx, index| search::largest_fandoms(&viewer, tx, index, most));
                assert_eq!(ours, tables, "{most} of them: {viewer:?}");
            }
            let [ours, tables] = both(desk, &index, move |tx, index| search::cloud(&viewer, tx, index));
            assert_eq!(ours, tables, "WR-17: {viewer:?}");
            assert_eq!(told(&ours), [("Weather".to_owned(), Standing::Canonical)]);
        }
    });
}

#[test]
fn pages_of_tags_and_of_fandoms_by_letter_are_counted_alike_by_index_and_tables_after_every_change() {
    at_the_desk(|desk| {
        filled(desk);
        let (index, cy, wren) = (ready(desk), desk.test.cast.cy.id, desk.wren);
        let bo = desk.test.cast.bo.viewer();
        desk.by(bo, move |bo, tx| blocks::add(bo, tx, blocks::List::Muted, cy)).unwrap();
        let compare = |when: &'static str| {
            for viewer in [Viewer::Guest, wren, bo] {
                for number in [1, 2] {
                    let [ours, tables] =
                        both(desk, &index, move |tx, index| search::fandoms_by_letter(&viewer, tx, index, number));
                    assert_eq!(ours, tables, "{when}: {viewer:?}");
                    assert_eq!(ours.page.items.len() as u64, ours.page.total);
                }
                for name in ["Holmes", "Doyle", "Dracula", "Rain", "Rainy Days", "Weather", "Fog", "Aside", "Spam"] {
                    let [ours, tables] = both(desk, &index, move |tx, index| {
                        Ok(search::tag(&viewer, tx, index, name).map_err(|error| error.to_string()))
                    });
                    assert_eq!(ours, tables, "{when}, {name}: {viewer:?}");
                }
            }
            for name in ["Holmes", "Doyle", "Rain", "Fog", "Aside", "Spam", "Only In A Draft"] {
                let [ours, tables] = both(desk, &index, move |tx, index| {
                    Ok(search::tag_on_desk(&wren, tx, index, name).map_err(|error| error.to_string()))
                });
                assert_eq!(ours, tables, "{when}, {name}");
            }
        };
        compare("at first");
        let more = Manuscript { fandoms: vec!["Émile".to_owned(), "Dracula".to_owned()], ..story("Six", 1) };
        let six = desk.test.post(more, State::Posted, true);
        compare("a work came");
        desk.merge(id(desk, "Dracula"), "Holmes");
        compare("a fandom means another");
        desk.undo_last().unwrap();
        compare("it means itself");
        let ana = desk.test.cast.ana.viewer();
        desk.by(ana, move |ana, tx| archive::works::delete(ana, tx, six)).unwrap();
        compare("a work went");
    });
}
