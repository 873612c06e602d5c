//! Kudos and comments, as people leave and read them.

use std::path::Path;
use std::time::Duration;

use archive::mail::Carrier;
use archive::works::{self, Commenters, Commenting, State};
use archive::{WorkId, tallies};
use axum::http::{Method, StatusCode, header};
use manuscript::{Manuscript, Rating};
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

fn open(site: &TestSite) -> WorkId {
    let id = site.post(story("Rain", 2));
    let_comment(site, id, Commenters::Everyone, false);
    id
}

fn let_comment(site: &TestSite, id: WorkId, by: Commenters, is_moderated: bool) {
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::let_comment(&ana, tx, id, Commenting { by, is_moderated }));
}

fn first_chapter(site: &TestSite, id: WorkId) -> String {
    site.get(Who::Bo, &format!("/works/{id}")).location().to_owned()
}

/// The chapter of a work that has one, whoever sees it.
fn only_chapter(site: &TestSite, id: WorkId) -> String {
    let ana = site.ground.cast.ana.viewer();
    let index = site.ground.archive.read(move |tx| works::index(&works::show(&ana, tx, id)?, tx)).wait().unwrap();
    format!("/works/{id}/chapters/{}", index[0].id)
}

/// Says something and follows to where one is led.
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

#[test]
fn kudos_are_on_the_page_at_once_and_in_the_numbers_a_little_later() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}");
    let kept = [Who::Guest, Who::Bo, Who::Cy].map(|who| site.get(who, &path));
    assert!(kept.iter().all(|page| page.texts(".leave-kudos button").len() == 1));
    assert!(site.get(Who::Ana, &path).texts(".leave-kudos").is_empty(), "not on one's own (KUD-1)");

    let left = site.submit(Who::Bo, &format!("{path}/kudos"), &format!("return_to={path}"));
    assert_eq!(left.location(), format!("{path}?kudos_left=true#kudos"));
    assert_eq!(
        site.get(Who::Bo, &format!("{path}?kudos_left=true")).texts("#kudos [role=status]"),
        ["Thank you for leaving kudos!"]
    );
    for who in [Who::Guest, Who::Bo, Who::Cy, Who::Ana] {
        assert_eq!(site.get(who, &path).texts("#kudos a"), ["bo_reads"], "KUD-2: {who:?}");
    }
    let again = site.submit(Who::Bo, &format!("{path}/kudos"), "");
    assert_eq!(again.location(), format!("{path}?kudos_left_before=true#kudos"), "KUD-1");
    assert_eq!(site.submit(Who::Ana, &format!("{path}/kudos"), "").status, StatusCode::FORBIDDEN);

    let guest = site.post_form(&format!("{path}/kudos"), "");
    assert_eq!(guest.status, StatusCode::SEE_OTHER, "without an account");
    assert!(site.get(Who::Cy, &path).texts("#kudos p").concat().contains("1 guest"));
    let names = site.get(Who::Guest, &format!("{path}/kudos"));
    assert_eq!(names.texts(".kudos li"), ["bo_reads"]);

    assert!(site.get(Who::Guest, "/works").texts(".stats dd.kudos").is_empty());
    tallies::count_due(&site.ground.archive).unwrap();
    assert_eq!(site.get(Who::Guest, "/works").texts(".stats dd.kudos"), ["2"]);
    assert_eq!(site.get(Who::Guest, &path).texts(".stats dd.kudos"), ["2"]);
    assert_eq!(site.get(Who::Guest, "/works/search?q=kudos%3A%3E1").texts(".blurb h3 > a"), ["Rain"]);
}

#[test]
fn a_program_that_leaves_kudos_is_told_in_a_sentence() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let mut request = TestSite::form(Who::Bo, &format!("/works/{id}/kudos"), &format!("csrf={}", Who::Bo.form_token()));
    request.headers_mut().insert(header::ACCEPT, "application/json".parse().unwrap());
    let told = site.send(request);
    assert_eq!((told.status, told.text().contains("Thank you")), (StatusCode::OK, true));
}

