//! Several works at once: only what is said changes, each work whole or not at all, and one page tells of all.

use archive::{
    Errand, Viewer, WorkId,
    works::{self, Access, Creators, NewWork, State},
};
use axum::http::StatusCode;
use testkit::{Member, story};

use crate::visit::{Seen, TestSite, Who};

fn by(site: &TestSite, authors: &[Member], title: &str, fandoms: &[&str]) -> WorkId {
    let mut manuscript = story(title, 1);
    manuscript.fandoms = fandoms.iter().map(|&name| name.to_owned()).collect();
    let creators = Creators::Pseuds(authors.iter().map(|author| author.pseud).collect());
    let work = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap();
    let posting = site.ground.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &work));
    posting.wait().unwrap()
}

fn ids(works: &[WorkId]) -> String {
    works.iter().fold(String::new(), |form, id| form + &format!("work_ids={id}&"))
}

fn update(site: &TestSite, works: &[WorkId], form: &str) -> Seen {
    site.submit(Who::Ana, "/users/ana/works/update_multiple", &(ids(works) + form))
}

fn tags(site: &TestSite, id: WorkId, class: &str) -> Vec<String> {
    site.get(Who::Ana, &format!("/works/{id}")).texts(&format!("dd.{class} li"))
}

#[test]
fn works_are_chosen_one_by_one_by_fandom_or_all() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana;
    by(&site, &[ana], "Rain", &["Weather"]);
    let both = by(&site, &[ana], "Both", &["Weather", "Sherlock Holmes"]);
    let page = site.get(Who::Ana, "/users/ana/works/show_multiple");
    assert_eq!(page.texts("legend"), ["Sherlock Holmes", "Weather"]);
    let fandoms = page.attributes("[name=fandom_ids]", "value");
    let chosen = |form: &str| site.submit(Who::Ana, "/users/ana/works/edit_multiple", form).texts("details li a");
    assert_eq!(chosen(&ids(&[both])), ["Both"]);
    assert_eq!(chosen(&format!("fandom_ids={}", fandoms[0])), ["Both"]);
    assert_eq!(chosen(&format!("fandom_ids={}", fandoms[1])).len(), 2);
    assert_eq!(chosen("all=1").len(), 2);
    let none = site.submit(Who::Ana, "/users/ana/works/edit_multiple", "work_ids=7");
    assert_eq!((none.status, none.texts("#work_ids-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(site.get(Who::Bo, "/users/ana/works/show_multiple").status, StatusCode::NOT_FOUND);
    let theirs = site.submit(Who::Bo, "/users/bo_reads/works/edit_multiple", &ids(&[both]));
    assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody chooses what is not theirs");
}

#[test]
fn only_what_is_said_changes() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana;
    let works = [by(&site, &[ana], "Rain", &["Weather"]), by(&site, &[ana], "Fog", &["Sherlock Holmes"])];
    let before = site.get(Who::Cy, &format!("/works/{}", works[0]));

    let form = "rating=Explicit&categories=F%2FF&fandoms=Weather&additional=fog%2C+Night&remove_additional=RAIN\
                &language=de&access=members&commenters=nobody&moderated=yes&bind=yes";
    let report = update(&site, &works, form);

    assert_eq!(report.texts(".done"), ["2 works were changed."]);
    assert_eq!(report.texts(".bad li").len(), 0);
    for (id, fandoms) in [(works[0], &["Weather"][..]), (works[1], &["Sherlock Holmes", "Weather"])] {
        assert_eq!(tags(&site, id, "fandom"), fandoms, "a tag that is there is not added again");
        assert_eq!(tags(&site, id, "freeform"), ["fog", "Night"]);
        assert_eq!(
            (tags(&site, id, "rating"), tags(&site, id, "category")),
            (vec!["Explicit".into()], vec!["F/F".into()])
        );
        assert_eq!(tags(&site, id, "warning"), ["No Archive Warnings Apply"], "what is not said stays");
        assert_eq!(tags(&site, id, "character"), ["John Watson"]);
        assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::UNAUTHORIZED);
        let form = site.get(Who::Ana, &format!("/works/{id}/edit"));
        assert_eq!(form.attributes("#language [selected]", "value"), ["de"]);
        assert_eq!(form.attributes("#bind [selected]", "value"), ["yes"]);
        assert_eq!(form.attributes("[name=commenters][checked], [name=moderated][checked]", "value"), ["nobody", "1"]);
        assert_eq!(form.attributes("#keep [selected]", "value"), [""; 0]);
    }
    let after = site.get(Who::Ana, &format!("/works/{}", works[0]));
    for part in ["h2.title", ".summary", "#chapters .userstuff p"] {
        assert_eq!(after.texts(part), before.texts(part), "{part}");
    }
    update(&site, &works, "no_categories=1&bind=unsaid");
    update(&site, &works, "moderated=no");
    let form = site.get(Who::Ana, &format!("/works/{}/edit", works[1]));
    assert_eq!(form.attributes("[name=commenters][checked], [name=moderated][checked]", "value"), ["nobody"]);
    assert!(tags(&site, works[0], "category").is_empty());
}

