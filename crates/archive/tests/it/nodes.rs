//! Several nodes on one database, each with an index of its own: what happens through one is found through the other by
//! whoever asks next, with no moment between.

use std::sync::Arc;
use std::time::Duration;

use archive::accounts::{self, Role};
use archive::comments::{Author, Told, View, at_work};
use archive::people::pseuds::{self, NewPseud};
use archive::search::{self, Found, Index, Query, Wish};
use archive::tags::Kind;
use archive::works::{Fate, Keeping, State};
use archive::{Archive, Errand, Result, Tx, Viewer, WorkId, works, wrangling};
use manuscript::Manuscript;
use testkit::{Member, TestArchive, on_every_database, story};

use crate::comments;

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// A node: an archive, and the index that it answers with.
struct Node {
    archive: Archive,
    index: Arc<Index>,
}

impl Node {
    fn on(archive: Archive) -> Self {
        let index = Arc::new(Index::new(None));
        index.prepare(&archive, || false).expect("the archive answers");
        Self { archive, index }
    }

    fn find(&self, viewer: Viewer, typed: &str) -> Found {
        let wish = Wish { query: Query::read(typed), number: 1, with_facets: true, ..Wish::default() };
        let index = Arc::clone(&self.index);
        self.archive
            .read(move |tx| search::find(&viewer, tx, &index, &wish))
            .wait()
            .expect("the archive answers")
            .expect("it is ready")
    }

    /// How many works a tag finds, and what is told of it beside all works.
    fn counts(&self, name: &str) -> (u64, Option<u64>) {
        let total = self.find(Viewer::Guest, &format!("additional:\"{name}\"")).works.total;
        let facets = self.find(Viewer::Guest, "").facets;
        let of_kind = facets.iter().filter(|facets| facets.kind == Kind::Additional).flat_map(|facets| &facets.tags);
        (total, of_kind.filter(|(tag, _)| tag.name == name).map(|(_, works)| *works).next())
    }
}

/// Two nodes; in memory both are one archive, with two indexes.
fn nodes(test: &TestArchive) -> [Node; 2] {
    let other = test.another_node().unwrap_or_else(|| test.archive.clone());
    [Node::on(test.archive.clone()), Node::on(other)]
}

fn tagged(title: &str, name: &str) -> Manuscript {
    Manuscript { additional: vec![name.to_owned()], ..story(title, 1) }
}

#[test]
fn what_is_posted_merged_and_hidden_through_one_node_is_so_through_the_other_at_once() {
    on_every_database(|test| {
        let [one, two] = nodes(test);
        let post = |title: &str, name: &str| test.post(tagged(title, name), State::Posted, false);
        post("Rain", "Fluff");
        let snow = post("Snow", "Fluffy");
        for node in [&two, &one] {
            assert_eq!(node.find(Viewer::Guest, "title:rain").works.total, 1, "a posted work, by its words");
            assert_eq!(node.counts("Fluff").0, 1, "and by its tags");
        }

        let wren = test.cast.wren.viewer();
        two.archive
            .write(move |tx| {
                let tag = |name: &str| archive::tags::by_name(&Viewer::Guest, tx, name).map(|tag| tag.id);
                wrangling::canonize(&wren, tx, tag("Fluff")?)?;
                wrangling::merge(&wren, tx, tag("Fluffy")?, "Fluff").map(drop)
            })
            .wait()
            .unwrap();
        for node in [&one, &two] {
            assert_eq!(node.counts("Fluff"), (2, Some(2)), "a tag that was merged counts right");
        }

        let kim = test.cast.moderator();
        two.archive.write(move |tx| archive::works::hide(&kim, tx, snow, "because")).wait().unwrap();
        for node in [&one, &two] {
            assert_eq!(node.counts("Fluff"), (1, Some(1)), "SRCH-2: a hidden work");
            assert_eq!(node.find(Viewer::Guest, "title:snow").works.total, 0, "SRCH-2");
        }
        assert_eq!(one.find(Viewer::Guest, "").works.items, two.find(Viewer::Guest, "").works.items);
    });
}

fn write(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> Result<()> + Send + 'static) {
    test.archive.write(deed).wait().expect("it is done");
}