#[test]
fn what_is_said_at_a_chapter_is_read_there_and_at_the_work_and_answered() {
    let site = TestSite::new();
    let id = open(&site);
    let chapter = first_chapter(&site, id);
    let link = site.get(Who::Bo, &chapter).attributes(".comments-link", "href");
    assert_eq!(link, [format!("{chapter}/comments")]);
    let page = say(&site, Who::Bo, &link[0], "body=I+love+the+rain");
    assert_eq!(page.texts(".comment blockquote"), ["I love the rain"], "COM-13: back where it was said");
    let comment = comment_id(&page);
    let whole = site.get(Who::Guest, &format!("/works/{id}/comments"));
    assert_eq!(whole.texts(".comment .parent"), ["on chapter 1"]);

    let answers = format!("/works/{id}/comments/{comment}");
    assert_eq!(whole.attributes(".comment .actions a", "href")[0], format!("{answers}#say"));
    let answered = say(&site, Who::Ana, &format!("{answers}/answers"), "body=Thank+you");
    assert_eq!(answered.texts(".comment blockquote"), ["I love the rain", "Thank you"]);
    let guest = say(&site, Who::Guest, &format!("{answers}/answers"), "body=Me+too&name=Gus&email=gus%40example.org");
    assert_eq!(guest.texts(".comment .byline").last().unwrap().split(' ').next(), Some("Gus"));
    assert!(!guest.text().contains("gus@example.org"));
    let whole = site.get(Who::Guest, &format!("/works/{id}/comments"));
    assert_eq!(whole.attributes(".comment", "class"), ["comment level-0", "comment level-1", "comment level-1"]);
    tallies::count_due(&site.ground.archive).unwrap();
    assert_eq!(site.get(Who::Guest, &chapter).texts(".comments-link"), ["Comments (3)"]);
    assert_eq!(site.get(Who::Guest, "/works").texts(".stats dd.comments"), ["3"]);
}

#[test]
fn what_cannot_be_said_comes_back_with_everything_that_was_typed() {
    let site = TestSite::new();
    let id = open(&site);
    let path = format!("/works/{id}/comments");
    let is_kept = |page: &Seen, text: &str| {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert_eq!(page.texts("textarea[name=body]"), [text]);
    };
    let long = "a".repeat(10_001);
    let page = site.submit(Who::Bo, &path, &format!("body={long}"));
    is_kept(&page, &long);
    assert!(page.texts("#body-slip").concat().contains("10,000"), "COM-1");
    let page = site.submit(Who::Guest, &path, "body=hello&name=&email=none");
    is_kept(&page, "hello");
    assert_eq!(page.texts(".slip").len(), 2, "COM-1");
    let page = site.submit(Who::Guest, &path, "body=hello&name=admin&email=gus%40example.org");
    is_kept(&page, "hello");
    assert_eq!(page.attributes("input[name=email]", "value"), ["gus@example.org"]);

    let comment = comment_id(&say(&site, Who::Bo, &path, "body=first"));
    let again = site.submit(Who::Bo, &path, "body=first");
    is_kept(&again, "first");
    let gone = format!("/works/{id}/comments/{comment}");
    site.submit(Who::Bo, &format!("{gone}/deletion"), "");
    assert_eq!(site.get(Who::Cy, &gone).status, StatusCode::NOT_FOUND);
    let late = site.submit(Who::Cy, &format!("{gone}/answers"), "body=a+reply+to+nobody");
    is_kept(&late, "a reply to nobody");
    assert!(late.texts("[role=alert]").concat().contains("deleted meanwhile"));
    assert_eq!(late.attributes(".say-form", "action"), [path.as_str()]);

    let_comment(&site, id, Commenters::Members, false);
    is_kept(&site.submit(Who::Guest, &path, "body=hello&name=Gus&email=gus%40example.org"), "hello");
    let_comment(&site, id, Commenters::Nobody, false);
    is_kept(&site.submit(Who::Cy, &path, "body=hello"), "hello");
    assert!(site.get(Who::Cy, &path).texts(".say-form").is_empty());
}

#[test]
fn whoever_is_new_says_three_things_in_a_quarter_of_an_hour() {
    let site = TestSite::new();
    let id = open(&site);
    let path = format!("/works/{id}/comments");
    for number in 0..3 {
        say(&site, Who::Bo, &path, &format!("body=number+{number}"));
    }
    let slow = site.submit(Who::Bo, &path, "body=number+4");
    assert_eq!(
        (slow.status, slow.texts("textarea")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["number 4".to_owned()]),
        "COM-8"
    );
    for number in 0..5 {
        say(&site, Who::Ana, &path, &format!("body=thanks+{number}"));
    }
    site.ground.clock.advance(Duration::from_mins(6));
    say(&site, Who::Bo, &path, "body=number+4");
}

