//! Orphaning by hand: chosen, looked at, and done; and a name taken off again by those who keep order.

use archive::{
    Errand, Viewer, WorkId,
    works::{self, Access, Creators, Epitaph, NewWork, State},
};
use axum::http::StatusCode;
use manuscript::SeriesPlace;
use testkit::{Member, story};

use crate::visit::{TestSite, Who};

fn by(site: &TestSite, authors: &[Member], title: &str, series: Option<&str>) -> WorkId {
    let mut manuscript = story(title, 1);
    manuscript.series.extend(series.map(|title| SeriesPlace { title: title.to_owned(), ..SeriesPlace::default() }));
    let creators = Creators::Pseuds(authors.iter().map(|author| author.pseud).collect());
    let work = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap();
    let posting = site.ground.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &work));
    posting.wait().unwrap()
}

fn byline(site: &TestSite, id: WorkId) -> String {
    site.get(Who::Cy, &format!("/works/{id}")).texts("h3.byline").concat()
}

#[test]
fn what_will_happen_is_said_before_it_does_and_without_a_yes_it_does_not() {
    let site = TestSite::new();
    let cast = site.ground.cast;
    let (alone, ours) = (by(&site, &[cast.ana], "Alone", None), by(&site, &[cast.ana, cast.wren], "Ours", None));
    let draft = site.ground.post(story("Draft", 1), State::Draft, false);
    let gone = by(&site, &[cast.ana], "Gone", None);
    site.write(move |tx| works::discard(&cast.ana.viewer(), tx, gone, &Epitaph::default()));

    let choice = site.get(Who::Ana, "/users/ana/orphaning");
    assert_eq!(choice.texts("[name=work_ids]").len(), 2, "drafts and the bin cannot be orphaned");
    assert_eq!(site.submit(Who::Ana, "/users/ana/orphaning", "which=works").texts("#which-slip").len(), 1);
    let look = site.submit(Who::Ana, "/users/ana/orphaning", "which=all");
    let told = look.texts(".prospects li .hint").join(" | ");
    assert!(told.contains("belong to “orphan_account” alone") && told.contains("beside: wren"), "{told}");
    assert!(told.contains("It is a draft") && told.contains("It is deleted"), "{told}");

    let unsure = site.submit(Who::Ana, "/users/ana/orphans", "which=all&keep_name=1");
    assert_eq!((unsure.status, unsure.texts("#sure-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(unsure.attributes("[name=keep_name][checked]", "value"), ["1"], "what was ticked comes back");
    assert_eq!(byline(&site, alone), "ana", "nothing was done");

    let done = site.submit(Who::Ana, "/users/ana/orphans", "which=all&sure=1");
    assert_eq!(done.texts(".done"), ["2 works are orphaned."]);
    let mut left = done.texts(".rows li p a");
    left.sort();
    assert_eq!(left, ["Draft", "Gone"], "and these were not");
    assert_eq!((byline(&site, alone), byline(&site, ours)), ("orphan_account".into(), "orphan_account, wren".into()));
    assert_eq!(site.get(Who::Ana, &format!("/works/{draft}")).status, StatusCode::OK);
    let theirs = site.submit(Who::Bo, "/users/bo_reads/orphans", &format!("which=works&work_ids={ours}&sure=1"));
    assert_eq!(theirs.texts(".done"), ["0 works are orphaned."], "nobody orphans what is not theirs");
    assert_eq!(site.submit(Who::Bo, "/users/ana/orphans", "which=all&sure=1").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_series_and_a_name_are_chosen_as_a_whole() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana;
    let pseud = site.ground.archive.write(move |tx| archive::people::add_pseud(tx, ana.id, "Nana")).wait().unwrap();
    let nana = Member { id: ana.id, pseud };
    let parts = [by(&site, &[ana], "One", Some("Weather")), by(&site, &[ana], "Two", Some("Weather"))];
    let (other, both) = (by(&site, &[nana], "Other", None), by(&site, &[ana, nana], "Both", None));
    let series = site.get(Who::Ana, "/users/ana/orphaning").attributes("[value^=series-]", "value");

    let done = site.submit(Who::Ana, "/users/ana/orphans", &format!("which={}&sure=1", series[0]));
    assert_eq!(done.texts(".done"), ["2 works are orphaned."]);
    assert_eq!(parts.map(|part| byline(&site, part)), ["orphan_account", "orphan_account"]);

    site.submit(Who::Ana, "/users/ana/orphans", &format!("which=pseud-{pseud}&keep_name=1&sure=1"));
    assert_eq!(byline(&site, other), "Nana (orphan_account)");
    assert_eq!(byline(&site, both), "ana, Nana (orphan_account)", "her other name stays");
}

#[test]
fn those_who_keep_order_take_a_name_off_orphaned_works() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana;
    let works = [by(&site, &[ana], "One", None), by(&site, &[ana], "Two", None)];
    let one = site.get(Who::Ana, &format!("/works/{}/orphaning", works[0]));
    assert_eq!(one.attributes("[name=work_ids]", "value"), [works[0].to_string()]);
    assert_eq!(site.get(Who::Bo, &format!("/works/{}/orphaning", works[0])).status, StatusCode::FORBIDDEN);
    site.submit(Who::Ana, "/users/ana/orphans", "which=all&keep_name=1&sure=1");
    let page = "/users/orphan_account/pseuds/ana";
    assert!(site.get(Who::Bo, page).attributes("a[href^='/hosting/orphans']", "href").is_empty());
    let path = site.get(Who::Kim, page).attributes("a[href^='/hosting/orphans']", "href").concat();

    assert!(site.get(Who::Kim, &path).text().contains("2 works stand under “ana (orphan_account)”"));
    assert_eq!(site.submit(Who::Kim, &path, "reason=").texts("#reason-slip").len(), 1);
    assert_eq!(site.submit(Who::Kim, &path, "reason=asked+by+mail").location(), "/hosting");

    assert_eq!(works.map(|id| byline(&site, id)), ["orphan_account", "orphan_account"], "ORPH-3");
    assert_eq!(site.get(Who::Guest, page).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Kim, &path).status, StatusCode::NOT_FOUND, "nor is the plain name ever taken off");
    let deed = site.get(Who::Kim, "/hosting/deeds").texts(".deeds-log tbody tr").concat();
    assert!(deed.contains("asked by mail") && !deed.contains("“ana"), "{deed}");
}