/// What a guest is told of who made a work, what it is about, and who said something at it.
fn told(tx: &Tx<'_>, work: WorkId) -> Result<[String; 3]> {
    let card = works::show(&Viewer::Guest, tx, work)?.card;
    let joined = |words: Vec<String>| words.join(", ");
    let said = at_work(&Viewer::Guest, tx, &work.into(), View::Work, 1)?;
    let by = |told: Told| match told {
        Told::Said { by: Author::Member { pseud, account, .. }, .. } => format!("{pseud} ({account})"),
        other => format!("{other:?}"),
    };
    Ok([
        joined(card.bylines.iter().map(ToString::to_string).collect()),
        joined(card.tags.iter().map(|tag| format!("{:?} {}", tag.kind, tag.name)).collect()),
        joined(said.turns.into_iter().map(|turn| by(turn.comment.told)).collect()),
    ])
}

#[test]
fn whoever_is_called_otherwise_is_called_so_everywhere_at_once_though_names_and_tags_are_held() {
    on_every_database(|test| {
        let [one, two] = nodes(test);
        let (dora, kim) = (test.member_with_account("dora"), test.cast.kim);
        test.archive.write(move |tx| accounts::give(&HOST, tx, kim.id, Role::Owner)).wait().unwrap();
        let owner = Viewer::Moderator(kim.id);
        let named = |name: &str| NewPseud { name: name.to_owned(), ..NewPseud::default() };
        let owl = named("Owl");
        let dora = test.archive.write(move |tx| {
            let pseud = pseuds::add(&dora.viewer(), tx, &owl)?;
            pseuds::prefer(&dora.viewer(), tx, pseud)?;
            Ok(Member { pseud, ..dora })
        });
        let dora = dora.wait().unwrap();
        let drizzle = Manuscript { additional: vec!["Drizzle".to_owned()], ..story("Rain", 1) };
        let work = test.post_by(dora, drizzle, State::Posted);
        comments::say(test, dora.viewer(), work, "Rain again.");
        let tag = test.archive.read(move |tx| Ok(works::show(&Viewer::Guest, tx, work)?.card.tags)).wait().unwrap();
        let tag = tag.into_iter().find(|tag| tag.name == "Drizzle").unwrap().id;
        let all_say = |wanted: [&str; 3]| {
            for node in [&one, &two, &one] {
                let [by, about, said] = node.archive.read(move |tx| told(tx, work)).wait().unwrap();
                assert_eq!([by.as_str(), said.as_str()], [wanted[0], wanted[2]]);
                assert!(about.ends_with(wanted[1]), "{about} ends with {}", wanted[1]);
            }
        };

        all_say(["Owl (dora)", "Additional Drizzle", "Owl (dora)"]);
        write(test, move |tx| accounts::rename(&dora.viewer(), tx, "nora"));
        all_say(["Owl (nora)", "Additional Drizzle", "Owl (nora)"]);
        let owl = named("Night Owl");
        write(test, move |tx| pseuds::revise(&dora.viewer(), tx, dora.pseud, &owl));
        write(test, move |tx| wrangling::rename(&owner, tx, tag, "drizzle"));
        all_say(["Night Owl (nora)", "Additional drizzle", "Night Owl (nora)"]);
        // What is taken back was never so. Nobody has another name every day.
        test.clock.advance(Duration::from_hours(24 * 30));
        let taken_back = test.archive.rehearse(move |tx| {
            accounts::rename(&dora.viewer(), tx, "cora")?;
            told(tx, work)
        });
        assert_eq!(taken_back.wait().unwrap()[0], "Night Owl (cora)");
        all_say(["Night Owl (nora)", "Additional drizzle", "Night Owl (nora)"]);
        write(test, move |tx| wrangling::ban(&owner, tx, tag));
        let [_, about, _] = two.archive.read(move |tx| told(tx, work)).wait().unwrap();
        assert!(!about.contains("drizzle"), "{about}");
        write(test, move |tx| accounts::delete(&dora.viewer(), tx, Fate::Leave, Fate::Orphan(Keeping::Nothing)));
        for node in [one, two] {
            let told = node.archive.read(move |tx| told(tx, work)).wait().unwrap().join(" ");
            assert!(!told.contains("nora") && !told.contains("Owl"), "{told}");
        }
    });
}
