//! What those who keep order set right on the works of others.

use archive::{Errand, Viewer, mail::Matter};
use axum::http::StatusCode;
use manuscript::Manuscript;
use testkit::story;

use crate::{
    browser::letters,
    visit::{TestSite, Who},
};

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

const RIGHT: [(&str, &str); 5] = [
    ("rating", "Explicit"),
    ("warnings", "Major Character Death"),
    ("fandoms", "Lakes, Rivers"),
    ("language", "de"),
    ("reason", "a complaint"),
];

#[test]
fn a_moderator_corrects_four_fields_of_somebody_elses_work_and_its_creators_are_told_why() {
    let site = TestSite::new();
    let dora = site.ground.member_with_account("dora");
    let many = (0..80).map(|n| format!("t{n}")).collect();
    let imported = Manuscript { additional: many, ..story("Rain", 2) };
    let new = archive::works::NewWork {
        manuscript: imported,
        creators: archive::works::Creators::Pseuds(vec![dora.pseud]),
        state: archive::works::State::Posted,
        access: archive::works::Access::Everyone,
    };
    let new = new.pack().unwrap();
    let import = Viewer::Custodian(Errand::Import);
    let id = site.ground.archive.write(move |tx| archive::works::post(&import, tx, &new)).wait().unwrap();
    letters(&site);
    let path = format!("/works/{id}/correction");
    let before = site.get_agreed(Who::Guest, &format!("/works/{id}?view_full_work=true"));
    assert_eq!(site.get(Who::Kim, &path).status, StatusCode::OK);

    assert_eq!(site.submit(Who::Kim, &path, &form(&RIGHT)).location(), format!("/works/{id}/hiding"));

    let after = site.get_agreed(Who::Guest, &format!("/works/{id}?view_full_work=true"));
    assert_eq!(
        after.texts("dd.rating li, dd.warning li, dd.fandom li"),
        ["Explicit", "Major Character Death", "Lakes", "Rivers"]
    );
    assert_eq!(after.attributes("dd.language", "lang"), ["de"]);
    for same in ["h2.title", "dd.freeform li", "dd.character li", ".userstuff.text p", "h3.byline", "dd.status"] {
        assert_eq!(after.texts(same), before.texts(same), "POST-4: nothing else, however many tags: {same}");
    }
    let told = site.get(Who::Kim, &format!("/works/{id}/hiding")).texts(".deeds-log tbody td:last-child");
    let log = "a complaint [General Audiences → Explicit; No Archive Warnings Apply → Major Character Death; \
               Sherlock Holmes → Lakes, Rivers; en → de]";
    assert_eq!(told, [log]);
    let matters: Vec<Matter> = letters(&site).into_iter().map(|letter| letter.matter).collect();
    let fields = ["rating", "warnings", "fandoms", "language"].map(str::to_owned).to_vec();
    assert_eq!(matters, [Matter::WorkCorrected { work: id.number(), fields, reason: "a complaint".to_owned() }]);
    site.submit(Who::Kim, &path, &form(&RIGHT));
    assert!(letters(&site).is_empty(), "what is right already is no correction");
}

#[test]
fn a_correction_needs_a_reason_and_what_every_work_needs() {
    let site = TestSite::new();
    let path = format!("/works/{}/correction", site.post(story("Rain", 1)));
    let wrong = [("rating", "Forged"), ("fandoms", " , "), ("language", "xx-forged"), ("reason", "  ")];

    let answer = site.submit(Who::Kim, &path, &form(&wrong));

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut slips = answer.attributes("p.slip[id]", "id");
    slips.sort();
    assert_eq!(slips, ["fandoms-slip", "language-slip", "rating-slip", "reason-slip", "warnings-slip"]);
    let long = "x".repeat(151);
    let long = form(&[&RIGHT[..2], &[("fandoms", &long), ("language", "en"), ("reason", "mine")]].concat());
    let answer = site.submit(Who::Kim, &path, &long);
    assert_eq!((answer.texts("#fandoms-slip").len(), answer.texts("#reason")), (1, vec!["mine".to_owned()]));
}

#[test]
fn nobody_else_corrects_a_work_and_nobody_their_own() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}/correction");
    for who in [Who::Guest, Who::Bo, Who::Ana] {
        let answer = site.submit(who, &path, &form(&RIGHT));
        assert!(matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED), "{who:?} {}", answer.status);
    }
    let own = site.ground.post_by(site.ground.cast.kim, story("Of kim", 1), archive::works::State::Posted);
    let answer = site.submit(Who::Kim, &format!("/works/{own}/correction"), &form(&RIGHT));
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "nobody judges their own");
}