#[test]
fn where_every_work_refuses_a_change_the_form_is_there_again_with_the_reasons() {
    let site = TestSite::new();
    let works = [by(&site, &[site.ground.cast.ana], "Rain", &["Weather"])];

    let answer = update(&site, &works, "remove_fandoms=Weather&additional=fog&rating=Explicit&bind=yes");

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "POST-16");
    assert_eq!(answer.texts("[role=alert]"), ["Nothing was changed."]);
    assert_eq!(answer.texts(".bad li a"), ["Rain"]);
    let typed = ["#remove_fandoms", "#additional", "[name=work_ids]"].map(|field| answer.attributes(field, "value"));
    assert_eq!(typed, [vec!["Weather".to_owned()], vec!["fog".to_owned()], vec![works[0].to_string()]]);
    assert_eq!(answer.texts("#rating [selected]"), ["Explicit"]);
    assert_eq!(answer.attributes("#bind [selected]", "value"), ["yes"]);
    assert_eq!(tags(&site, works[0], "fandom"), ["Weather"], "and the work is as it was");
}

#[test]
fn who_has_no_works_is_told_so_where_several_are_edited() {
    let site = TestSite::new();
    let page = site.get(Who::Ana, "/users/ana/works/show_multiple");
    assert_eq!(page.texts(".empty"), ["You have no works here. Post a new work"]);
}

#[test]
fn a_work_that_cannot_be_changed_so_is_named_with_its_reason_and_is_as_it_was() {
    let site = TestSite::new();
    let (ana, wren, kim, bo) = {
        let cast = site.ground.cast;
        (cast.ana, cast.wren, cast.moderator(), cast.bo.id)
    };
    let (alone, ours) =
        (by(&site, &[ana], "Alone", &["Weather"]), by(&site, &[ana, wren], "Ours", &["Weather", "Fog"]));
    let (hidden, named) = (by(&site, &[ana], "Hidden", &["Weather"]), by(&site, &[ana], "Named", &["Weather"]));
    site.write(move |tx| works::hide(&kim, tx, hidden, "a test"));
    site.write(move |tx| works::share_with(&ana.viewer(), tx, named, &[bo]));

    let report = update(&site, &[alone, ours, hidden], "rating=Mature&remove_fandoms=Weather&leave=1");
    assert_eq!(report.texts(".done"), ["One work was changed."]);
    assert_eq!(report.texts(".good li"), ["Ours"]);
    let told = report.texts(".bad li").join(" | ");
    assert!(told.contains("AloneIt would be left without a fandom."), "{told}");
    assert!(told.contains("HiddenA moderator has hidden it"), "{told}");
    assert_eq!(tags(&site, alone, "rating"), ["General Audiences"], "all of it or nothing");
    let ours = site.get_agreed(Who::Bo, &format!("/works/{ours}"));
    assert_eq!((ours.texts("h3.byline"), ours.texts("dd.fandom li")), (vec!["wren".into()], vec!["Fog".into()]));

    let last = update(&site, &[alone], "rating=Mature&leave=1");
    assert!(last.texts(".bad li").concat().contains("Nobody else made it"), "COCR-4, POST-16");
    assert_eq!(tags(&site, alone, "rating"), ["General Audiences"], "all of it or nothing");
    let wider = update(&site, &[named, alone], "access=everyone&language=de");
    assert_eq!((wider.texts(".good li"), wider.texts(".bad li p a")), (vec!["Alone".into()], vec!["Named".into()]));
    assert_eq!(site.get(Who::Cy, &format!("/works/{named}")).status, StatusCode::NOT_FOUND);
    assert_eq!(update(&site, &[alone], "invite=bo_reads").texts(".bad .hint"), ["This person cannot be asked."]);
    site.submit(Who::Bo, "/users/bo_reads/creatorships", "open=1");
    assert_eq!(update(&site, &[alone, named], "invite=bo_reads").texts(".good li").len(), 2);
    assert_eq!(site.get(Who::Bo, "/users/bo_reads/creatorships").texts(".request").len(), 2, "COCR-1");
}

