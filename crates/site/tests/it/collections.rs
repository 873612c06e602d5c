//! Collections as people make, keep and meet them.

use archive::{
    Tx,
    accounts::{self, Preferences},
    collections::{self, NewCollection},
    works::State,
};
use axum::http::StatusCode;
use testkit::story;

use crate::{
    browser::account,
    visit::{Seen, TestSite, Who},
};

/// A form's fields as a browser sends them.
fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Does something that leads on.
fn done(site: &TestSite, who: Who, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = site.submit(who, path, &form(fields));
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
    answer.location().to_owned()
}

fn make(site: &TestSite, who: Who, name: &str, more: &[(&str, &str)]) {
    let title = format!("The {name}");
    let fields = [&[("name", name), ("title", title.as_str())], more].concat();
    assert_eq!(done(site, who, "/collections", &fields), format!("/collections/{name}"));
}

/// The one letter that is due, as it goes.
fn sent(site: &TestSite) -> String {
    let folder = tempfile::tempdir().unwrap();
    let carrier = archive::mail::Carrier::folder(folder.path(), "archive@example.org");
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 1);
    let letter = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
    std::fs::read_to_string(letter.path()).unwrap().replace("=\r\n", "")
}

fn titles(page: &Seen) -> Vec<String> {
    page.texts("li.work h3.heading > a")
}