#[test]
fn authors_change_and_delete_what_they_said_and_others_do_not() {
    let site = TestSite::new();
    let id = open(&site);
    let comment = comment_id(&say(&site, Who::Bo, &format!("/works/{id}/comments"), "body=frist"));
    let path = format!("/works/{id}/comments/{comment}");
    assert_eq!(site.get(Who::Bo, &format!("{path}/edit")).texts("textarea"), ["frist"]);
    assert_eq!(site.get(Who::Cy, &format!("{path}/edit")).status, StatusCode::FORBIDDEN);
    let page = say(&site, Who::Bo, &format!("{path}/edit"), "body=first");
    assert_eq!(page.texts(".comment blockquote"), ["first"], "COM-3");
    assert_eq!(page.texts(".edited").len(), 1, "COM-3");
    say(&site, Who::Cy, &format!("{path}/answers"), "body=yes");
    let late = site.submit(Who::Bo, &format!("{path}/edit"), "body=second");
    assert_eq!(
        (late.status, late.texts("textarea")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["second".to_owned()]),
        "COM-3"
    );

    assert_eq!(site.submit(Who::Cy, &format!("{path}/deletion"), "").status, StatusCode::FORBIDDEN);
    assert!(site.get(Who::Bo, &format!("{path}/deletion")).text().contains("first"));
    assert_eq!(site.submit(Who::Bo, &format!("{path}/deletion"), "").status, StatusCode::SEE_OTHER);
    let page = site.get(Who::Guest, &format!("/works/{id}/comments"));
    assert_eq!(page.texts(".comment .gone").len(), 1, "COM-4");
    assert!(!page.text().contains("bo_reads"), "COM-4");
}

#[test]
fn a_creator_lets_comments_through_many_at_once() {
    let site = TestSite::new();
    let id = open(&site);
    let_comment(&site, id, Commenters::Everyone, true);
    let path = format!("/works/{id}/comments");
    let page = say(&site, Who::Bo, &path, "body=first");
    assert!(page.texts("[role=alert]").concat().contains("looks at comments"), "COM-6");
    say(&site, Who::Cy, &path, "body=second");
    assert!(site.get(Who::Guest, &path).texts(".comment").is_empty(), "COM-6");
    assert_eq!(site.get(Who::Bo, &path).texts(".comment blockquote"), ["first"], "COM-6");
    assert_eq!(site.get(Who::Bo, &format!("{path}/waiting")).status, StatusCode::FORBIDDEN);
    let queue = site.get(Who::Ana, &format!("{path}/waiting"));
    let boxes = queue.attributes("input[name=comment]", "value");
    assert_eq!(queue.texts(".comment blockquote"), ["first", "second"]);
    site.submit(Who::Ana, &format!("{path}/waiting"), &format!("deed=approve&comment={}", boxes[0]));
    assert_eq!(site.get(Who::Guest, &path).texts(".comment blockquote"), ["first"]);
    site.submit(Who::Ana, &format!("{path}/waiting"), &format!("deed=delete&comment={}", boxes[1]));
    assert!(site.get(Who::Cy, &path).texts(".comment blockquote").len() == 1);
}

#[test]
fn a_creator_lets_one_comment_through_where_it_stands_and_comes_back_to_it() {
    let site = TestSite::new();
    let id = open(&site);
    let_comment(&site, id, Commenters::Everyone, true);
    let path = format!("/works/{id}/comments");
    let comment = comment_id(&say(&site, Who::Bo, &path, "body=first"));
    let button = "form[action$='/comments/waiting'] button[value=let]";
    let inbox = site.get(Who::Ana, "/users/ana/inbox");
    assert_eq!(inbox.texts(button).len(), 1, "COM-6");
    assert!(!inbox.attributes(".comment .actions a", "href").concat().contains("#say"), "it cannot be answered yet");
    for who in [Who::Bo, Who::Kim] {
        assert!(site.get(who, &path).texts(button).is_empty(), "only a creator lets it through: {who:?}");
    }
    assert_eq!(site.get(Who::Ana, &format!("{path}/{comment}")).texts(button).len(), 1, "its letter leads here");
    let answer = site.submit(Who::Ana, &format!("{path}/waiting"), &format!("deed=let&comment={comment}"));
    assert_eq!(answer.location(), format!("{path}/{comment}"));
    assert_eq!(site.get(Who::Guest, &path).texts(".comment blockquote"), ["first"]);
    assert!(site.get(Who::Ana, answer.location()).texts(button).is_empty());
}

