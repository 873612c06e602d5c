//! The wranglers' desk, as wren uses it in a browser without script.

use archive::{
    Errand, TagId, Viewer,
    accounts::{self, Role},
    tags::Kind,
    wrangling,
};
use axum::http::{Method, StatusCode};
use manuscript::Manuscript;
use testkit::story;

use crate::{
    canaries::{CASES, Visitor, canaries, stem},
    leaks::fillings,
    tag_pages::{canon, decide, tagged},
    visit::{Seen, TestSite, Who},
};

const HOLMES: &str = "/wrangling/bins/Sherlock%20Holmes/additional";

/// A site with a canonical fandom that wren has signed up for.
fn desk() -> TestSite {
    let site = TestSite::new();
    canon(&site, Kind::Fandom, "Sherlock Holmes");
    let signed = site.submit(Who::Wren, "/wrangling/fandoms", "fandom=sherlock+holmes,+");
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{:?}", signed.texts(".slip"));
    site
}

fn id(site: &TestSite, name: &'static str) -> TagId {
    let find = move |tx: &archive::Tx<'_>| wrangling::show(&Viewer::Custodian(Errand::Host), tx, name);
    site.ground.archive.read(find).wait().unwrap().stand.tag.id
}

/// The form of a bin: what is chosen for which tag, and what for all that are ticked.
fn form(rows: &[(TagId, &str, &str)], rest: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (id, choice, name) in rows {
        form.append_pair("row", &id.to_string());
        form.append_pair(&format!("choice-{id}"), choice);
        form.append_pair(&format!("name-{id}"), name);
    }
    form.extend_pairs(rest).finish()
}

fn waiting(seen: &Seen) -> Vec<String> {
    seen.texts(".bin-row legend")
}

fn edit(site: &TestSite, tag: &str, deed: &str, name: &str) -> Seen {
    let form = form_urlencoded::Serializer::new(String::new());
    let form = { form }.extend_pairs([("deed", deed), ("name", name)]).finish();
    site.submit(Who::Wren, &format!("/tags/{tag}/edit"), &form)
}

#[test]
fn a_wrangler_finds_what_waits_in_her_fandoms_and_decides_about_it_with_one_form() {
    let site = desk();
    canon(&site, Kind::Additional, "Weather");
    for (title, tags) in [("one", ["Rain", "asdf"]), ("two", ["Rain", "Wether"]), ("three", ["Fog", "Mist"])] {
        site.post(tagged(title, &tags));
    }
    let desk = site.get(Who::Wren, "/wrangling");
    assert_eq!(desk.texts(".bins tbody td"), ["1", "0", "5"], "WRK-2");
    assert_eq!(desk.attributes(".bins td:last-child a", "href"), [HOLMES]);
    let bin = site.get(Who::Wren, HOLMES);
    assert_eq!(waiting(&bin), ["Rain", "asdf", "Fog", "Mist", "Wether"], "the most used first");
    let mut samples = bin.texts(".bin-row:first-child .hint a");
    samples.sort();
    assert_eq!(samples, ["one", "two"], "works that have it");
    assert_eq!(bin.attributes(".likely input", "value"), ["as:Weather"], "what is spelled nearly so");

    let [rain, odd, fog, mist, wether] = ["Rain", "asdf", "Fog", "Mist", "Wether"].map(|name| id(&site, name));
    let choices = [
        (rain, "canonical", ""),
        (odd, "aside", ""),
        (fog, "belongs", ""),
        (mist, "synonym", "Weather, "),
        (wether, "as:Weather", ""),
    ];
    let decided = site.submit(Who::Wren, HOLMES, &form(&choices, &[]));

    assert_eq!((decided.status, decided.location()), (StatusCode::SEE_OTHER, &*format!("{HOLMES}#waiting")));
    assert!(waiting(&site.get(Who::Wren, HOLMES)).is_empty(), "WRK-5");
    let meaning = |name: &str| site.get(Who::Guest, &format!("/tags/{name}")).texts(".meaning a");
    assert_eq!((meaning("Mist"), meaning("Wether")), (vec!["Weather".to_owned()], vec!["Weather".to_owned()]));
    let rain = site.get(Who::Wren, "/tags/Rain/edit");
    assert_eq!(
        (rain.texts(".meaning"), rain.texts(".rows .tag")[0].as_str()),
        (vec!["Canonical".to_owned()], "Sherlock Holmes")
    );
}

