//! What an author lets others do with all works: said once, shown on their page, and where new works begin.

use axum::http::StatusCode;

use crate::{
    posting::typed,
    visit::{TestSite, Who},
};

#[test]
fn what_an_author_allows_stands_on_their_page_and_in_the_form_of_a_new_work() {
    let site = TestSite::new();
    assert!(site.get(Who::Guest, "/users/ana").texts(".wishes-said").is_empty(), "nothing was said yet");
    let chosen = "bind=yes&podfic=ask&ai=no&keep=forged&time_zone=Europe%2FLisbon";
    let saved = site.submit(Who::Ana, "/users/ana/preferences", chosen);
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    // Guests may be given a page that was kept for a moment.
    std::thread::sleep(std::time::Duration::from_millis(100));

    let page = site.get(Who::Ana, "/users/ana/preferences");
    let answer =
        |page: &crate::visit::Seen, name: &str| page.attributes(&format!("#{name} [selected]"), "value").concat();
    assert_eq!(["bind", "podfic", "ai", "keep"].map(|name| answer(&page, name)), ["yes", "ask", "no", ""]);
    for path in ["/users/ana", "/users/ana/pseuds/ana"] {
        let told = site.get(Who::Guest, path).texts(".wishes-said > div");
        assert_eq!(
            told,
            ["Bind it as a bookYes", "Record it as a podficAsk first", "Train machines on itNo"].map(str::to_owned),
            "{path}"
        );
    }
    let form = site.get(Who::Ana, "/works/new");
    assert_eq!((answer(&form, "bind"), answer(&form, "translate")), ("yes".to_owned(), String::new()));
    assert_eq!(answer(&site.get(Who::Bo, "/works/new"), "bind"), "");
}

#[test]
fn what_a_work_allows_stands_among_its_facts_for_every_reader() {
    let site = TestSite::new();
    let [silent, told] = [testkit::story("Fog", 1), testkit::story("Rain", 2)].map(|mut story| {
        if story.title == "Rain" {
            story.permissions = manuscript::Permissions {
                bind: manuscript::Permission::Yes,
                podfic: manuscript::Permission::Ask,
                ai: manuscript::Permission::No,
                ..manuscript::Permissions::default()
            };
        }
        site.post(story)
    });

    for who in [Who::Guest, Who::Bo, Who::Ana] {
        assert!(site.get(who, &format!("/works/{silent}")).texts(".permissions").is_empty(), "{who:?}");
        let page = site.get(who, &format!("/works/{told}?view_full_work=true"));
        let answers = ["Bind it as a bookYes", "Record it as a podficAsk first", "Train machines on itNo"];
        assert_eq!(page.texts("dl.work.meta dd.permissions .wishes-said > div"), answers, "{who:?}");
    }
}

#[test]
fn other_preferences_and_the_wishes_do_not_disturb_each_other() {
    let site = TestSite::new();
    site.submit(Who::Ana, "/users/ana/preferences", "bind=yes");
    site.submit(Who::Ana, "/works/drafts/doctor", "text=&from=html&to=markdown");
    site.submit(Who::Ana, "/settings", "theme=sepia&return_to=%2F");
    let form = site.get(Who::Ana, "/works/new");
    assert_eq!(form.attributes("#bind [selected]", "value"), ["yes"]);
    assert_eq!(form.attributes("#view", "data-view"), ["markdown"]);
    site.submit(Who::Ana, "/users/ana/preferences", "bind=no");
    assert_eq!(site.get(Who::Ana, "/works/new").attributes("#view", "data-view"), ["markdown"]);
}

#[test]
fn that_a_text_is_not_searched_is_said_in_the_form_of_the_work_and_stays_so() {
    let site = TestSite::new();
    let posted = site.submit(Who::Ana, "/works", &typed(&[("deed", "post")]));
    let path = posted.location().to_owned();
    let edit = format!("{path}/edit");
    let ticked = |page: &crate::visit::Seen| page.attributes("[name=unsearched][checked]", "name").len();
    let page = site.get(Who::Ana, &edit);
    assert_eq!((page.attributes("[name=unsearched]", "value").len(), ticked(&page)), (1, 0));
    let send = |more: &[(&str, &str)]| {
        let base = site.get(Who::Ana, &edit).attributes("[name=page_base]", "value").concat();
        let all = [&[("base", "1"), ("page_base", base.as_str())], more].concat();
        let saved = site.submit(Who::Ana, &path, &typed(&all));
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        ticked(&site.get(Who::Ana, &edit))
    };
    assert_eq!(send(&[("asks_search", "1"), ("unsearched", "1")]), 1);
    assert_eq!(send(&[]), 1, "a form that does not ask takes nothing back");
    assert_eq!(send(&[("asks_search", "1")]), 0);
}
