//! Words to share a work elsewhere (POST-20).

use archive::works::{self, Access};
use axum::http::{Method, StatusCode, header};
use manuscript::Manuscript;
use testkit::{prose, story};

use crate::visit::{TestSite, Who};

fn words(site: &TestSite, who: Who, id: archive::WorkId) -> String {
    site.get(who, &format!("/works/{id}/share")).texts("textarea#words").concat()
}

#[test]
fn the_words_to_share_a_work_have_its_title_byline_tags_and_summary_with_whole_addresses() {
    let site = TestSite::new();
    let id = site.post(Manuscript {
        title: "Rain & <b>".into(),
        summary: prose("<p>In which it <em>rains</em>.</p>"),
        additional: vec!["Zebras".into(), "Tea".into()],
        ..story("", 2)
    });

    let page = site.get(Who::Guest, &format!("/works/{id}/share"));

    let words = page.texts("textarea#words").concat();
    let address = site.site().settings().address.clone();
    for part in [
        format!("<a href=\"{address}/works/{id}\"><strong>Rain &#38; &#60;b&#62;</strong></a>"),
        format!("by <a href=\"{address}/users/ana/pseuds/ana\"><strong>ana</strong></a>"),
        "Chapters: 2/2<br />".to_owned(),
        "Additional Tags: Zebras, Tea<br />".to_owned(),
        "Summary: <p>In which it <em>rains</em>.</p>".to_owned(),
    ] {
        assert!(words.contains(&part), "{part}: {words}");
    }
    let link = format!("/works/{id}/share");
    assert_eq!(
        site.get(Who::Guest, &format!("/works/{id}?view_full_work=true")).attributes("li.share a", "href"),
        [link]
    );
}

#[test]
fn what_is_shared_of_an_anonymous_work_names_nobody_even_to_its_author() {
    let site = TestSite::new();
    let (id, ana) = (site.post(story("Rain", 1)), site.ground.cast.ana.viewer());
    site.write(move |tx| works::set_anonymous(&ana, tx, id, true));
    for who in [Who::Guest, Who::Ana, Who::Kim] {
        let words = words(&site, who, id);
        assert!(words.contains("by <strong>Anonymous</strong>") && !words.contains("ana"), "{who:?} {words}");
    }
}

#[test]
fn there_are_no_words_to_share_what_not_everybody_can_read() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana.viewer();
    let states = site.ground.stated_works();
    let [mystery, members, bin] = ["Mystery", "Members", "Bin"].map(|title| site.post(story(title, 1)));
    site.write(move |tx| {
        works::set_unrevealed(&ana, tx, mystery, true)?;
        works::share(&ana, tx, members, Access::Members)?;
        works::discard(&ana, tx, bin, &works::Epitaph { shows_title: true, reason: String::new() })
    });
    for id in [mystery, members, bin, states.ana_draft, states.ana_hidden] {
        for who in [Who::Guest, Who::Ana, Who::Kim] {
            let (answer, page) = (site.get(who, &format!("/works/{id}/share")), site.get(who, &format!("/works/{id}")));
            assert!(answer.status.is_client_error() && answer.texts("#words").is_empty(), "{who:?} {}", answer.status);
            assert!(page.attributes("li.share a", "href").is_empty(), "{who:?}");
        }
    }
}

#[test]
fn who_does_not_want_words_to_share_is_not_offered_them() {
    let site = TestSite::new();
    let path = format!("/works/{}", site.post(story("Rain", 1)));
    let mut request = TestSite::ask(Who::Guest, Method::GET, &path);
    request
        .headers_mut()
        .insert(header::COOKIE, "reader=auto.literata.medium.book.ragged.spaced.hidden".parse().unwrap());
    assert!(site.send(request).attributes("li.share a", "href").is_empty());

    assert_eq!(site.submit(Who::Bo, "/settings", "share=hidden").status, StatusCode::SEE_OTHER);

    assert!(site.get(Who::Bo, &path).attributes("li.share a", "href").is_empty(), "kept with the account (PREF-1)");
    assert_eq!(site.get(Who::Cy, &path).attributes("li.share a", "href").len(), 1);
}
