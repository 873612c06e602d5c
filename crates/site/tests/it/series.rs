//! Series as the form of a work has them, and their pages.

use archive::{WorkId, accounts::Preferences, works};
use axum::http::StatusCode;
use manuscript::{Manuscript, SeriesPlace};
use testkit::story;

use crate::{
    posting::{field, id_of, typed},
    visit::{TestSite, Who},
};

#[test]
fn a_work_is_put_into_a_series_by_its_form_moved_and_taken_out() {
    let site = TestSite::new();
    let new = id_of(&site.submit(Who::Ana, "/works", &typed(&[("series_title", "Weather"), ("title", "Rain")])));
    let series = site.get(Who::Guest, &format!("/works/{new}")).attributes("a[href^='/series/']", "href").concat();
    let number = series.trim_start_matches("/series/").to_owned();
    let form = site.get(Who::Ana, "/works/new");
    assert_eq!(form.texts("#series option"), ["None", "Weather"], "POST-6: the author's own");
    assert!(site.get(Who::Bo, "/works/new").texts("#series option").is_empty());
    let second = typed(&[("series", &number), ("series_place", "1"), ("title", "Snow")]);
    let second = id_of(&site.submit(Who::Ana, "/works", &second));
    let order = || site.get(Who::Guest, &series).texts("li.work.blurb h3.heading > a");
    assert_eq!(order(), ["Snow", "Rain"]);

    let edit = site.get(Who::Ana, &format!("/works/{second}/edit"));
    assert_eq!((field(&edit, "series_was"), edit.texts("#series option").len()), ("1".to_owned(), 0), "it is in it");
    let change = |ticked: bool, at: &str| {
        let edit = site.get(Who::Ana, &format!("/works/{second}/edit"));
        let (base, page_base, was) = (field(&edit, "base"), field(&edit, "page_base"), field(&edit, "series_was"));
        let mut fields = vec![
            ("base", base.as_str()),
            ("page_base", &page_base),
            ("series_id", &number),
            ("series_name", "Weather"),
            ("series_was", &was),
            ("series_at", at),
            ("title", "Snow"),
        ];
        fields.extend(ticked.then_some(("in_series", number.as_str())));
        site.submit(Who::Ana, &format!("/works/{second}"), &typed(&fields))
    };
    let wrong = change(true, "first");
    assert_eq!((wrong.status, wrong.texts("#series_place-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(wrong.attributes("[name=series_at]", "value"), ["first"], "what was typed comes back");
    assert_eq!(change(true, "2").status, StatusCode::SEE_OTHER);
    assert_eq!(order(), ["Rain", "Snow"]);
    assert_eq!(change(false, "2").status, StatusCode::SEE_OTHER);
    assert_eq!(order(), ["Rain"]);
}

#[test]
fn a_series_of_somebody_else_is_told_at_its_field_and_nothing_is_posted() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("series_title", "Weather")])));
    let series = site.get(Who::Guest, &format!("/works/{id}")).attributes("a[href^='/series/']", "href").concat();
    site.submit(Who::Bo, "/works", &typed(&[("series_title", "Lakes"), ("title", "Of bo")]));
    let forged = series.trim_start_matches("/series/");

    let answer = site.submit(Who::Bo, "/works", &typed(&[("series", forged), ("notes", "mine"), ("title", "Forged")]));

    assert_eq!((answer.status, answer.texts("#series-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "SER-2");
    assert_eq!(answer.texts("#notes"), ["mine"]);
    assert_eq!(site.get(Who::Guest, &series).texts("li.work.blurb").len(), 1);
    assert!(!site.get(Who::Bo, "/users/bo_reads").text().contains("Forged"));
}

#[test]
fn a_series_or_a_name_of_somebody_else_is_told_to_who_has_neither_to_choose_from() {
    let site = TestSite::new();
    for wrong in ["77", "x"] {
        let answer = site.submit(Who::Ana, "/works", &typed(&[("series", wrong)]));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "POST-6: {wrong}");
        assert_eq!(answer.texts("#series-slip"), ["This is none of the choices there are."], "{wrong}");
        assert!(answer.attributes("[name=series]", "value").is_empty(), "it is not sent again");

        let answer = site.submit(Who::Ana, "/works", &typed(&[("pseuds", wrong)]));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "POST-2: {wrong}");
        assert_eq!(answer.texts("#creators-slip"), ["This is none of the choices there are."], "{wrong}");
        assert_eq!(answer.attributes("[name=title]", "value"), ["Rain"], "and all that was typed is there");
    }
}