#[test]
fn tags_that_do_not_fit_are_added_to_those_works_where_they_do() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana;
    let (full, spare) = (by(&site, &[ana], "Full", &["Weather"]), by(&site, &[ana], "Spare", &["Weather"]));
    let tags = |from: usize, to: usize| (from..to).map(|n| format!("t{n}")).collect::<Vec<_>>().join("%2C");
    assert_eq!(update(&site, &[full], &format!("additional={}", tags(0, 70))).texts(".good li"), ["Full"]);

    let report = update(&site, &[full, spare], &format!("additional={}&rating=Mature", tags(70, 75)));

    assert_eq!((report.texts(".good li"), report.texts(".bad li p a")), (vec!["Spare".into()], vec!["Full".into()]));
    assert_eq!(report.texts(".bad .hint"), ["Edit tags: 78 are too many; at most 75 fit."], "POST-4");
    assert_eq!(self::tags(&site, full, "rating"), ["General Audiences"]);
}

#[test]
fn what_is_wrong_is_told_at_its_field_and_everything_typed_comes_back() {
    let site = TestSite::new();
    let id = by(&site, &[site.ground.cast.ana], "Rain", &["Weather"]);
    let form = "rating=Forged&warnings=Major+Character+Death&additional=a%7Bb&remove_characters=X&language=xx-forged\
                &access=members&commenters=friends&moderated=perhaps&bind=ask&invite=nobody&leave=1";
    let back = update(&site, &[id], form);
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut slips = back.attributes("p.slip[id]", "id");
    slips.sort();
    assert_eq!(
        slips,
        ["additional-slip", "commenters-slip", "invite-slip", "language-slip", "moderated-slip", "rating-slip"]
    );
    assert_eq!(back.attributes("#additional, #remove_characters, #invite", "value"), ["X", "a{b", "nobody"]);
    assert_eq!(back.attributes("[type=checkbox][checked]", "value"), ["Major Character Death", "1"]);
    assert_eq!(back.attributes("#access [selected], #bind [selected]", "value"), ["members", "ask"]);
    assert_eq!(back.attributes("[name=work_ids]", "value"), [id.to_string()]);
    assert_eq!(update(&site, &[id], "").texts("#changes-slip").len(), 1, "nothing to do is told");
    assert_eq!(tags(&site, id, "rating"), ["General Audiences"]);
}

#[test]
fn several_are_deleted_together_and_can_be_fetched_back() {
    let site = TestSite::new();
    let (ana, kim) = (site.ground.cast.ana, site.ground.cast.moderator());
    let works = ["One", "Two", "Hidden"].map(|title| by(&site, &[ana], title, &["Weather"]));
    site.write(move |tx| works::hide(&kim, tx, works[2], "a test"));
    let asked = site.submit(Who::Ana, "/users/ana/works/confirm_delete_multiple", "all=1");
    assert_eq!(asked.attributes("[name=work_ids]", "value").len(), 3);
    assert_eq!(site.get(Who::Cy, &format!("/works/{}", works[0])).status, StatusCode::OK, "asking deletes nothing");

    let form = ids(&works) + "shows_title=1&reason=Enough.";
    let report = site.submit(Who::Ana, "/users/ana/works/delete_multiple", &form);

    assert_eq!(report.texts(".done"), ["2 works were deleted. They can be fetched back for a while."]);
    assert_eq!(report.texts(".bad li p a"), ["Hidden"]);
    assert_eq!(site.get(Who::Cy, &format!("/works/{}", works[0])).status, StatusCode::GONE);
    site.submit(Who::Ana, &format!("/works/{}/restoration", works[0]), "");
    assert_eq!(site.get(Who::Cy, &format!("/works/{}", works[0])).status, StatusCode::OK);
    let again = site.submit(Who::Bo, "/users/bo_reads/works/delete_multiple", &ids(&works[..1]));
    assert_eq!(again.texts(".done"), ["Nothing was deleted."]);
}
