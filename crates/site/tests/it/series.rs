//! Series as the form of a work has them, and their pages.

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
