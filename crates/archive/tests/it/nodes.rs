//! Several nodes on one database, each with an index of its own: what happens through one is found through the other by
//! whoever asks next, with no moment between.

use std::sync::Arc;

use archive::search::{self, Found, Index, Query, Wish};
use archive::tags::Kind;
use archive::works::State;
use archive::{Archive, Viewer, wrangling};
use manuscript::Manuscript;
use testkit::{TestArchive, on_every_database, story};

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
