//! Whom somebody new reaches, as forms tell it (RATE-1).

use archive::{
    Viewer,
    accounts::{Preferences, prefer},
    collections::{self, NewCollection},
    people, works,
};
use axum::http::StatusCode;
use testkit::Member;

use crate::{
    posting::{id_of, typed},
    visit::{Seen, TestSite, Who},
};

/// A site with twelve people who can be asked for everything, each with a collection; ana has one, too.
fn crowded() -> TestSite {
    let site = TestSite::new();
    let ana = site.ground.cast.ana;
    for number in 0..13 {
        site.write(move |tx| {
            let owner = if number == 12 {
                ana
            } else {
                let (id, pseud) = people::join(tx, &format!("other_{number}"))?;
                let open = Preferences { gifts: true, invitations: true, collections: true, ..Preferences::default() };
                prefer(&Viewer::Member(id), tx, &open)?;
                Member { id, pseud }
            };
            let (name, title) = (format!("kept_{number}"), format!("Kept {number}"));
            collections::make(&owner.viewer(), tx, &NewCollection { name, title, ..NewCollection::default() }).map(drop)
        });
    }
    site
}

fn names(what: &str, numbers: std::ops::Range<usize>) -> String {
    numbers.map(|number| format!("{what}_{number}")).collect::<Vec<_>>().join(", ")
}

/// What stands in a field.
fn value(page: &Seen, name: &str) -> String {
    page.attributes(&format!("#{name}"), "value").concat()
}

const LEFT_TWO: &str = "Now 2 are left, and these are 3 more.";

#[test]
fn a_form_that_reaches_too_many_says_how_many_are_left_and_keeps_what_was_typed() {
    let site = crowded();
    let (gifts, ask, put) = (names("other", 0..4), names("other", 3..8), names("kept", 8..11));
    let fields = [("recipients", gifts.as_str()), ("recipients_were", ""), ("cocreators", &ask), ("collections", &put)];
    let refused = site.submit(Who::Ana, "/works", &typed(&fields));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    assert_eq!(refused.texts(".field .slip").len(), 1);
    assert!(
        refused.texts("#cocreators-slip")[0].contains("Now 3 are left, and these are 4 more."),
        "{}",
        refused.text()
    );
    let came_back = ["recipients", "cocreators", "collections"].map(|name| value(&refused, name));
    assert_eq!(came_back, [gifts.clone(), ask.clone(), put]);
    assert_eq!(refused.texts("textarea[name=body]"), ["It rained on Baker Street. Nobody minded."]);
    assert!(site.get(Who::Guest, "/works").texts("li.work").is_empty(), "nothing is half done");

    let less =
        [("recipients", gifts.as_str()), ("recipients_were", ""), ("cocreators", &ask), ("collections", "kept_12")];
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&less)));
    let many = format!("work_ids={id}&collections={}", names("kept", 7..11).replace(", ", "%2C"));
    let refused = site.submit(Who::Ana, "/users/ana/works/update_multiple", &many);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(LEFT_TWO), "{}", refused.text());
    assert_eq!(value(&refused, "collections"), "kept_7,kept_8,kept_9,kept_10");
    let put = site.submit(
        Who::Ana,
        "/users/ana/works/update_multiple",
        &format!("work_ids={id}&collections=kept_8%2Ckept_9"),
    );
    assert_eq!(put.status, StatusCode::OK);

    let page = format!("/works/{id}");
    for (path, form, at) in [
        (format!("{page}/creators"), "name=other_10", "name"),
        (format!("{page}/collections"), "name=kept_10", "name"),
        ("/collections/kept_12/people".to_owned(), "name=other_10", "name"),
    ] {
        let refused = site.submit(Who::Ana, &path, form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(
            refused.texts(&format!("#{at}-slip"))[0].contains("Now none are left, and this is one more."),
            "{path}"
        );
        assert_eq!(value(&refused, at), form.trim_start_matches("name="), "{path}");
    }
    let author = site.ground.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "other_11")).wait().unwrap();
    let author = Member { id: author.id, pseud: author.pseuds[0].id };
    let sun = site.ground.post_by(author, testkit::story("Sun", 1), works::State::Posted);
    let refused = site.submit(Who::Ana, "/collections/kept_12/works", &format!("work={sun}"));
    assert!(refused.texts("#work-slip")[0].contains("Now none are left"), "{}", refused.text());
    assert_eq!(value(&refused, "work"), sun.to_string());
    let refused = site.submit(Who::Ana, "/collections/kept_10/membership", "");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "a button says it, too");
    assert!(refused.text().contains("reaches ten other people in an hour"), "{}", refused.text());
    assert!(
        site.submit(Who::Ana, "/collections/kept_9/membership", "").status.is_redirection(),
        "who was reached is not"
    );
}
