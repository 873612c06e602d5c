//! The pages where creators are asked, answer and leave; blocks and mutes; and the last page of an account.

use archive::{
    accounts,
    works::{self, State},
};
use axum::http::StatusCode;
use testkit::story;

use crate::{
    browser::{Browser, account, letters},
    visit::{TestSite, Who},
};

#[test]
fn somebody_is_asked_says_yes_and_is_named() {
    let site = TestSite::new();
    let id = site.ground.post(story("Rain", 1), State::Posted, false);
    let (work, path) = (format!("/works/{id}"), format!("/works/{id}/creators"));
    let refused = site.submit(Who::Ana, &path, "name=bo_reads");
    assert_eq!(
        (refused.status, refused.texts("#name-slip")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["“bo_reads” cannot be asked.".to_owned()])
    );
    assert_eq!(site.submit(Who::Ana, &path, "name=nobody").texts("#name-slip"), ["Nobody here is called “nobody”."]);
    site.submit(Who::Bo, "/users/bo_reads/creatorships", "open=1");

    assert_eq!(site.submit(Who::Ana, &path, "name=bo_reads").location(), path);

    assert!(site.get(Who::Ana, &path).texts(".invited li").concat().contains("bo_reads"));
    let asked = site.get(Who::Bo, "/users/bo_reads/creatorships");
    assert_eq!(asked.texts(".request > p"), ["ana asks to name you as a creator of:"]);
    assert_eq!(site.get(Who::Cy, "/users/bo_reads/creatorships").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, &work).texts("h3.byline"), ["ana"], "COCR-1: named nowhere before the yes");
    assert_eq!(site.submit(Who::Cy, &format!("{path}/acceptance"), "").status, StatusCode::NOT_FOUND);
    assert_eq!(site.submit(Who::Bo, &format!("{path}/acceptance"), "").location(), work);
    assert_eq!(site.get(Who::Cy, &work).texts("h3.byline"), ["ana, bo_reads"]);
    for (deed, byline) in [("leaving", "bo_reads"), ("return", "bo_reads, ana"), ("leaving", "bo_reads")] {
        assert_eq!(site.submit(Who::Ana, &format!("{path}/{deed}"), "").status, StatusCode::SEE_OTHER);
        assert_eq!(site.get(Who::Cy, &work).texts("h3.byline"), [byline], "after {deed}");
    }
    let left = site.get(Who::Ana, "/users/ana/creatorships");
    assert_eq!(left.texts(".left li p a"), ["Rain"]);
    assert_eq!(left.attributes(".left form", "action"), [format!("{path}/return")]);
    let told = site.get(Who::Kim, &format!("/works/{id}/hiding")).texts("p.left");
    assert_eq!(told, ["Left or orphaned it in the last three days: ana"], "COCR-5");
    assert_eq!(site.submit(Who::Bo, &format!("{path}/leaving"), "").status, StatusCode::FORBIDDEN, "COCR-4");
    let orphan = format!("which=works&work_ids={id}&keep_name=1&sure=1");
    assert_eq!(site.submit(Who::Bo, "/users/bo_reads/orphans", &orphan).status, StatusCode::OK);
    assert_eq!(site.get(Who::Cy, &work).texts("h3.byline"), ["bo_reads (orphan_account)"], "ORPH-1");
    assert_eq!(site.get(Who::Guest, "/users/orphan_account").status, StatusCode::OK);
}

#[test]
fn whoever_says_yes_chooses_a_name_on_the_page_of_questions() {
    let site = TestSite::new();
    let (id, bo) = (site.ground.post(story("Rain", 1), State::Posted, false), site.ground.cast.bo.id);
    site.submit(Who::Bo, "/users/bo_reads/creatorships", "open=1");
    site.submit(Who::Ana, &format!("/works/{id}/creators"), "name=bo_reads");
    let choice = || site.get(Who::Bo, "/users/bo_reads/creatorships").texts(".request select option");
    assert!(choice().is_empty(), "who has one name is not asked for it");
    let nib = site.ground.archive.write(move |tx| archive::people::add_pseud(tx, bo, "Nib")).wait().unwrap();
    assert_eq!(choice(), ["bo_reads", "Nib"]);
    let yes = format!("/works/{id}/creators/acceptance");
    let theirs = site.submit(Who::Bo, &yes, &format!("pseud={}", site.ground.cast.ana.pseud));
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    site.submit(Who::Bo, &yes, &format!("pseud={nib}"));
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).texts("h3.byline"), ["ana, Nib (bo_reads)"]);
}

