//! What authors and hosts decide about comments, an inbox to work in, and letters about what was said.

use std::time::Duration;

use archive::accounts::{self, Preferences, Role};
use archive::comments::{self, NewComment, Speaker, Words};
use archive::mail::Carrier;
use archive::works::{self, Commenters, Commenting};
use archive::{CommentId, Errand, Viewer, WorkId, blocks};
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

fn open(site: &TestSite, is_moderated: bool) -> WorkId {
    let (id, ana) = (site.post(story("Rain", 2)), site.ground.cast.ana.viewer());
    let commenting = Commenting { by: Commenters::Everyone, is_moderated };
    site.write(move |tx| works::let_comment(&ana, tx, id, commenting));
    id
}

fn say(site: &TestSite, who: Who, path: &str, fields: &str) -> Seen {
    site.ground.clock.advance(Duration::from_secs(1));
    let said = site.submit(who, path, fields);
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    let page = said.location().split('#').next().unwrap().to_owned();
    site.get(who, &page)
}

fn comment_id(page: &Seen) -> String {
    page.attributes(".thread .comment", "id").last().unwrap().trim_start_matches("comment_").to_owned()
}

/// Ana runs the archive.
fn owned(site: &TestSite) {
    let ana = site.ground.cast.ana.id;
    site.write(move |tx| accounts::give(&Viewer::Custodian(Errand::Host), tx, ana, Role::Owner));
}

fn letters(site: &TestSite) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    site::send_some(site.site(), &Carrier::folder(folder.path(), "archive@example.org")).unwrap();
    let mut files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn an_author_keeps_a_list_of_words_and_names_on_a_page_of_hers() {
    let site = TestSite::new();
    let id = open(&site, false);
    let page = "/users/ana/unwelcome";
    assert_eq!(site.get(Who::Bo, page).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Kim, page).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, page).status, StatusCode::UNAUTHORIZED);
    assert!(site.get(Who::Ana, "/users/ana/preferences").attributes("a", "href").contains(&page.to_owned()));
    let wrong = site.submit(Who::Ana, page, "words=sequel%0A%E2%80%A6&names=Gus&way=refuse");
    assert_eq!(
        (wrong.status, wrong.texts("textarea[name=words]"), wrong.texts("textarea[name=names]")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["sequel \u{2026}".to_owned()], vec!["Gus".to_owned()]),
        "nothing that was typed is lost"
    );
    let kept = site.submit(Who::Ana, page, "words=sequel%0A%0A++hurry++up+&names=Gus&way=wait");
    assert_eq!(kept.location(), format!("{page}?done=yes"));
    let shown = site.get(Who::Ana, page);
    assert_eq!(shown.texts("textarea[name=words]"), ["hurry up sequel"]);

    let path = format!("/works/{id}/comments");
    let held = say(&site, Who::Bo, &path, "body=The+sequel%2C+please");
    assert!(held.texts("[role=alert]").concat().contains("looks at comments"), "the same words as for any that waits");
    assert!(!held.text().contains("list"), "who says it is not told of the list");
    let queue = site.get(Who::Ana, &format!("{path}/waiting"));
    assert!(queue.texts(".comment .notice").concat().contains("stands on a creator"));
    assert!(!queue.texts(".comment .notice").concat().contains("sequel"), "nor is which word it was told to anybody");

    site.submit(Who::Ana, page, "words=sequel&names=&way=refuse");
    let refused = site.submit(Who::Cy, &path, "body=A+sequel%21");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.texts("textarea[name=body]"), ["A sequel!"]);
    let blocked = {
        let (ana, bo) = (site.ground.cast.ana.viewer(), site.ground.cast.bo.id);
        site.write(move |tx| blocks::add(&ana, tx, blocks::List::Blocked, bo));
        site.submit(Who::Bo, &path, "body=hello")
    };
    assert_eq!(refused.texts("[role=alert]"), blocked.texts("[role=alert]"), "told as to whoever is blocked");
}