#[test]
fn somebody_makes_a_collection_changes_and_deletes_it() {
    let site = TestSite::new();
    assert_eq!(site.get(Who::Guest, "/collections/new").status, StatusCode::UNAUTHORIZED);
    let fields = [("name", "a b"), ("title", "Rain, snow"), ("intro", "Long <b>intro</b>"), ("reveals_at", "soon")];
    let bad = site.submit(Who::Ana, "/collections", &form(&fields));
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bad.texts("#reveals_at-slip").len(), 1);
    let bad = site.submit(Who::Ana, "/collections", &form(&fields[..3]));
    assert_eq!((bad.texts("#name-slip").len(), bad.texts("#title-slip").len()), (1, 1), "COL-1");
    assert_eq!(bad.texts("#intro"), ["Long <b>intro</b>"], "everything typed comes back");

    make(
        &site,
        Who::Ana,
        "rain",
        &[("intro", "Hello <script>x</script><b>all</b>."), ("tags", "Weather"), ("closed", "1")],
    );
    let page = site.get(Who::Guest, "/collections/rain");
    assert_eq!(page.texts(".userstuff.about"), ["Hello all."]);
    assert!(page.texts(".kind").concat().contains("closed"));
    assert!(!page.text().contains("<script>x"));
    assert_eq!(
        site.submit(Who::Ana, "/collections", &form(&[("name", "RAIN"), ("title", "x")])).texts("#name-slip").len(),
        1
    );

    assert_eq!(site.get(Who::Bo, "/collections/rain/edit").status, StatusCode::FORBIDDEN);
    assert_eq!(site.submit(Who::Bo, "/collections/rain", "name=rain&title=Mine").status, StatusCode::FORBIDDEN);
    let itself =
        site.submit(Who::Ana, "/collections/rain", &form(&[("name", "rain"), ("title", "x"), ("parent", "Rain")]));
    assert_eq!(itself.texts("#parent-slip"), ["A collection cannot be a part of itself."], "COL-2");
    done(&site, Who::Ana, "/collections/rain", &[("name", "storm"), ("title", "Storm")]);
    assert_eq!(site.get(Who::Guest, "/collections/rain").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, "/collections?q=sto").texts("li.collection h3"), ["Storm"]);
    assert_eq!(site.get(Who::Guest, "/collections?closed=yes").texts("li.collection").len(), 0);
    assert_eq!(site.get(Who::Guest, "/users/ana/collections").texts("li.collection h3"), ["Storm"]);

    assert!(site.get(Who::Ana, "/collections/storm/deletion").text().contains("stay where they are"));
    assert_eq!(done(&site, Who::Ana, "/collections/storm/deletion", &[]), "/collections");
    assert_eq!(site.get(Who::Ana, "/collections/storm").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_work_is_posted_to_collections_by_its_form_and_waits_where_somebody_must_say_yes() {
    let site = TestSite::new();
    make(&site, Who::Bo, "open", &[]);
    make(&site, Who::Bo, "waits", &[("moderated", "1")]);
    let typed = |collections: &str, deed: &str| {
        let body = "word ".repeat(20);
        let fields = [
            ("title", "Rain"),
            ("rating", "General Audiences"),
            ("warnings", "No Archive Warnings Apply"),
            ("fandoms", "Weather"),
            ("language", "en"),
            ("expected", "1"),
            ("body", body.as_str()),
            ("collections", collections),
            ("deed", deed),
        ];
        let pseud = site.ground.cast.ana.pseud.to_string();
        form(&[&fields[..], &[("pseuds", pseud.as_str())]].concat())
    };
    assert_eq!(site.get(Who::Ana, "/works/new?collections=open").attributes("#collections", "value"), ["open"]);
    let bad = site.submit(Who::Ana, "/works", &typed("nowhere", "post"));
    assert_eq!(bad.texts("#collections-slip"), ["There is no collection “nowhere”."], "{:?}", bad.texts(".slip"));
    let posted = site.submit(Who::Ana, "/works", &typed("open, waits", "post"));
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{:?}", posted.texts(".slip"));
    let work = posted.location().to_owned();
    assert_eq!(site.get(Who::Guest, &work).texts("dd.collections a"), ["The open"], "POST-6");
    assert_eq!(titles(&site.get(Who::Guest, "/collections/open/works")), ["Rain"]);
    assert!(titles(&site.get(Who::Guest, "/collections/waits/works")).is_empty(), "COL-5");
    assert_eq!(site.get(Who::Ana, &format!("{work}/edit")).attributes("#collections", "value"), ["open, waits"]);
    assert!(site.get(Who::Ana, &format!("{work}/collections")).text().contains("waits until somebody"));
    assert!(site.get(Who::Guest, "/works").texts(".series-place").concat().contains("The open"));

    assert_eq!(site.get(Who::Ana, "/collections/waits/items").status, StatusCode::FORBIDDEN);
    let read = site.get(Who::Kim, "/collections/waits/items");
    assert_eq!(
        (titles(&read), read.attributes("input[name=item]", "value")),
        (vec!["Rain".to_owned()], vec![]),
        "COL-10"
    );
    let queue = site.get(Who::Bo, "/collections/waits/items");
    let item = queue.attributes("input[name=item]", "value");
    assert_eq!(item.len(), 1);
    done(&site, Who::Bo, "/collections/waits/items", &[("item", &item[0]), ("decision", "take"), ("which", "waiting")]);
    assert_eq!(titles(&site.get(Who::Guest, "/collections/waits")), ["Rain"]);
    let feed = site.get(Who::Guest, "/collections/waits/feed.atom").text();
    assert!(feed.contains("<title>Rain</title>") && feed.contains("/collections/waits/feed.atom"), "{feed}");
    assert_eq!(titles(&site.get(Who::Guest, "/collections/waits/works?q=tag%3ANothing")), [""; 0]);
    let filters = site.get(Who::Guest, "/collections/waits/works");
    assert!(filters.texts("details.filters").concat().contains("General Audiences"), "FILT-1");

    let opened = site.get(Who::Ana, &format!("{work}/edit"));
    let kept = ["page_base", "base"].map(|name| opened.attributes(&format!("[name={name}]"), "value").concat());
    let kept = form(&[("page_base", kept[0].as_str()), ("base", kept[1].as_str())]);
    let edited = site.submit(Who::Ana, &work, &format!("{}&{kept}", typed("waits", "post")));
    assert_eq!(edited.status, StatusCode::SEE_OTHER);
    assert!(titles(&site.get(Who::Guest, "/collections/open/works")).is_empty(), "taken out by the form");
}

#[test]
fn mysteries_are_revealed_and_creators_named_by_hand_and_every_page_says_so_at_once() {
    let site = TestSite::new();
    make(&site, Who::Bo, "secret", &[("unrevealed", "1"), ("anonymous", "1")]);
    let id = site.post(story("Rain", 1));
    let work = format!("/works/{id}");
    assert_eq!(
        done(&site, Who::Ana, &format!("{work}/collections"), &[("name", "secret")]),
        format!("{work}/collections")
    );
    let mystery = site.get(Who::Cy, &work);
    assert!(!mystery.text().contains("Rain"), "VIS-2");
    let page = site.get(Who::Guest, "/collections/secret");
    assert!(page.texts(".notice").concat().contains("1 work here is a mystery"));
    assert!(!page.text().contains("Rain"));
    assert!(site.get(Who::Bo, &work).text().contains("Rain"), "who keeps it reads it");
    assert!(!site.get(Who::Bo, &work).texts("h3.byline").concat().contains("ana"), "VIS-3: not who made it");
    let queue = site.get(Who::Bo, "/collections/secret/items?which=in");
    assert!(queue.texts("li.item label").concat().contains("ana"), "but on the page where they keep it");

    assert_eq!(site.submit(Who::Ana, "/collections/secret/reveal", "works=1").status, StatusCode::FORBIDDEN);
    done(&site, Who::Bo, "/collections/secret/reveal", &[("works", "1")]);
    assert_eq!(site.get(Who::Guest, &work).texts("h3.byline"), ["Anonymous"]);
    assert_eq!(titles(&site.get(Who::Guest, "/collections/secret/works")), ["Rain"], "at once");
    assert!(!site.get(Who::Guest, "/collections/secret").text().contains(">ana<"));
    done(&site, Who::Bo, "/collections/secret/reveal", &[("names", "1")]);
    assert_eq!(site.get(Who::Guest, &work).texts("h3.byline"), ["ana"]);
    assert_eq!(titles(&site.get(Who::Guest, "/users/ana/works")), ["Rain"]);
}

#[test]
fn people_ask_are_asked_and_have_roles() {
    let site = TestSite::new();
    make(&site, Who::Ana, "rain", &[]);
    done(&site, Who::Bo, "/collections/rain/membership", &[]);
    assert!(!site.get(Who::Guest, "/collections/rain/people").text().contains("bo_reads"), "COL-3");
    let bo = site.ground.cast.bo.id.to_string();
    let role = |role: &str| [("person", bo.clone()), ("role", role.to_owned())];
    let set = |who: Who, word: &str| {
        let fields = role(word);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        site.submit(who, "/collections/rain/people/role", &form(&fields)).status
    };
    assert_eq!(set(Who::Cy, "member"), StatusCode::FORBIDDEN);
    assert_eq!(set(Who::Ana, "moderator"), StatusCode::SEE_OTHER);
    assert!(
        site.get(Who::Guest, "/collections/rain/people").texts("ul.people").concat().contains("bo_reads Moderator")
    );
    let unknown = site.submit(Who::Bo, "/collections/rain/people", "name=nobody");
    assert_eq!(unknown.texts("#name-slip"), ["Nobody here is called “nobody”."]);
    done(&site, Who::Bo, "/collections/rain/people", &[("name", "cy_muted")]);
    let asked = site.get(Who::Cy, "/users/cy_muted/collections/requests");
    assert!(asked.text().contains("The rain"));
    assert_eq!(site.get(Who::Bo, "/users/cy_muted/collections/requests").status, StatusCode::NOT_FOUND);
    done(&site, Who::Cy, "/collections/rain/membership", &[]);
    assert!(site.get(Who::Guest, "/collections/rain/people").texts("ul.people").concat().contains("cy_muted Member"));
    let last = done(&site, Who::Ana, "/collections/rain/membership/ending", &[]);
    assert!(last.ends_with("#last"), "COL-3: the last owner stays, and is told why");
    assert!(site.get(Who::Ana, "/collections/rain/people").text().contains("always has an owner"));
}

#[test]
fn a_work_of_somebody_else_is_asked_for_and_letters_tell_what_became_of_it() {
    let site = TestSite::new();
    account(&site, "dora");
    let dora = site.ground.archive.read(|tx| archive::people::by_name(&archive::Viewer::Guest, tx, "dora"));
    let dora = dora.wait().unwrap();
    let member = testkit::Member { id: dora.id, pseud: dora.pseuds[0].id };
    let id = site.ground.post_by(member, story("Rain", 1), State::Posted);
    make(&site, Who::Bo, "gathered", &[]);
    let ask = |work: &str| site.submit(Who::Bo, "/collections/gathered/works", &form(&[("work", work)]));
    let refused = ask(&id.to_string());
    assert_eq!(refused.texts("#work-slip").len(), 1, "COL-6");
    assert_eq!(ask("elsewhere").texts("#work-slip").len(), 1);
    site.write(move |tx: &Tx<'_>| {
        let wanted = Preferences { collections: true, ..Preferences::default() };
        accounts::prefer(&member.viewer(), tx, &wanted)
    });
    let address = format!("https://example.org/works/{id}?view_adult=true");
    assert_eq!(ask(&address).status, StatusCode::SEE_OTHER);
    let told = sent(&site);
    assert!(told.contains("The gathered") && told.contains("Rain"), "{told}");
    assert!(told.contains(&format!("/works/{id}/collections")), "{told}");
    site.log_in_as(Who::Cy, member.id);
    let asked = site.get(Who::Cy, "/users/dora/collections/requests");
    assert_eq!(titles(&asked), ["Rain"]);
    let item = asked.attributes("input[name=item]", "value").remove(0);
    assert!(titles(&site.get(Who::Guest, "/collections/gathered/works")).is_empty());
    done(&site, Who::Cy, &format!("/works/{id}/collections/answer"), &[("item", &item), ("answer", "yes")]);
    assert_eq!(titles(&site.get(Who::Guest, "/collections/gathered/works")), ["Rain"]);
    done(&site, Who::Bo, "/collections/gathered/items", &[("item", &item), ("decision", "refuse"), ("which", "in")]);
    assert!(sent(&site).contains("rejected"));
    done(&site, Who::Cy, &format!("/works/{id}/collections/answer"), &[("item", &item), ("answer", "out")]);
    assert_eq!(
        site.submit(Who::Ana, &format!("/works/{id}/collections/answer"), &form(&[("item", &item), ("answer", "yes")]))
            .status,
        StatusCode::FORBIDDEN
    );
}