#[test]
fn a_creator_freezes_and_who_keeps_order_hides() {
    let site = TestSite::new();
    let id = open(&site);
    let comment = comment_id(&say(&site, Who::Bo, &format!("/works/{id}/comments"), "body=first"));
    let path = format!("/works/{id}/comments/{comment}");
    assert_eq!(site.submit(Who::Cy, &format!("{path}/freezing"), "").status, StatusCode::FORBIDDEN);
    site.submit(Who::Ana, &format!("{path}/freezing"), "");
    assert!(site.get(Who::Cy, &path).texts(".say-form").is_empty(), "COM-9");
    site.submit(Who::Ana, &format!("{path}/thawing"), "");
    assert_eq!(site.get(Who::Cy, &path).texts(".say-form").len(), 1);
    site.submit(Who::Kim, &format!("{path}/hiding"), "");
    assert!(!site.get(Who::Cy, &path).text().contains("first"), "COM-9");
    site.submit(Who::Kim, &format!("{path}/showing"), "");
    assert!(site.get(Who::Cy, &path).text().contains("first"));
}

#[test]
fn what_is_typed_for_a_comment_is_kept_until_it_is_said() {
    let site = TestSite::new();
    let id = open(&site);
    let path = format!("/works/{id}/comments");
    let typed = format!("place={path}&typed=%7B%22body%22%3A%5B%22half+a+thought%22%5D%7D");
    assert_eq!(site.submit(Who::Bo, "/works/drafts/autosave", &typed).status, StatusCode::NO_CONTENT);
    let kept = || site.get(Who::Bo, &format!("/works/drafts/autosave?place={}", path.replace('/', "%2F"))).text();
    assert!(kept().contains("half a thought"));
    say(&site, Who::Bo, &path, "body=a+whole+thought");
    assert!(!kept().contains("thought"));
}

fn letters(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn letters_tell_each_what_they_see_when_these_go() {
    let site = TestSite::new();
    let folder = tempfile::tempdir().unwrap();
    let carrier = Carrier::folder(folder.path(), "archive@example.org");
    let dora = site.ground.member_with_account("dora");
    let id = site.ground.post_by(dora, story("Rain", 1), State::Posted);
    let commenting = Commenting { by: Commenters::Everyone, is_moderated: false };
    site.write(move |tx| works::let_comment(&dora.viewer(), tx, id, commenting));
    site.write(move |tx| works::set_anonymous(&dora.viewer(), tx, id, true));
    site::send_some(site.site(), &carrier).unwrap();
    let before = letters(folder.path()).len();
    let path = format!("/works/{id}/comments");
    let first = comment_id(&say(&site, Who::Guest, &path, "body=Who+are+you%3F&name=Gus&email=gus%40example.org"));
    let doomed = comment_id(&say(&site, Who::Bo, &path, "body=never+to+be+read"));
    site.submit(Who::Bo, &format!("{path}/{doomed}/deletion"), "");
    let words = archive::comments::Words::typed("Guess!", false).unwrap();
    let parent = Some(archive::CommentId::new(first.parse().unwrap()));
    let by = archive::comments::Speaker::Member(None);
    let new = archive::comments::NewComment { parent, chapter: None, by, words };
    site.write(move |tx| archive::comments::say(&dora.viewer(), tx, &id.into(), &new).map(drop));
    site::send_some(site.site(), &carrier).unwrap();
    let told = letters(folder.path()).split_off(before);
    assert_eq!(told.len(), 2, "COM-12: {told:#?}");
    let of = |address: &str| {
        told.iter().find(|letter| letter.contains(&format!("To: {address}"))).expect("a letter").clone()
    };
    assert!(of("dora@example.org").contains("Who are you?"));
    let answer = of("gus@example.org");
    assert!(answer.contains("Anonymous Creator") && answer.contains("Guess!"), "VIS-3: {answer}");
    assert!(!answer.contains("dora"), "VIS-3: {answer}");
}

#[test]
fn the_box_is_no_place_for_what_a_guests_browser_was_not_asked_to_send() {
    let site = TestSite::new();
    let id = open(&site);
    let mut forged = TestSite::form(Who::Bo, &format!("/works/{id}/comments"), "csrf=guessed&body=hello");
    forged.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(site.send(forged).status, StatusCode::FORBIDDEN);
    assert_eq!(
        site.send(TestSite::ask(Who::Bo, Method::GET, &format!("/works/{id}/comments"))).texts(".comment").len(),
        0
    );
}

#[test]
fn an_inbox_is_its_members_alone_and_sorted_by_boxes() {
    let site = TestSite::new();
    let id = open(&site);
    let comment = comment_id(&say(&site, Who::Bo, &format!("/works/{id}/comments"), "body=first"));
    let inbox = "/users/ana/inbox";
    let page = site.get(Who::Ana, inbox);
    assert_eq!(
        (page.texts(".comment blockquote"), page.attributes("input[name=comment]", "value")),
        (vec!["first".to_owned()], vec![comment.clone()])
    );
    assert_eq!(site.get(Who::Bo, inbox).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, inbox).status, StatusCode::UNAUTHORIZED);
    site.submit(Who::Ana, inbox, &format!("deed=read&comment={comment}"));
    assert!(site.get(Who::Ana, "/users/ana/inbox?unread=true").texts(".comment").is_empty());
    site.submit(Who::Ana, inbox, &format!("deed=delete&comment={comment}"));
    assert!(site.get(Who::Ana, inbox).texts(".comment").is_empty());
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}/comments")).texts(".comment").len(), 1);
}

