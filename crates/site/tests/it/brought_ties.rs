//! Whom works are for and what they come from, on the way in with a file and out with one (REL-1, GIFT-1, DL-3).

use archive::{mail::Matter, relations, works};
use axum::http::StatusCode;
use export::Format;
use manuscript::{Manuscript, Relation, RelationKind};
use testkit::story;

use crate::{
    browser::letters,
    claims::{bring, with_archivist},
    visit::{TestSite, Who},
};

/// The address under which the tests' site is reached.
const SITE: &str = "http://127.0.0.1:8642";

/// A page of AO3's with a work that is for somebody, comes from a work of ours and one elsewhere, and inspired another.
fn saved_page(parent: &str) -> String {
    format!(
        r#"<html><head><title>The Lamp - dora [Archive of Our Own]</title>
<link rel="canonical" href="https://archiveofourown.org/works/4711"></head><body>
<dl class="work meta group"><dt class="rating tags">Rating:</dt><dd class="rating tags"><a href="/tags/x">General Audiences</a></dd></dl>
<div id="workskin"><div class="preface group"><h2 class="title heading">The Lamp</h2><h3 class="byline heading">dora</h3>
<div class="notes module"><h3 class="heading">Notes:</h3><ul class="associations">
<li>For <a href="/users/bo_reads/gifts">bo_reads</a>.</li>
<li>Inspired by <a href="{parent}">Another title</a> by <a rel="author" href="/users/x">somebody</a>.</li>
<li>A translation of <a href="/works/12">Fog</a> by <a rel="author" href="/users/wren">wren</a>.</li></ul></div></div>
<div id="chapters"><div class="userstuff"><p>It was blue.</p></div></div>
<div id="children"><h3 class="heading">Works inspired by this one:</h3><ul><li><a href="/works/99">Rain</a> by kim</li></ul></div></div></body></html>"#
    )
}

fn read(bytes: &[u8], format: Format) -> Manuscript {
    let name = format!("x.{}", format.extension());
    import::read(import::Input { name: &name, bytes }).unwrap().pop().unwrap().manuscript
}

#[test]
fn an_imported_work_says_whom_it_is_for_and_what_it_comes_from_and_nobody_is_told() {
    let site = with_archivist();
    let parent = site.post(story("Parent", 1));
    let page = saved_page(&format!("{SITE}/works/{parent}"));
    let dora = [("name", "Dora"), ("email", "dora@example.org")];
    let ledger = bring(&site, &dora, &[("lamp.html", page.as_bytes())]);
    let work = ledger.attributes(".ledger a", "href").remove(0);

    let seen = site.get(Who::Bo, &work);
    assert_eq!(seen.texts(".byline .recipients"), ["for bo_reads"], "GIFT-1");
    assert_eq!(
        seen.attributes(".byline .recipients a", "href"),
        ["/gifts?recipient=bo_reads"],
        "a name, and nobody here"
    );
    assert_eq!(
        seen.texts(".associations li"),
        ["Inspired by Parent by ana", "A translation of Fog by wren"],
        "REL-1: a work here says its own title"
    );
    let there = seen.attributes(".associations a", "href");
    assert!(there.contains(&"https://archiveofourown.org/works/12".to_owned()), "{there:?}");
    assert!(site.get(Who::Guest, &format!("/works/{parent}")).texts("#children").is_empty(), "REL-2");
    let waits = site.get(Who::Ana, "/users/ana/related_works").texts(".related .hint");
    assert_eq!(waits, ["Waits for an answer"], "REL-2: asked where she looks");
    assert!(site.get(Who::Bo, "/users/bo_reads/gifts").texts("li.work").is_empty());
    let sent: Vec<Matter> = letters(&site).into_iter().map(|letter| letter.matter).collect();
    assert!(matches!(sent.as_slice(), [Matter::Claim { .. }]), "the letter to whose works they are alone: {sent:?}");

    for format in Format::ALL {
        let file =
            site.get(Who::Bo, &format!("/downloads{}/x.{}", work.trim_start_matches("/works"), format.extension()));
        assert_eq!(file.status, StatusCode::OK);
        let back = read(&file.bytes, *format);
        assert_eq!(back.gifts, ["bo_reads"], "{format:?}");
        let said = |other: &Relation| (other.kind, other.title.clone(), other.byline.clone(), other.url.clone());
        let at = |address: String| Some(address);
        let expected = [
            (RelationKind::InspiredBy, "Parent", "ana", at(format!("{SITE}/works/{parent}"))),
            (RelationKind::TranslationOf, "Fog", "wren", at("https://archiveofourown.org/works/12".to_owned())),
            (RelationKind::Inspired, "Rain", "kim", at("https://archiveofourown.org/works/99".to_owned())),
        ]
        .map(|(kind, title, byline, url)| (kind, title.to_owned(), byline.to_owned(), url));
        assert_eq!(back.relations.iter().map(said).collect::<Vec<_>>(), expected, "{format:?}");
        assert!(back.notes.is_empty() && back.end_notes.is_empty(), "what the title page says is no note: {format:?}");
    }
}