#[test]
fn an_owner_sees_how_the_sieve_does_and_nobody_else() {
    let site = TestSite::new();
    owned(&site);
    let id = open(&site, false);
    let owners = "/hosting/sieve";
    let shown = site.get(Who::Ana, owners);
    assert_eq!(shown.texts("dl.sieve dd"), ["0", "0", "0", "0", "0", "0"]);
    assert!(shown.text().contains("needs 20 comments of each sort"));
    for who in [Who::Bo, Who::Kim] {
        assert_eq!(site.get(who, owners).status, StatusCode::FORBIDDEN, "{who:?}");
        assert_eq!(site.submit(who, "/hosting/sieve/emptying", "").status, StatusCode::FORBIDDEN, "{who:?}");
    }
    let path = format!("/works/{id}/comments");
    let spam = comment_id(&say(&site, Who::Guest, &path, "body=Unmistakable+watches&name=Gus&email=gus%40example.org"));
    assert_eq!(site.submit(Who::Bo, &format!("{path}/{spam}/spam"), "").status, StatusCode::FORBIDDEN);
    assert_eq!(site.submit(Who::Kim, &format!("{path}/{spam}/spam"), "").status, StatusCode::SEE_OTHER);
    assert!(!site.get(Who::Guest, &path).text().contains("watches"));
    let learnt = site.get(Who::Ana, owners);
    assert_eq!(learnt.texts("dl.sieve dd")[0], "1");
    assert!(!learnt.text().to_lowercase().contains("watches"), "it shows no word of anybody's");
    site.submit(Who::Kim, &format!("{path}/{spam}/showing"), "");
    assert_eq!(site.get(Who::Ana, owners).texts("dl.sieve dd")[0], "0", "taken back");
    site.submit(Who::Kim, &format!("{path}/{spam}/hiding"), "");
    assert_eq!(site.submit(Who::Ana, "/hosting/sieve/teaching", "").location(), format!("{owners}?done=taught"));
    assert_eq!(site.get(Who::Ana, owners).texts("dl.sieve dd")[0], "1");
    assert_eq!(site.submit(Who::Ana, "/hosting/sieve/emptying", "").location(), format!("{owners}?done=emptied"));
    assert_eq!(site.get(Who::Ana, owners).texts("dl.sieve dd")[0], "0");
}

#[test]
fn a_host_says_what_guests_may_say_and_every_page_follows() {
    let site = TestSite::new();
    owned(&site);
    let id = open(&site, false);
    let (path, page) = (format!("/works/{id}/comments"), format!("/works/{id}?view_full_work=true"));
    assert_eq!(site.get(Who::Guest, &page).texts(".say-form").len(), 1);
    let mut settings = Vec::new();
    let form = site.get(Who::Ana, "/hosting/settings");
    for (name, value) in
        form.attributes("input[type=text]", "name").iter().zip(form.attributes("input[type=text]", "value"))
    {
        settings.push(format!("{name}={value}"));
    }
    let run = |guests: &str| {
        let all = format!(
            "{}&sign_up=open&sieve=newcomers&wrangling=yes&searches_texts=yes&guest_comments={guests}",
            settings.join("&")
        );
        let done = site.submit(Who::Ana, "/hosting/settings", &all);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    };
    run("nobody");
    assert!(site.get(Who::Guest, &page).texts(".say-form").is_empty(), "COM-5");
    assert!(site.get(Who::Guest, &path).texts(".say").concat().contains("Members comment"), "COM-5");
    assert_eq!(site.get(Who::Bo, &page).texts(".say-form").len(), 1);
    let late = site.submit(Who::Guest, &path, "body=a+long+thought&name=Gus&email=gus%40example.org");
    assert_eq!(
        (late.status, late.texts("textarea[name=body]")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["a long thought".to_owned()])
    );
    run("held");
    assert_eq!(site.get(Who::Guest, &page).texts(".say-form").len(), 1);
    let waits = say(&site, Who::Guest, &path, "body=a+long+thought&name=Gus&email=gus%40example.org");
    assert!(waits.texts(".comment").is_empty());
    assert!(
        site.get(Who::Ana, &format!("{path}/waiting")).texts(".comment .notice").concat().contains("guests"),
        "COM-5"
    );
}