#[test]
fn a_long_series_is_turned_page_by_page_and_counted_whole() {
    let site = TestSite::new();
    for n in 1..=27 {
        let place = SeriesPlace { title: "Weather".to_owned(), part: Some(n), url: None };
        site.post(Manuscript { series: vec![place], ..story(&format!("Part {n}"), 1) });
    }
    let id = site.get(Who::Guest, "/works").attributes("a[href^='/series/']", "href").remove(0);
    let titles = |page: &str| site.get(Who::Guest, &format!("{id}{page}")).texts("li.work.blurb h3.heading > a");
    assert_eq!((titles("").len(), titles("").first().unwrap().as_str()), (25, "Part 1"));
    assert_eq!(titles("?page=2"), ["Part 26", "Part 27"]);
    assert_eq!(titles("?page=9"), ["Part 26", "Part 27"], "FILT-8: beyond the end is the last");
    let page = site.get(Who::Guest, &format!("{id}?page=2"));
    assert!(page.texts(".count").concat().contains("27") && !page.texts(".pager").is_empty());
}

/// Ana's series of these works, and its address.
fn weather(site: &TestSite, titles: &[&str]) -> (Vec<WorkId>, String) {
    let part = |title: &&str| {
        let place = SeriesPlace { title: "Weather".to_owned(), part: None, url: None };
        site.post(Manuscript { series: vec![place], ..story(title, 2) })
    };
    let works: Vec<WorkId> = titles.iter().map(part).collect();
    let page = site.get(Who::Guest, &format!("/works/{}?view_full_work=true", works[0]));
    let series = page.attributes("a[href^='/series/']", "href").remove(0);
    (works, series)
}