#[test]
fn a_file_keeps_a_hidden_parent_and_a_hidden_child_to_itself() {
    let site = TestSite::new();
    let (parent, middle, child) =
        (site.post(story("Parent", 1)), site.post(story("Middle", 1)), site.post(story("Child", 1)));
    let (ana, kim) = (site.ground.cast.ana.viewer(), site.ground.cast.moderator());
    site.write(move |tx| {
        for (work, source) in [(middle, parent), (child, middle)] {
            let source = relations::Source::Here(source);
            let cited = relations::Cited { kind: relations::Kind::Podfic, source, typed: String::new() };
            relations::cite(&ana, tx, work, &relations::Citing { add: vec![cited], ..relations::Citing::default() })?;
        }
        Ok(())
    });
    let titles = |who| {
        let all = Format::ALL.iter().map(|format| {
            let file = site.get(who, &format!("/downloads/{middle}/x.{}", format.extension()));
            let back = read(&file.bytes, *format).relations.into_iter().map(|other| other.title);
            back.collect::<Vec<_>>()
        });
        let all: Vec<_> = all.collect();
        assert!(all.windows(2).all(|two| two[0] == two[1]), "{all:?}");
        all.into_iter().next().unwrap()
    };
    assert_eq!(titles(Who::Guest), ["Parent", "Child"]);
    site.write(move |tx| {
        works::hide(&kim, tx, parent, "a test")?;
        works::hide(&kim, tx, child, "a test")
    });
    for who in Who::ALL.into_iter().filter(|who| *who != Who::Kim) {
        assert!(titles(who).is_empty(), "REL-3: {who:?}, for a file is passed on");
    }
}

#[test]
fn a_file_that_is_read_into_the_form_fills_in_whom_it_is_for_and_what_it_comes_from() {
    let site = TestSite::new();
    let page = saved_page(&format!("{SITE}/works/7"));
    let form = site.submit_file(Who::Ana, "/works", &[("deed", "take")], ("lamp.html", page.as_bytes()));
    assert_eq!(form.status, StatusCode::OK, "{:?}", form.texts(".slip"));
    assert_eq!(form.attributes("#recipients", "value"), ["bo_reads"]);
    let typed = |name: &str| form.attributes(&format!("[name={name}]"), "value");
    let here = format!("{SITE}/works/7");
    assert_eq!(typed("parent_address"), [here.as_str(), "https://archiveofourown.org/works/12", ""]);
    assert_eq!((typed("parent_title")[1].as_str(), typed("parent_author")[1].as_str()), ("Fog", "wren"));
    assert_eq!(
        form.attributes("[name=parent_kind] [selected]", "value"),
        ["inspired", "translation"],
        "each with its kind"
    );

    let fields = [("deed", "take"), ("recipients", "The Club"), ("recipients_were", "")];
    let form = site.submit_file(Who::Ana, "/works", &fields, ("lamp.html", page.as_bytes()));
    assert_eq!(form.attributes("#recipients", "value"), ["The Club"], "what was typed stays");
}
