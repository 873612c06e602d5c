//! What stands beside the decisions about tags, in a browser without script: words about them, undoing together, tags that
//! are not used, tags at hand, and the desk while wrangling rests.

use archive::{
    Errand, Tx, Viewer,
    accounts::{self, Role},
    policies::{self, Policy, Setting},
    tags::Kind,
    wrangling,
};
use axum::http::StatusCode;

use crate::{
    tag_pages::{canon, decide, tagged},
    visit::{TestSite, Who},
};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn owned_by_wren(site: &TestSite) {
    let wren = site.ground.cast.wren.id;
    site.write(move |tx| accounts::give(&HOST, tx, wren, Role::Owner));
}

#[test]
fn a_wrangler_says_in_words_what_a_tag_means_and_its_page_says_it() {
    let site = TestSite::new();
    canon(&site, Kind::Additional, "Rain");
    let edit = "/tags/Rain/edit";
    let said = site.submit(Who::Wren, edit, "deed=about&about=Water.%0D%0A%3Cb%3EFalling%3C%2Fb%3E+water.");
    assert_eq!((said.status, said.location()), (StatusCode::SEE_OTHER, edit));
    assert_eq!(site.get(Who::Guest, "/tags/Rain").texts(".about p"), ["Water.", "<b>Falling</b> water."]);
    assert_eq!(site.get(Who::Wren, edit).texts("#about"), ["Water. <b>Falling</b> water."]);
    let long = format!("deed=about&about={}", "x".repeat(2_001));
    let refused = site.submit(Who::Wren, edit, &long);
    assert_eq!((refused.status, refused.texts("#about-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(refused.texts("#about")[0].len(), 2_001, "what was typed is there");
}

#[test]
fn all_that_one_form_decided_is_undone_with_one_button() {
    let site = TestSite::new();
    canon(&site, Kind::Fandom, "Sherlock Holmes");
    site.post(tagged("one", &["Rain", "Fog"]));
    let bin = "/wrangling/loose/additional";
    let ids = site.get(Who::Wren, bin).attributes(".bin-row [name=row]", "value");
    let row = |id: &String| format!("row={id}&choice-{id}=canonical&name-{id}=Sherlock+Holmes");
    let rows = ids.iter().map(row).collect::<Vec<_>>().join("&");
    assert_eq!(site.submit(Who::Wren, bin, &rows).status, StatusCode::SEE_OTHER);
    let after = site.get(Who::Wren, bin);
    assert_eq!(after.texts(".decisions li").len(), 1, "told as one");
    let undoing = after.attributes(".decisions form", "action");
    assert!(undoing[0].starts_with("/wrangling/batches/"), "{undoing:?}");
    assert_eq!(after.texts(".decisions button")[0], "Undo all 4 that were decided together");
    let undone = site.submit(Who::Wren, &undoing[0], "return_to=%2Fwrangling%2Floose%2Fadditional");
    let back = format!("{bin}?tag={0}#row-{0}", ids[0]);
    assert_eq!((undone.status, undone.location()), (StatusCode::SEE_OTHER, back.as_str()), "to what came back");
    assert_eq!(site.get(Who::Wren, bin).texts(".bin-row legend"), ["Fog", "Rain"], "WRK-5");
}

#[test]
fn a_bin_has_fifty_tags_a_page_and_a_tag_that_comes_back_is_shown_on_its_page() {
    let site = TestSite::new();
    for n in 0..6 {
        let names: Vec<String> = (0..10).map(|m| format!("Rain {n}{m}")).collect();
        site.post(tagged("one", &names.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    let bin = "/wrangling/loose/additional";
    let first = site.get(Who::Wren, bin);
    assert_eq!((first.texts(".bin-row").len(), first.attributes("a[rel=next]", "href").len()), (50, 1));
    let second = site.get(Who::Wren, &format!("{bin}?page=2"));
    assert_eq!(second.texts(".bin-row").len(), 10);
    let id = second.attributes(".bin-row [name=row]", "value").remove(3);
    let form = format!("row={id}&choice-{id}=aside");
    let decided = site.submit(Who::Wren, &second.attributes(".bin-form", "action")[0], &form);
    assert_eq!(decided.location(), format!("{bin}?page=2#waiting"), "on the page it was decided on");
    let undoing = site.get(Who::Wren, bin).attributes(".decisions form", "action").remove(0);
    let undone = site.submit(Who::Wren, &undoing, "return_to=%2Fwrangling%2Floose%2Fadditional");
    assert_eq!(undone.location(), format!("{bin}?tag={id}#row-{id}"));
    let back = site.get(Who::Wren, undone.location().split('#').next().unwrap());
    assert!(back.attributes(".bin-row", "id").contains(&format!("row-{id}")), "the second page");
    assert_eq!(back.attributes(".bin-form", "action"), [format!("{bin}?page=2")]);
}

#[test]
fn what_is_canonical_already_is_asked_only_where_it_belongs() {
    let site = TestSite::new();
    canon(&site, Kind::Additional, "Fog");
    site.post(tagged("one", &["Rain", "Fog"]));
    let bin = site.get(Who::Wren, "/wrangling/loose/additional");
    assert_eq!(bin.texts(".bin-row legend"), ["Fog", "Rain"]);
    assert_eq!(bin.attributes(".bin-row [value=belongs]", "name").len(), 2);
    assert_eq!(bin.attributes(".bin-row [value=canonical]", "name").len(), 1, "Rain alone");
}

#[test]
fn an_owner_takes_a_tag_out_of_use_and_it_stands_nowhere() {
    let site = TestSite::new();
    site.post(tagged("one", &["Spam", "Rain"]));
    assert!(!site.get(Who::Wren, "/tags/Spam/edit").text().contains("Take it out of use"));
    owned_by_wren(&site);
    assert!(site.get(Who::Wren, "/tags/Spam/edit").text().contains("Take it out of use"));
    assert_eq!(site.submit(Who::Wren, "/tags/Spam/edit", "deed=ban").status, StatusCode::SEE_OTHER);
    for who in [Who::Guest, Who::Ana, Who::Kim] {
        for path in ["/tags/Spam", "/tags/Spam/works"] {
            assert_eq!(site.get(who, path).status, StatusCode::NOT_FOUND, "TAG-10: {path}");
        }
    }
    for path in ["/works", "/search?query=spam", "/autocomplete/additional?term=spam", "/tags/search?name=spam"] {
        assert!(!site.get(Who::Guest, path).text().contains(">Spam<"), "{path}");
    }
    assert_eq!(site.get(Who::Wren, "/tags/Spam/edit").texts(".meaning").len(), 1);
    assert_eq!(site.submit(Who::Wren, "/tags/Spam/edit", "deed=undecided").status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(Who::Guest, "/tags/Spam").status, StatusCode::OK);
}

#[test]
fn a_tag_that_a_reader_keeps_at_hand_stands_on_their_first_page_and_on_nobody_elses() {
    let site = TestSite::new();
    canon(&site, Kind::Additional, "Rain");
    site.post(tagged("one", &["Rainy Days"]));
    decide(&site, "Rainy Days", "Rain", wrangling::merge);
    let keep = site.submit(Who::Bo, "/tags/Rainy%20Days/favourite", "");
    assert_eq!((keep.status, keep.location()), (StatusCode::SEE_OTHER, "/tags/Rainy%20Days"), "WRK-9");
    assert_eq!(site.get(Who::Bo, "/").texts(".favourites a"), ["Rain"]);
    assert!(site.get(Who::Ana, "/").texts(".favourites a").is_empty());
    assert_eq!(site.get(Who::Bo, "/tags/Rain").texts(".page-head form button"), ["Put it away from the first page"]);
    assert!(site.get(Who::Guest, "/tags/Rain").texts(".page-head form").is_empty());
    let away = site.submit(Who::Bo, "/tags/Rain/favourite", "deed=away");
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert!(site.get(Who::Bo, "/").texts(".favourites a").is_empty());
    site.post(tagged("two", &["Fog"]));
    let refused = site.submit(Who::Bo, "/tags/Fog/favourite", "");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.submit(Who::Bo, "/tags/Nowhere/favourite", "").status, StatusCode::NOT_FOUND);
}

#[test]
fn while_wrangling_rests_the_desk_says_so_and_a_decision_is_refused_with_the_reason() {
    let site = TestSite::new();
    canon(&site, Kind::Additional, "Rain");
    site.write(|tx: &Tx<'_>| policies::change(&HOST, tx, &Policy::default(), &[(Setting::Wrangling, "no".to_owned())]));
    assert!(site.get(Who::Wren, "/wrangling").texts(".done")[0].contains("Wrangling rests"), "WRK-8");
    let refused = site.submit(Who::Wren, "/tags/Rain/edit", "deed=undecided");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.texts(".slip")[0].contains("Wrangling rests"));
}

#[test]
fn who_wrangles_what_is_narrowed_with_a_form_and_the_last_decisions_are_a_table() {
    let site = TestSite::new();
    canon(&site, Kind::Fandom, "Sherlock Holmes");
    assert_eq!(site.submit(Who::Wren, "/wrangling/fandoms", "fandom=Sherlock+Holmes").status, StatusCode::SEE_OTHER);
    let narrowed = |query: &str| site.get(Who::Wren, &format!("/wrangling/fandoms?{query}")).texts(".assignments .tag");
    assert_eq!(narrowed("wrangler=wren&medium=&in=holmes"), ["Sherlock Holmes"], "WRK-1");
    assert!(narrowed("wrangler=ana&medium=&in=").is_empty());
    let table = site.get(Who::Wren, "/wrangling/report");
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let lines = table.text();
    assert!(lines.contains("\r\n\"Sherlock Holmes\",\"fandom\",\"canonical\",\"\",\"canonized\""), "WRK-8: {lines}");
}

#[test]
fn wranglers_talk_of_a_tag_on_pages_of_their_own() {
    let site = TestSite::new();
    canon(&site, Kind::Fandom, "Sherlock Holmes");
    site.post(tagged("one", &["Rain/Fog"]));
    let bin = "/tags/Rain*s*Fog";
    let link = format!("{bin}/comments");
    for who in [Who::Wren, Who::Kim] {
        let links = site.get(who, bin).attributes(".page-head a", "href");
        assert!(links.contains(&link), "WRK-7: {who:?}: {links:?}");
    }
    for who in [Who::Guest, Who::Bo] {
        assert!(!site.get(who, bin).text().contains(&link), "{who:?}");
    }
    assert_eq!(site.get(Who::Bo, &link).status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(Who::Guest, &link).status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get(Who::Wren, "/tags/Nowhere/comments").status, StatusCode::NOT_FOUND);
    let said = site.submit(Who::Wren, &link, "body=Is+this+one+tag%3F");
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    let id = said.location().split("comment_").nth(1).unwrap().to_owned();
    let page = site.get(Who::Kim, &link);
    assert_eq!(page.texts(".thread .userstuff"), ["Is this one tag?"]);
    assert_eq!(page.attributes("h2 a", "href"), [bin]);
    let one = format!("{link}/{id}");
    let answered = site.submit(Who::Kim, &format!("{one}/answers"), "body=Two.");
    assert_eq!(answered.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(Who::Wren, &one).texts(".thread .userstuff"), ["Is this one tag?", "Two."]);
    let inbox = site.get(Who::Wren, "/users/wren/inbox");
    assert_eq!(inbox.texts(".thread .userstuff"), ["Two."]);
    assert!(inbox.attributes(".thread .gone a", "href").contains(&bin.to_owned()));
    let edit = site.get(Who::Wren, &format!("{bin}/edit"));
    assert!(edit.text().contains("2 comments by wranglers"));
    let answer = site.get(Who::Wren, &one).attributes(".thread .comment", "id")[1].replace("comment_", "");
    for deed in ["freezing", "thawing", "hiding", "showing"] {
        assert_eq!(site.submit(Who::Wren, &format!("{one}/{deed}"), "").status, StatusCode::FORBIDDEN, "{deed}");
        assert_eq!(site.submit(Who::Kim, &format!("{one}/{deed}"), "").status, StatusCode::SEE_OTHER, "{deed}");
    }
    let theirs = format!("{link}/{answer}");
    assert_eq!(site.get(Who::Kim, &format!("{theirs}/edit")).texts("#comment"), ["Two."]);
    assert_eq!(site.submit(Who::Kim, &format!("{theirs}/edit"), "body=Three.").status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(Who::Wren, &one).texts(".thread .userstuff")[1], "Three.");
    assert_eq!(site.get(Who::Kim, &format!("{theirs}/deletion")).texts("main form button").len(), 1);
    let deleted = site.submit(Who::Kim, &format!("{theirs}/deletion"), "");
    assert_eq!((deleted.status, deleted.location()), (StatusCode::SEE_OTHER, link.as_str()));
    assert_eq!(site.get(Who::Wren, &link).texts(".thread .userstuff"), ["Is this one tag?"]);
}