#[test]
fn bookmarks_stand_in_collections_and_one_that_is_private_in_none() {
    let site = TestSite::new();
    make(&site, Who::Ana, "recs", &[]);
    let id = site.post(story("Rain", 1));
    let bookmark = done(&site, Who::Bo, &format!("/works/{id}/bookmark"), &[("notes", "so good")]);
    done(&site, Who::Bo, &format!("{bookmark}/collections"), &[("name", "recs")]);
    assert_eq!(site.get(Who::Guest, "/collections/recs/bookmarks").texts(".kept blockquote"), ["so good"]);
    assert_eq!(site.get(Who::Cy, &format!("{bookmark}/collections")).status, StatusCode::NOT_FOUND);
    let page = site.get(Who::Bo, &format!("{bookmark}/collections"));
    let item = page.attributes("input[name=item]", "value").remove(0);
    done(&site, Who::Bo, &format!("{bookmark}/collections/answer"), &[("item", &item), ("answer", "out")]);
    assert!(site.get(Who::Guest, "/collections/recs/bookmarks").texts(".kept").is_empty());
    let private = done(&site, Who::Bo, &format!("/works/{id}/bookmark"), &[("private", "1")]);
    let refused = site.submit(Who::Bo, &format!("{private}/collections"), "name=recs");
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "COL-7");
}