#[test]
fn what_waits_is_let_through_and_answered_from_the_inbox() {
    let site = TestSite::new();
    let id = open(&site, true);
    let path = format!("/works/{id}/comments");
    say(&site, Who::Bo, &path, "body=first");
    say(&site, Who::Cy, &path, "body=second");
    let inbox = site.get(Who::Ana, "/users/ana/inbox");
    assert_eq!(inbox.texts("button[value=approve]").len(), 1, "COM-6");
    assert!(inbox.texts("details.answer").is_empty(), "what waits has no answers");
    let chosen: Vec<String> =
        inbox.attributes("input[name=comment]", "value").iter().map(|id| format!("comment={id}")).collect();
    let of_others = site.submit(Who::Bo, "/users/bo_reads/inbox", &format!("deed=approve&{}", chosen.join("&")));
    assert_eq!(of_others.status, StatusCode::SEE_OTHER);
    assert!(site.get(Who::Guest, &path).texts(".comment").is_empty(), "nobody lets through what is not at their work");
    site.submit(Who::Ana, "/users/ana/inbox", &format!("deed=approve&{}", chosen.join("&")));
    assert_eq!(site.get(Who::Guest, &path).texts(".comment blockquote"), ["first", "second"], "COM-6");
    let inbox = site.get(Who::Ana, "/users/ana/inbox");
    assert!(inbox.texts("button[value=approve]").is_empty());
    let answers = inbox.attributes("details.answer form", "action");
    assert_eq!(answers.len(), 2);
    let answered = say(&site, Who::Ana, &answers[0], "body=Thank+you");
    assert_eq!(answered.texts(".comment blockquote"), ["second", "Thank you"]);
    assert!(site.get(Who::Ana, "/users/ana/inbox").text().contains("answered"), "COM-12");
}

#[test]
fn what_muted_people_say_is_folded_for_who_muted_them_and_opened_by_a_click() {
    let site = TestSite::new();
    let id = open(&site, false);
    let path = format!("/works/{id}/comments");
    let first = comment_id(&say(&site, Who::Cy, &path, "body=one"));
    say(&site, Who::Cy, &format!("{path}/{first}/answers"), "body=two");
    say(&site, Who::Bo, &path, "body=three");
    say(&site, Who::Cy, &path, "body=four");
    let (ana, cy) = (site.ground.cast.ana.viewer(), site.ground.cast.cy.id);
    site.write(move |tx| blocks::add(&ana, tx, blocks::List::Muted, cy));
    let page = site.get(Who::Ana, &path);
    assert_eq!(page.texts(".muted summary"), ["2 comments by people you muted", "1 comment by somebody you muted"]);
    assert_eq!(page.texts(".muted blockquote"), ["one", "two", "four"], "they are there to be opened");
    assert_eq!(page.texts(".comment blockquote").len(), 4);
    for who in [Who::Guest, Who::Bo, Who::Cy] {
        assert!(site.get(who, &path).texts(".muted").is_empty(), "{who:?}");
    }
    let asked = site.get(Who::Ana, &format!("{path}/{first}"));
    assert_eq!(asked.texts(".muted blockquote"), ["two"], "who asks for a comment gets it");
}

#[test]
fn folding_tells_nobody_who_made_an_anonymous_work() {
    let site = TestSite::new();
    let (dora, bo) = (site.ground.member_with_account("dora"), site.ground.cast.bo.viewer());
    let id = site.ground.post_by(dora, story("Rain", 1), works::State::Posted);
    site.write(move |tx| works::set_anonymous(&dora.viewer(), tx, id, true));
    let words = comments::Words::typed("thank you all", false).unwrap();
    let new = comments::NewComment { parent: None, chapter: None, by: comments::Speaker::Member(None), words };
    site.write(move |tx| comments::say(&dora.viewer(), tx, &id.into(), &new).map(drop));
    site.write(move |tx| blocks::add(&bo, tx, blocks::List::Muted, dora.id));
    let page = site.get(Who::Bo, &format!("/works/{id}/comments"));
    assert_eq!(
        (page.texts(".comment blockquote"), page.texts(".muted").len()),
        (vec!["thank you all".to_owned()], 0),
        "VIS-3"
    );
}