#[test]
fn what_is_refused_comes_back_with_its_reason_and_the_rest_holds() {
    let site = desk();
    canon(&site, Kind::Character, "Moriarty");
    site.post(tagged("one", &["Rain", "Fog"]));
    let (rain, fog) = (id(&site, "Rain"), id(&site, "Fog"));
    let answer = site.submit(Who::Wren, HOLMES, &form(&[(rain, "canonical", ""), (fog, "synonym", "Moriarty")], &[]));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(waiting(&answer), ["Fog"], "WRK-5: each success and each failure");
    assert!(answer.texts(".done li")[0].contains("“Moriarty” is not canonical"), "{:?}", answer.texts(".done"));
    assert_eq!(answer.attributes(&format!("#name-{fog}"), "value"), ["Moriarty"]);
    assert_eq!(answer.attributes(&format!("[name=choice-{fog}][checked]"), "value"), ["synonym"]);
    assert!(answer.texts(".done p")[0].contains("decisions hold"), "{:?}", answer.texts(".done p"));
    let nameless = site.submit(Who::Wren, "/wrangling/loose/additional", &form(&[(fog, "belongs", "")], &[]));
    assert_eq!((nameless.status, nameless.texts(".bin-row .slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}

#[test]
fn several_tags_are_ticked_and_decided_about_together_and_all_of_it_is_undone() {
    let site = desk();
    site.post(tagged("one", &["Rain", "Fog", "Mist"]));
    let rows = ["Rain", "Fog", "Mist"].map(|name| (id(&site, name), "", ""));
    let ticks = [rows[0].0.to_string(), rows[1].0.to_string()];
    let all = [("tick", ticks[0].as_str()), ("tick", &ticks[1]), ("all", "synonym"), ("all-name", "Bad Weather")];
    assert_eq!(site.submit(Who::Wren, HOLMES, &form(&rows, &all)).status, StatusCode::SEE_OTHER);
    assert_eq!(waiting(&site.get(Who::Wren, HOLMES)), ["Mist"]);

    loop {
        let desk = site.get(Who::Wren, "/wrangling");
        let undo = desk.attributes(".decisions form", "action");
        let Some(undo) = undo.first() else { break };
        let undone = site.submit(Who::Wren, undo, "return_to=/wrangling");
        assert_eq!((undone.status, undone.location()), (StatusCode::SEE_OTHER, "/wrangling"));
    }
    let left = site.get(Who::Wren, "/wrangling/loose/additional");
    assert_eq!(waiting(&left), ["Fog", "Mist", "Rain"]);
    let history = site.get(Who::Wren, "/wrangling/history");
    assert_eq!(history.texts(".decisions .here")[0], "wren · 2026-11-01 12:00", "who did what");
}

#[test]
fn a_decision_that_others_were_built_upon_says_so_when_it_is_to_be_undone() {
    let site = desk();
    site.post(tagged("one", &["Rain"]));
    edit(&site, "Rain", "means", "Weather");
    let undo = site.get(Who::Wren, "/wrangling").attributes(".decisions form", "action").remove(0);
    edit(&site, "Rain", "undecided", "");
    let refused = site.submit(Who::Wren, &undo, "");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.texts(".slip")[0].starts_with("It was not undone"), "{:?}", refused.texts(".slip"));
    assert_eq!(site.submit(Who::Wren, "/wrangling/history/7/undoing", "").status, StatusCode::NOT_FOUND);
}

#[test]
fn one_tag_is_wrangled_on_a_page_of_its_own() {
    let site = desk();
    site.post(tagged("one", &["Rain", "Storm", "amelie"]));
    canon(&site, Kind::Media, "Books");
    for (tag, deed, name) in [
        ("Rain", "canonical", ""),
        ("Storm", "canonical", ""),
        ("Storm", "part", "Rain"),
        ("Rain", "belongs", "Sherlock Holmes"),
        ("Sherlock%20Holmes", "belongs", "Books"),
        ("amelie", "called", "Amélie"),
    ] {
        let answer = edit(&site, tag, deed, name);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{deed}: {:?}", answer.texts(".slip"));
    }
    let rain = site.get(Who::Wren, "/tags/Rain/edit");
    assert_eq!(rain.texts(".edit-tag .commas .tag"), ["Storm"]);
    assert_eq!(site.get(Who::Guest, "/tags/Amelie").texts("main h2"), ["Amélie"], "TAG-8");

    for (tag, deed, name, field) in [
        ("Rain", "part", "Storm", "#part-slip"),
        ("Rain", "belongs", "Nowhere", "#belongs-slip"),
        ("Amelie", "called", "Amelia", "#called-slip"),
        ("Amelie", "means", "a*b", "#means-slip"),
        ("Amelie", "kind", "character", "#kind-slip"),
        ("Rain", "aside", "", ".slip[role=alert]"),
    ] {
        let answer = edit(&site, tag, deed, name);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{deed} {name}");
        assert_eq!(answer.texts(field).len(), 1, "{deed} {name}");
        if deed != "kind" && !name.is_empty() {
            assert_eq!(answer.attributes(&format!("#{deed}"), "value"), [name], "what was typed is there");
        }
    }
    assert_eq!(edit(&site, "Storm", "part-no-more", "Rain").status, StatusCode::SEE_OTHER);
    assert_eq!(edit(&site, "Rain", "belongs-no-more", "Sherlock Holmes").status, StatusCode::SEE_OTHER);
    assert_eq!(edit(&site, "Rain", "nonsense", "").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.get(Who::Wren, "/tags/Nothing/edit").status, StatusCode::NOT_FOUND);
}

#[test]
fn wranglers_sign_up_for_fandoms_and_can_be_dropped_by_each_other() {
    let site = desk();
    site.post(Manuscript { fandoms: vec!["Undecided".to_owned()], ..story("Rain", 1) });
    for (typed, said) in
        [("Undecided", "not canonical"), ("Nowhere", "no tag"), ("", "needed"), ("Mature", "another kind")]
    {
        let answer = site.submit(Who::Wren, "/wrangling/fandoms", &format!("fandom={typed}"));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "WRK-1: {typed}");
        assert!(answer.texts("#fandom-slip")[0].contains(said), "{:?}", answer.texts("#fandom-slip"));
        assert_eq!(answer.attributes("#fandom", "value"), [typed]);
    }
    assert_eq!(site.get(Who::Wren, "/wrangling/fandoms").texts(".assignments p"), ["Sherlock Holmes wren"]);
    let bo = site.ground.cast.bo.id;
    site.write(move |tx| accounts::give(&Viewer::Custodian(Errand::Host), tx, bo, Role::Wrangler));
    let dropped = site.submit(Who::Bo, "/wrangling/fandoms/dropping", "fandom=Sherlock+Holmes&person=wren");
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    assert!(site.get(Who::Wren, "/wrangling").texts(".bins").is_empty());
}

#[test]
fn the_desk_tells_a_wrangler_nothing_of_works_that_she_may_not_see() {
    let site = TestSite::new();
    canon(&site, Kind::Fandom, "Shared Fandom");
    let canaries = canaries(&site);
    let bo = site.ground.cast.bo.id;
    let host = Viewer::Custodian(Errand::Host);
    site.write(move |tx| {
        accounts::give(&host, tx, bo, Role::Wrangler)?;
        let fandom = wrangling::show(&host, tx, "Shared Fandom")?.stand.tag.id;
        wrangling::sign_up(&Viewer::Member(bo), tx, fandom)
    });
    let seen = format!("{}additional", stem("posted"));
    assert!(waiting(&site.get(Who::Bo, "/wrangling/bins/Shared%20Fandom/additional")).contains(&seen));
    let routes = site.site().routes().iter().filter(|route| route.method == Method::GET);
    let desk = routes.filter(|route| ["/wrangling", "/tags"].iter().any(|desk| route.path.starts_with(desk)));
    let hidden: Vec<_> = CASES.iter().filter(|case| !case.shows(Visitor::Of(Who::Bo))).collect();
    for path in desk.flat_map(|route| fillings(&site, &canaries, route.path)) {
        let told = site.get(Who::Bo, &path).text();
        for case in &hidden {
            let word = stem(case.state);
            assert!(!told.contains(&word) || path.contains(&word), "{path} tells of {}", case.state);
        }
    }
    for case in &hidden {
        let path = format!("/tags/{}additional/edit", stem(case.state));
        assert_eq!(site.get(Who::Bo, &path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn whoever_wrangles_finds_the_way_to_the_desk_and_nobody_else_does() {
    let site = desk();
    decide(&site, "Sherlock Holmes", "sherlock holmes", wrangling::rename);
    let ways = |who| site.get(who, "/tags/Sherlock%20Holmes").attributes("main .more a, nav a", "href");
    assert!(ways(Who::Wren).contains(&"/wrangling".to_owned()));
    assert!(ways(Who::Wren).contains(&"/tags/sherlock%20holmes/edit".to_owned()));
    assert!(!ways(Who::Bo).iter().any(|way| way.contains("wrangling") || way.ends_with("/edit")));
}

#[test]
fn a_wrangler_takes_the_vocabulary_away_and_takes_one_in_with_a_report() {
    let site = desk();
    let text = "additional: Rain\n  = Wet\nplanet: Mars\nmedia: Books\nfandom: Sherlock Holmes\n";
    let send = |fields: &[(&str, &str)], bytes: &[u8]| {
        site.submit_file(Who::Wren, "/wrangling/vocabulary", fields, ("mine.txt", bytes))
    };
    let dry = send(&[("dry", "1")], text.as_bytes());
    assert_eq!((dry.status, dry.texts(".complaints li").len()), (StatusCode::OK, 2));
    assert_eq!(site.get(Who::Guest, "/tags/Rain").status, StatusCode::NOT_FOUND, "nothing was changed");

    let taken = send(&[], text.as_bytes());

    assert_eq!(taken.texts(".counts li")[..2], ["Canonical tags: 1", "Other names: 1"]);
    let complaints = taken.texts(".complaints li");
    assert!(complaints[0].starts_with("Line 3: “planet” is no kind"), "{complaints:?}");
    assert_eq!(complaints[1], "Line 4: That is for the owners of the archive.");
    assert_eq!(site.get(Who::Guest, "/tags/Rain").status, StatusCode::OK);
    let file = site.get(Who::Wren, "/wrangling/vocabulary/file").text();
    assert!(file.ends_with("\nfandom: Sherlock Holmes\n\nadditional: Rain\n  = Wet\n"), "{file}");
    let again = send(&[], file.as_bytes());
    assert_eq!(again.texts(".counts li")[5], "So already: 3");

    let odd = send(&[], b"additional: \xFF");
    assert_eq!((odd.status, odd.texts("#file-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let none = site.submit(Who::Wren, "/wrangling/vocabulary", "dry=1");
    assert_eq!((none.status, none.texts("#file-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}