#[test]
fn parts_ask_and_those_who_keep_order_hide_and_mend() {
    let site = TestSite::new();
    make(&site, Who::Ana, "year", &[]);
    make(&site, Who::Bo, "spring", &[("parent", "year")]);
    let queue = site.get(Who::Ana, "/collections/year/items");
    assert!(queue.text().contains("The spring"));
    assert_eq!(
        site.submit(Who::Bo, "/collections/year/collections", "child=spring&answer=yes").status,
        StatusCode::FORBIDDEN
    );
    done(&site, Who::Ana, "/collections/year/collections", &[("child", "spring"), ("answer", "yes")]);
    assert_eq!(
        site.get(Who::Guest, "/collections/year/collections").texts("li.collection h3"),
        ["The spring"],
        "COL-2"
    );
    assert!(site.get(Who::Guest, "/collections/spring").text().contains("The year"));

    assert_eq!(site.submit(Who::Kim, "/collections/spring/hiding", "reason=").status, StatusCode::UNPROCESSABLE_ENTITY);
    done(&site, Who::Kim, "/collections/spring/hiding", &[("reason", "rude")]);
    assert_eq!(site.get(Who::Guest, "/collections/spring").status, StatusCode::NOT_FOUND, "COL-10");
    assert!(site.get(Who::Guest, "/collections/year/collections").texts("li.collection").is_empty());
    assert!(site.get(Who::Bo, "/collections/spring").texts(".notice").concat().contains("hidden"));
    done(&site, Who::Kim, "/collections/spring", &[("title", "Mended"), ("name", "taken"), ("closed", "1")]);
    done(&site, Who::Kim, "/collections/spring/hiding/lifting", &[("reason", "")]);
    let page = site.get(Who::Guest, "/collections/spring");
    assert_eq!(page.texts("h2.heading"), ["Mended"]);
    assert!(page.texts(".kind").concat().contains("open"));
    assert!(site.get(Who::Kim, "/hosting/deeds").text().contains("spring"));
    assert_eq!(site.get(Who::Kim, "/collections/spring/items").status, StatusCode::OK, "COL-10: read only");
    assert_eq!(site.submit(Who::Kim, "/collections/spring/items", "decision=take").status, StatusCode::FORBIDDEN);
}