#[test]
fn a_series_is_put_in_order_by_numbers_with_nothing_but_a_form() {
    let site = TestSite::new();
    let (works, series) = weather(&site, &["Rain", "Snow", "Fog"]);
    let page = site.get(Who::Ana, &format!("{series}/manage"));
    assert_eq!(page.attributes("ol.manage [name=place]", "value"), ["1", "2", "3"], "SER-1");
    let handles = page.attributes("ol.manage[data-drag] button.handle", "aria-label");
    assert_eq!(handles, ["Move: Rain", "Move: Snow", "Move: Fog"], "a script finds what to drag");
    assert_eq!(page.attributes("script[src*='order']", "src").len(), 1);
    let order = |places: [&str; 3]| {
        let rows = works.iter().zip(places).map(|(work, place)| format!("work={work}&place={place}"));
        site.submit(Who::Ana, &format!("{series}/order"), &rows.collect::<Vec<_>>().join("&"))
    };
    let titles = || site.get(Who::Guest, &series).texts("li.work.blurb h3.heading > a");
    assert_eq!(order(["3", "1", "2"]).location(), series);
    assert_eq!(titles(), ["Snow", "Fog", "Rain"]);
    let wrong = order(["1", "two", "3"]);
    assert_eq!((wrong.status, wrong.texts("ol.manage .slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(wrong.attributes("ol.manage [name=place]", "value"), ["two", "3", "1"], "what was typed comes back");
    assert_eq!(titles(), ["Snow", "Fog", "Rain"]);
    assert_eq!(order(["99999999999999999999", "1", "2"]).status, StatusCode::SEE_OTHER, "beyond the end is the end");
    for other in [Who::Bo, Who::Kim] {
        for path in ["/manage", "/edit", "/confirm_delete"] {
            assert_eq!(site.get(other, &format!("{series}{path}")).status, StatusCode::FORBIDDEN, "SER-2 {path}");
        }
        assert_eq!(site.submit(other, &format!("{series}/order"), "").status, StatusCode::FORBIDDEN);
        assert!(!site.get(other, &series).text().contains("/manage"));
    }
}

#[test]
fn the_words_of_a_series_are_edited_on_a_page_and_shown_with_its_numbers() {
    let site = TestSite::new();
    let (_, series) = weather(&site, &["Rain"]);
    let form = "title=All+weather&summary=It+rains.&notes=In+%3Cem%3Eorder%3C%2Fem%3E.&complete=1";
    assert_eq!(site.submit(Who::Ana, &series, form).location(), series);
    let page = site.get(Who::Guest, &series);
    assert_eq!(page.texts("h2.heading"), ["All weather"], "SER-1");
    assert_eq!(
        (page.texts(".lede"), page.texts(".notes blockquote em")),
        (vec!["It rains.".into()], vec!["order".into()])
    );
    assert_eq!((page.texts("dd.complete"), page.texts("dd.works")), (vec!["Yes".into()], vec!["1".into()]), "SER-3");
    assert_eq!(page.texts(".page-head [rel=author]"), ["ana"]);
    let form = site.get(Who::Ana, &format!("{series}/edit"));
    assert_eq!(
        (form.texts("#notes"), form.attributes("[name=complete]", "checked").len()),
        (vec!["In <em>order</em>.".into()], 1)
    );
    let wrong = site.submit(Who::Ana, &series, &format!("title=+&summary={}", "x".repeat(1_300)));
    assert_eq!((wrong.status, wrong.texts(".slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 3));
    assert_eq!(site.get(Who::Guest, &series).texts("h2.heading"), ["All weather"]);
}

#[test]
fn works_are_put_in_and_taken_out_on_the_page_of_a_series_and_it_is_deleted_there() {
    let site = TestSite::new();
    let (works, series) = weather(&site, &["Rain"]);
    let other = site.post(story("Loose", 1));
    let page = site.get(Who::Ana, &format!("{series}/manage"));
    assert_eq!(page.texts("#work option"), ["Loose"]);
    let manage = format!("{series}/manage");
    assert_eq!(site.submit(Who::Ana, &format!("{series}/works"), &format!("work={other}&place=1")).location(), manage);
    let titles = || site.get(Who::Guest, &series).texts("li.work.blurb h3.heading > a");
    assert_eq!(titles(), ["Loose", "Rain"]);
    for bad in ["work=7", "work=x", &format!("work={other}&place=first"), ""] {
        let answer = site.submit(Who::Ana, &format!("{series}/works"), bad);
        assert_eq!((answer.status, answer.texts(".slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{bad}");
    }
    let out = |work: WorkId| site.submit(Who::Ana, &format!("{series}/works/removal"), &format!("work={work}"));
    assert_eq!(out(works[0]).location(), manage);
    assert_eq!(out(other).location(), format!("/works/{other}"), "SER-1: it went with its last work");
    assert_eq!(site.get(Who::Ana, &series).status, StatusCode::NOT_FOUND);

    let (works, series) = weather(&site, &["Hail"]);
    assert!(site.get(Who::Ana, &format!("{series}/confirm_delete")).text().contains("Its work stays"));
    assert_eq!(site.submit(Who::Ana, &format!("{series}/deletion"), "").location(), "/users/ana");
    assert_eq!(site.get(Who::Guest, &series).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, &format!("/works/{}?view_full_work=true", works[0])).status, StatusCode::OK);
}

#[test]
fn a_series_is_read_as_one_river_past_what_its_reader_may_not_see() {
    let site = TestSite::new();
    let (works, _) = weather(&site, &["Rain", "Snow", "Fog"]);
    let (ana, snow) = (site.ground.cast.ana.viewer(), works[1]);
    site.write(move |tx| works::share(&ana, tx, snow, works::Access::Members));
    let first = site.get(Who::Guest, &format!("/works/{}/navigate", works[0]));
    let chapters = first.attributes(".chapter-index a", "href");

    let begin = site.get(Who::Guest, &chapters[0]);
    assert!(begin.texts("nav.river").is_empty(), "in the midst of a work one turns its chapters");
    assert_eq!(begin.attributes("dd.series a.next", "href"), [format!("/works/{}", works[2])], "and the key finds it");
    assert_eq!(begin.attributes(".latest a", "href"), [chapters[1].clone()], "the latest chapter");
    let end = site.get(Who::Guest, &chapters[1]);
    assert_eq!(
        end.attributes("nav.river a[rel=next]", "href"),
        [format!("/works/{}", works[2])],
        "the next they may see"
    );
    assert!(end.texts(".latest").is_empty());
    let members = site.get(Who::Bo, &chapters[1]);
    assert_eq!(members.attributes("nav.river a.next", "href"), [format!("/works/{}", works[1])]);
    let whole = site.get(Who::Guest, &format!("/works/{}?view_full_work=true", works[2]));
    assert_eq!(whole.attributes("nav.river a.previous", "href"), [format!("/works/{}", works[0])]);
    assert!(whole.attributes("nav.river a.next", "href").is_empty());
}

#[test]
fn the_feed_of_a_series_tells_whoever_asks_what_a_guest_is_told() {
    let site = TestSite::new();
    let (works, series) = weather(&site, &["Rain", "Snow"]);
    let (ana, snow) = (site.ground.cast.ana.viewer(), works[1]);
    site.write(move |tx| works::share(&ana, tx, snow, works::Access::Members));
    for who in [Who::Guest, Who::Ana] {
        let feed = site.get(who, &format!("{series}/feed.atom"));
        assert_eq!(feed.status, StatusCode::OK);
        assert!(feed.text().contains("<title>Rain</title>") && !feed.text().contains("Snow"), "{who:?}");
    }
}

#[test]
fn whoever_leaves_a_series_finds_where_to_come_back() {
    let site = TestSite::new();
    let (ana, wren) = (site.ground.cast.ana, site.ground.cast.wren);
    let (works, series) = weather(&site, &["Rain"]);
    assert!(!site.get(Who::Ana, &format!("{series}/manage")).text().contains("/leaving"), "SER-4: alone nobody leaves");
    let rain = works[0];
    site.write(move |tx| {
        archive::accounts::prefer(&wren.viewer(), tx, &Preferences { invitations: true, ..Preferences::default() })?;
        works::invite(&ana.viewer(), tx, rain, wren.id)?;
        works::accept(&wren.viewer(), tx, rain, None)
    });
    assert!(site.get(Who::Wren, &format!("{series}/manage")).text().contains("/leaving"));
    assert_eq!(site.submit(Who::Wren, &format!("{series}/leaving"), "").location(), "/users/wren/creatorships");
    assert_eq!(site.get(Who::Guest, &series).texts(".page-head [rel=author]"), ["ana"]);
}