#[test]
fn a_paragraph_of_a_chapter_is_quoted_without_script() {
    let site = TestSite::new();
    let id = open(&site);
    let chapter = first_chapter(&site, id);
    let comments = site.get(Who::Guest, &format!("{chapter}/comments"));
    assert_eq!(comments.attributes("#say p a", "href")[0], format!("{chapter}/quoting"));
    let list = site.get(Who::Guest, &format!("{chapter}/quoting"));
    let (links, words) = (list.attributes(".quotes a", "href"), list.texts(".quotes a"));
    assert!(!links.is_empty() && links[0] == "?quote=1#say", "{links:?}");
    let filled = site.get(Who::Bo, &format!("{chapter}/quoting?quote=1"));
    assert_eq!(filled.texts("textarea[name=body]").concat().trim(), format!("<blockquote>{}</blockquote>", words[0]));
    assert_eq!(filled.attributes("form.say-form", "action"), [format!("{chapter}/comments")]);
    for wrong in ["0", "99999", "x"] {
        assert_eq!(site.get(Who::Bo, &format!("{chapter}/quoting?quote={wrong}")).status, StatusCode::NOT_FOUND);
    }
    let said =
        say(&site, Who::Bo, &format!("{chapter}/comments"), "body=%3Cblockquote%3Erain%3C%2Fblockquote%3E%0A+Yes");
    assert_eq!(said.texts(".comment blockquote blockquote"), ["rain"]);
    let_comment(&site, id, Commenters::Nobody, false);
    let closed = site.get(Who::Bo, &format!("{chapter}/quoting?quote=1"));
    assert!(closed.status == StatusCode::OK && closed.texts("textarea").is_empty(), "no box where nothing can be said");
}

#[test]
fn a_text_is_quoted_by_whoever_may_read_it_and_nobody_else() {
    let site = TestSite::new();
    let adult = Manuscript { rating: Rating::Mature, ..story("Storm", 1) };
    let draft = site.ground.post(story("Draft", 1), State::Draft, false);
    let restricted = site.ground.post(story("Locked", 1), State::Posted, true);
    for work in [draft, restricted, site.post(adult)] {
        let_comment(&site, work, Commenters::Everyone, false);
        let address = only_chapter(&site, work);
        let list = format!("{address}/quoting");
        assert!(site.get(Who::Ana, &list).text().contains("It was chapter 1"), "{list}");
        for path in [format!("{list}?quote=1"), list] {
            for who in [Who::Guest, Who::Bo] {
                let (chapter, asked) = (site.get(who, &address), site.get(who, &path));
                let may_read = chapter.text().contains("It was chapter 1");
                assert_eq!(asked.status, chapter.status, "{path} {who:?}");
                assert_eq!(asked.text().contains("It was chapter 1"), may_read, "{path} {who:?}");
                assert_eq!(asked.texts(".gate").len(), chapter.texts(".gate").len(), "{path} {who:?}");
            }
        }
    }
    let hail = only_chapter(&site, site.post(Manuscript { rating: Rating::Mature, ..story("Hail", 1) }));
    let agreed = site.get(Who::Guest, &format!("{hail}/quoting?view_adult=true"));
    assert_eq!(agreed.attributes(".quotes a", "href")[0], "?quote=1&view_adult=true#say", "and the links carry that");
}