#[test]
fn a_no_is_told_to_nobody() {
    let site = TestSite::new();
    let id = site.ground.post(story("Rain", 1), State::Posted, false);
    site.submit(Who::Bo, "/users/bo_reads/creatorships", "open=1");
    site.submit(Who::Ana, &format!("/works/{id}/creators"), "name=bo_reads");
    site.submit(Who::Bo, &format!("/works/{id}/creators/refusal"), "");
    assert_eq!(site.get(Who::Bo, "/users/bo_reads/creatorships").texts(".request").len(), 0);
    assert_eq!(site.submit(Who::Bo, &format!("/works/{id}/creators/acceptance"), "").status, StatusCode::NOT_FOUND);
}

#[test]
fn lists_of_blocked_and_muted_people_are_their_owners_alone() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    for (list, button) in [("blocked", "Block"), ("muted", "Mute")] {
        let path = format!("/users/bo_reads/{list}/users");
        assert!(site.get(Who::Bo, &path).texts("main button").contains(&button.to_owned()));
        assert_eq!(site.submit(Who::Bo, &path, "name=ana").location(), path);
        assert_eq!(site.get(Who::Bo, &path).texts(".names li a"), ["ana"]);
        assert_eq!(site.submit(Who::Bo, &path, "name=nobody").status, StatusCode::UNPROCESSABLE_ENTITY);
        for who in [Who::Ana, Who::Cy, Who::Kim] {
            assert_eq!(site.get(who, &path).status, StatusCode::NOT_FOUND, "{who:?} {list}");
            assert_eq!(site.submit(who, &path, "name=cy_muted").status, StatusCode::NOT_FOUND, "{who:?} {list}");
        }
    }
    assert_eq!(site.get(Who::Bo, "/works").texts(".blurb").len(), 0, "MUT-1");
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).status, StatusCode::OK, "taste, not secrecy");
    assert_eq!(site.get(Who::Cy, "/works").texts(".blurb").len(), 1);
    let odd = site.submit(Who::Bo, "/users/bo_reads/blocked/users", "name=kim");
    assert_eq!(odd.texts("#name-slip"), ["Neither you nor those who keep order can stand here."]);
    site.submit(Who::Bo, "/users/bo_reads/muted/users/removal", "name=ana");
    assert_eq!(site.get(Who::Bo, "/works").texts(".blurb").len(), 1);
}