#[test]
fn who_wishes_gets_a_copy_of_what_they_say_and_who_was_told_hears_of_changes() {
    let site = TestSite::new();
    let id = open(&site, false);
    let path = format!("/works/{id}/comments");
    let viewer = site.ground.member_with_account("dora").viewer();
    site.write(move |tx| accounts::prefer(&viewer, tx, &Preferences { talk_copies: true, ..Preferences::default() }));
    letters(&site);
    let words = |typed: &str| comments::Words::typed(typed, false).unwrap();
    let gus = comment_id(&say(&site, Who::Guest, &path, "body=Who+are+you%3F&name=Gus&email=gus%40example.org"));
    let parent = Some(archive::CommentId::new(gus.parse().unwrap()));
    let new = comments::NewComment {
        parent,
        chapter: None,
        by: comments::Speaker::Member(None),
        words: words("I am a reader of rain"),
    };
    let said = site.ground.archive.write(move |tx| comments::say(&viewer, tx, &id.into(), &new)).wait().unwrap().0;
    let told = letters(&site);
    let copy: Vec<_> = told.iter().filter(|letter| letter.contains("To: dora@example.org")).collect();
    assert!(
        copy.len() == 1 && copy[0].contains("I am a reader of rain") && copy[0].contains("You said"),
        "COM-12: {told:#?}"
    );

    let slip = words("I am a reader of rain!");
    site.write(move |tx| comments::edit(&viewer, tx, &id.into(), said, &slip).map(drop));
    assert!(letters(&site).is_empty(), "a slip of the pen is no news");
    let changed = words("I am somebody else altogether");
    site.write(move |tx| comments::edit(&viewer, tx, &id.into(), said, &changed).map(drop));
    let told = letters(&site);
    let answered: Vec<_> = told.iter().filter(|letter| letter.contains("To: gus@example.org")).collect();
    assert!(
        answered.len() == 1 && answered[0].contains("has changed") && answered[0].contains("altogether"),
        "COM-12: {told:#?}"
    );
}

#[test]
fn an_owner_sees_how_the_tables_grow_and_nobody_else() {
    let site = TestSite::new();
    owned(&site);
    assert_eq!(site.get(Who::Ana, "/hosting/growth").texts(".empty").len(), 1, "nothing is noted yet");
    archive::growth::note(&site.ground.archive).unwrap();
    let page = site.get(Who::Ana, "/hosting/growth");
    assert_eq!((page.texts("tbody tr").len(), page.texts("tbody td code").len()), (25, 25));
    assert!(site.get(Who::Ana, "/hosting").attributes("a", "href").contains(&"/hosting/growth".to_owned()));
    for who in [Who::Bo, Who::Kim] {
        assert_eq!(site.get(who, "/hosting/growth").status, StatusCode::FORBIDDEN, "{who:?}");
    }
}

#[test]
fn a_page_says_how_many_answers_follow_and_of_very_many_that_there_are_a_hundred() {
    let site = TestSite::new();
    let (id, bo) = (open(&site, false), site.ground.cast.bo.viewer());
    let page = say(&site, Who::Bo, &format!("/works/{id}/comments"), "body=Rain");
    let first: CommentId = comment_id(&page).parse().unwrap();
    let follow = |numbers: std::ops::Range<u32>| {
        site.write(move |tx| {
            numbers.clone().try_for_each(|number| {
                let words = Words::typed(&format!("me too {number}"), false)?;
                let new = NewComment { parent: Some(first), chapter: None, by: Speaker::Member(None), words };
                comments::say(&bo, tx, &id.into(), &new).map(drop)
            })
        });
        site.get(Who::Guest, &format!("/works/{id}/comments")).texts(".comment .more")
    };
    assert_eq!(follow(0..158), ["99 more answers"], "COM-2");
    assert_eq!(follow(158..400), ["100 or more further answers"], "COM-2");
}