#[test]
fn names_of_open_collections_are_offered_while_somebody_types() {
    let site = TestSite::new();
    make(&site, Who::Bo, "rain", &[]);
    make(&site, Who::Bo, "rainless", &[("closed", "1")]);
    let offered = site.get(Who::Guest, "/autocomplete/collection?term=rai").text();
    assert_eq!(offered, r#"[{"id":"rain","name":"rain"}]"#, "AUTO-5");
}

#[test]
fn a_collection_reveals_itself_at_its_time_and_the_timekeeper_writes_nothing_otherwise() {
    let site = TestSite::new();
    let (bo, ana) = (site.ground.cast.bo.viewer(), site.ground.cast.ana.viewer());
    let at = site.ground.clock.now() + jiff::SignedDuration::from_mins(5);
    let new = NewCollection {
        name: "later".to_owned(),
        title: "Later".to_owned(),
        is_unrevealed: true,
        reveals: Some(at),
        ..NewCollection::default()
    };
    let id = site.post(story("Rain", 1));
    site.write(move |tx| {
        collections::make(&bo, tx, &new)?;
        collections::put_work(&ana, tx, "later", id).map(drop)
    });
    assert!(site.get(Who::Guest, "/collections/later").text().contains("Works are revealed at 2026-11-01 12:05"));
    site.ground.clock.advance(std::time::Duration::from_mins(5));
    collections::reveal_due(&site.ground.archive).unwrap();
    assert_eq!(titles(&site.get(Who::Guest, "/collections/later/works")), ["Rain"]);
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).texts("h2.title"), ["Rain"]);
}

#[test]
fn fandoms_works_of_a_tag_and_something_at_random_lead_to_the_one_list_and_its_works() {
    let site = TestSite::new();
    let header = ("header", "https://example.org/a.png");
    make(&site, Who::Bo, "rain", &[header, ("header_alt", "Rain on a roof")]);
    let id = site.post(story("Rain", 1));
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| collections::put_work(&ana, tx, "rain", id).map(drop));
    let page = site.get(Who::Guest, "/collections/rain");
    assert_eq!(page.attributes(".collection-header", "src"), ["https://example.org/a.png"]);
    assert_eq!(page.attributes(".collection-header", "alt"), ["Rain on a roof"]);
    let links = page.attributes(".page-head .actions a", "href");
    assert!(links.contains(&"/collections/rain/fandoms".to_owned()), "COL-9: {links:?}");

    let fandoms = site.get(Who::Guest, "/collections/rain/fandoms");
    assert_eq!(fandoms.texts(".fandom-index li"), ["Sherlock Holmes 1 work"], "COL-9");
    let list = fandoms.attributes(".fandom-index a", "href").remove(0);
    assert!(list.starts_with("/collections/rain/works?q="), "{list}");
    assert_eq!(titles(&site.get(Who::Guest, &list)), ["Rain"]);
    let of_tag = site.get(Who::Guest, "/collections/rain/tags/Sherlock%20Holmes/works");
    assert_eq!(of_tag.status, StatusCode::SEE_OTHER);
    assert_eq!(titles(&site.get(Who::Guest, of_tag.location())), ["Rain"]);
    let nothing = site.get(Who::Guest, "/collections/rain/tags/Narnia/works");
    assert!(titles(&site.get(Who::Guest, nothing.location())).is_empty());
    assert_eq!(site.get(Who::Guest, "/collections/nowhere/tags/Narnia/works").status, StatusCode::NOT_FOUND);

    let any = site.get(Who::Guest, "/collections/rain/at-random");
    assert_eq!((any.status, any.location()), (StatusCode::SEE_OTHER, format!("/works/{id}").as_str()));
    assert_eq!(any.header(axum::http::header::CACHE_CONTROL), "private, no-store");
    assert_eq!(site.get(Who::Guest, "/collections/at-random").location(), "/collections/rain");
    make(&site, Who::Bo, "empty", &[]);
    assert_eq!(site.get(Who::Guest, "/collections/empty/at-random").location(), "/collections/empty");
    let wrong = site.submit(Who::Bo, "/collections", &form(&[("name", "x1"), ("title", "X"), ("header", "a.png")]));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("begins with https://"), "{}", wrong.text());
    assert_eq!(wrong.attributes("#header", "value"), ["a.png"], "nothing that was typed is lost");
}