#[test]
fn an_account_is_deleted_with_its_password_and_its_works_go_where_was_said() {
    let site = TestSite::new();
    let dora = site.ground.member_with_account("dora");
    let creators = works::Creators::Pseuds(vec![dora.pseud]);
    let new = works::NewWork {
        manuscript: story("Rain", 1),
        creators,
        state: State::Posted,
        access: works::Access::Everyone,
    };
    let new = new.pack().unwrap();
    let id = site.ground.archive.write(move |tx| works::post(&dora.viewer(), tx, &new)).wait().unwrap();
    site.log_in_as(Who::Cy, dora.id);
    let path = "/users/dora/farewell";
    assert_eq!(site.get(Who::Bo, path).status, StatusCode::NOT_FOUND);
    let form = "sole=orphan&current=";
    let wrong = site.submit(Who::Cy, path, &format!("{form}guessed"));
    assert_eq!((wrong.status, wrong.texts("#current-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(wrong.attributes("[name=sole][checked]", "value"), ["orphan"], "what was chosen is there");
    assert!(wrong.texts("[name=shared]").is_empty(), "DEL-1: nothing is asked about works that there are none of");
    for unchosen in ["", "sole=burn&"] {
        let unchosen = site.submit(Who::Cy, path, &format!("{unchosen}current=a+fool+and+a+cap"));
        assert_eq!((unchosen.status, unchosen.texts("#sole-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    }

    let gone = site.submit(Who::Cy, path, &format!("{form}a+fool+and+a+cap"));

    assert_eq!((gone.status, gone.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(site.get(Who::Bo, "/users/dora").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).texts("h3.byline"), ["orphan_account"], "DEL-1");
    assert!(site.get(Who::Cy, "/").texts(".main-nav a").contains(&"Log in".to_owned()));
}

#[test]
fn who_leaves_is_asked_about_the_works_that_there_are_and_about_no_others() {
    let site = TestSite::new();
    let (dora, ana) = (site.ground.member_with_account("dora"), site.ground.cast.ana);
    site.log_in_as(Who::Cy, dora.id);
    let post = |pseuds: Vec<archive::PseudId>, state: State| {
        let (creators, manuscript) = (works::Creators::Pseuds(pseuds), story("Rain", 1));
        let new = works::NewWork { manuscript, creators, state, access: works::Access::Everyone }.pack().unwrap();
        let by = archive::Viewer::Custodian(archive::Errand::Import);
        site.ground.archive.write(move |tx| works::post(&by, tx, &new)).wait().unwrap();
    };
    let asked = || {
        let page = site.get(Who::Cy, "/users/dora/farewell");
        (page.texts("[name=sole]").len(), page.texts("[name=shared]").len())
    };
    assert_eq!(asked(), (0, 0), "DEL-1: without a work nothing is asked");
    post(vec![dora.pseud], State::Draft);
    assert_eq!(asked(), (0, 0), "DEL-1: drafts go too");
    post(vec![dora.pseud, ana.pseud], State::Posted);
    assert_eq!(asked(), (0, 3));
    let unchosen = site.submit(Who::Cy, "/users/dora/farewell", "current=a+fool+and+a+cap");
    assert_eq!((unchosen.status, unchosen.texts("#shared-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    post(vec![dora.pseud], State::Posted);
    assert_eq!(asked(), (3, 3));
}

#[test]
fn who_leaves_without_works_is_asked_for_the_password_alone() {
    let site = TestSite::new();
    site.log_in_as(Who::Cy, site.ground.member_with_account("dora").id);

    let gone = site.submit(Who::Cy, "/users/dora/farewell", "current=a+fool+and+a+cap");

    assert_eq!((gone.status, gone.location()), (StatusCode::SEE_OTHER, "/"), "DEL-1");
}

#[test]
fn the_last_owner_is_told_at_the_button_why_they_stay() {
    let site = TestSite::new();
    let dora = site.ground.member_with_account("dora").id;
    let host = archive::Viewer::Custodian(archive::Errand::Host);
    site.write(move |tx| accounts::give(&host, tx, dora, accounts::Role::Owner));
    site.log_in_as(Who::Cy, dora);

    let stays = site.submit(Who::Cy, "/users/dora/farewell", "current=a+fool+and+a+cap");

    assert_eq!(stays.status, StatusCode::UNPROCESSABLE_ENTITY, "DEL-1");
    assert!(stays.texts("#current-slip").concat().contains("An archive needs an owner"));
    assert_eq!(site.get(Who::Bo, "/users/dora").status, StatusCode::OK);
}

#[test]
fn who_asks_and_withdraws_again_and_again_writes_few_letters() {
    let site = TestSite::new();
    account(&site, "dora");
    let id = site.post(story("Rain", 1));
    let mut dora = Browser::logged_in(&site, "dora");
    dora.submit(&site, "/users/dora/creatorships", "open=1");
    letters(&site);
    let mut written = 0;
    for _ in 0..7 {
        site.submit(Who::Ana, &format!("/works/{id}/creators"), "name=d%C3%B3ra");
        written += letters(&site).len();
        site.submit(Who::Ana, &format!("/works/{id}/creators/withdrawal"), "name=dora");
    }
    assert_eq!(written, 5);
    let told = site.submit(Who::Ana, &format!("/works/{id}/creators"), "name=dora");
    assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn works_that_went_with_an_account_are_fetched_back_by_the_link_in_the_letter() {
    let site = TestSite::new();
    let dora = site.ground.member_with_account("dora");
    let (creators, manuscript) = (works::Creators::Pseuds(vec![dora.pseud]), story("Rain", 1));
    let new = works::NewWork { manuscript, creators, state: State::Posted, access: works::Access::Everyone };
    let new = new.pack().unwrap();
    let id = site.ground.archive.write(move |tx| works::post(&dora.viewer(), tx, &new)).wait().unwrap();
    site.log_in_as(Who::Cy, dora.id);
    let form = "sole=delete&shared=leave&current=a+fool+and+a+cap";
    assert_eq!(site.submit(Who::Cy, "/users/dora/farewell", form).location(), "/");
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).status, StatusCode::NOT_FOUND);

    let folder = tempfile::tempdir().unwrap();
    let carrier = archive::mail::Carrier::folder(folder.path(), "archive@example.org");
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 1);
    let letter = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
    let letter = std::fs::read_to_string(letter.path()).unwrap().replace("=\r\n", "");
    assert!(letter.contains("To: dora@example.org") && letter.contains("filename=\"Rain.html\""), "{letter}");
    let link = letter.split("/works/estates/").nth(1).unwrap().split_whitespace().next().unwrap();
    let path = format!("/works/estates/{link}");

    assert_eq!(site.get(Who::Guest, &path).texts(".estate li").len(), 1);
    assert_eq!(site.submit(Who::Guest, &path, "").status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.submit(Who::Bo, &path, "").location(), "/users/bo_reads");
    assert_eq!(site.get(Who::Cy, &format!("/works/{id}")).texts("h3.byline"), ["bo_reads"]);
    assert_eq!(site.get(Who::Guest, &path).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, "/works/estates/guessed").status, StatusCode::NOT_FOUND);
}

#[test]
fn somebody_is_asked_by_a_name_that_they_write_under_and_one_of_several_is_chosen() {
    let site = TestSite::new();
    let cast = site.ground.cast;
    site.write(move |tx| {
        for (person, name) in [(cast.bo.id, "Nib"), (cast.cy.id, "Nib"), (cast.bo.id, "Lamp"), (cast.cy.id, "bo reads")]
        {
            archive::people::add_pseud(tx, person, name)?;
        }
        Ok(())
    });
    for (who, path) in [(Who::Bo, "/users/bo_reads/creatorships"), (Who::Cy, "/users/cy_muted/creatorships")] {
        site.submit(who, path, "open=1");
    }
    let asks = |typed: &str| {
        let id = site.ground.post(story("Rain", 1), State::Posted, false);
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("name", typed).finish();
        let answer = site.submit(Who::Ana, &format!("/works/{id}/creators"), &form);
        let asked = [(Who::Bo, "bo_reads"), (Who::Cy, "cy_muted")].map(|(who, name)| {
            let path = format!("/works/{id}/creators/acceptance");
            let chosen = format!(".request form[action='{path}'] option[selected]");
            site.get(who, &format!("/users/{name}/creatorships")).texts(&chosen).concat()
        });
        (answer.texts("#name-slip").concat(), asked)
    };
    let nobody = || [String::new(), String::new()];
    for (typed, name) in
        [("lamp", "Lamp"), ("Lamp (bo_reads)", "Lamp"), ("nib(BO_reads)", "Nib"), ("bo_reads", "bo_reads")]
    {
        assert_eq!(asks(typed), (String::new(), [name.to_owned(), String::new()]), "{typed}");
    }
    let choice = "Several people here write as “nib”. Say which one you mean: Nib (bo_reads), Nib (cy_muted).";
    for nobody_at_all in ["", "  "] {
        assert_eq!(asks(nobody_at_all), ("This is needed.".to_owned(), nobody()));
    }
    assert_eq!(asks("nib"), (choice.to_owned(), nobody()), "PSEUD-2: who asks chooses");
    assert_eq!(asks("Nib (cy_muted)"), (String::new(), [String::new(), "Nib".to_owned()]));
    for unknown in ["Lamp (cy_muted)", "Nib (nobody)", "(bo_reads)", "Nibs"] {
        assert_eq!(asks(unknown), (format!("Nobody here is called “{unknown}”."), nobody()));
    }
}
