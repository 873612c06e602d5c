//! Posting and changing works and chapters by their forms, as a browser without script does it.

use archive::WorkId;
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

/// A form that can be posted as it is; a second value of a field that stands here already is not looked at.
pub fn typed(rest: &[(&str, &str)]) -> String {
    let whole = [
        ("rating", "General Audiences"),
        ("warnings", "No Archive Warnings Apply"),
        ("fandoms", "Sherlock Holmes"),
        ("title", "Rain"),
        ("language", "en"),
        ("expected", "1"),
        ("body", "It rained on Baker Street.\n\nNobody minded."),
        ("deed", "post"),
    ];
    let named = |name: &str| rest.iter().any(|(other, _)| *other == name);
    let fields = rest.iter().chain(whole.iter().filter(|(name, _)| !named(name)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

pub fn id_of(answer: &Seen) -> WorkId {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.texts(".slip"));
    answer.location().trim_start_matches("/works/").split('/').next().unwrap().parse().unwrap()
}

fn slips(answer: &Seen) -> Vec<String> {
    let mut ids = answer.attributes("p.slip[id]", "id");
    ids.sort();
    ids.into_iter().map(|id| id.trim_end_matches("-slip").to_owned()).collect()
}

/// The fields of a form as a browser would send them back.
fn fields(page: &Seen) -> Vec<(String, String)> {
    let names = page.attributes("form.writing input[type=hidden], form.writing input[type=text]", "name");
    let values = page.attributes("form.writing input[type=hidden], form.writing input[type=text]", "value");
    names.into_iter().zip(values).collect()
}

pub fn field(page: &Seen, name: &str) -> String {
    fields(page).into_iter().find(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default()
}

#[test]
fn somebody_posts_a_work_and_everybody_reads_it() {
    let site = TestSite::new();
    let form = site.get(Who::Ana, "/works/new");
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.attributes("[name=warnings][checked]", "value").is_empty(), "nothing is ticked beforehand (POST-2)");

    let typed = typed(&[
        ("relationships", "Holmes/Watson, Adler/Norton"),
        ("side_relationships", "Mrs. Hudson/Turner"),
        ("additional", "Zebras, apples， Rain"),
        ("summary", "In which <b>it</b> rains."),
        ("bind", "yes"),
    ]);
    let id = id_of(&site.submit(Who::Ana, "/works", &typed));

    let page = site.get(Who::Guest, &format!("/works/{id}"));
    assert_eq!(page.texts("#chapters .userstuff p"), ["It rained on Baker Street.", "Nobody minded."], "PARA-1");
    assert_eq!(page.texts("dd.freeform li"), ["Zebras", "apples", "Rain"], "POST-4: in the order that was typed");
    let relationships = ["Holmes/Watson", "Adler/Norton", "Mrs. Hudson/Turner (in the background)"];
    assert_eq!(page.texts("dd.relationship li"), relationships);
    assert_eq!(page.texts("h3.byline"), ["ana"]);
}

#[test]
fn everything_typed_comes_back_with_every_slip_at_its_field() {
    let site = TestSite::new();
    let long = "x".repeat(151);
    let form = typed(&[
        ("rating", "Forged"),
        ("warnings", "Nothing Bad"),
        ("fandoms", " , "),
        ("characters", "a{b"),
        ("additional", &long),
        ("title", "  "),
        ("summary", &"s".repeat(1_251)),
        ("language", "xx-forged"),
        ("expected", "soon"),
        ("body", "<b>ten"),
        ("pseuds", "7"),
    ]);

    let answer = site.submit(Who::Ana, "/works", &form);

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let expected = [
        "additional",
        "characters",
        "creators",
        "expected",
        "fandoms",
        "language",
        "rating",
        "summary",
        "title",
        "warnings",
    ];
    assert_eq!(slips(&answer), expected, "POST-2, POST-3, POST-4, TAG-2 at once");
    assert_eq!(answer.attributes("#additional", "value"), [long]);
    assert_eq!(answer.texts("#body"), ["<b>ten"]);
    let none = typed(&[("warnings", ""), ("rating", "")]);
    let none = none.replace("warnings=&", "");
    assert_eq!(slips(&site.submit(Who::Ana, "/works", &none)), ["rating", "warnings"]);
    let many = (0..76).map(|n| format!("t{n}")).collect::<Vec<_>>().join(",");
    assert_eq!(slips(&site.submit(Who::Ana, "/works", &typed(&[("additional", &many)]))), ["tags"]);
    assert_eq!(
        slips(&site.submit(Who::Ana, "/works", &typed(&[("body", "short")]))),
        [""; 0],
        "12 letters with its marks"
    );
    assert_eq!(slips(&site.submit(Who::Ana, "/works", &typed(&[("body", "x")]))), ["body"]);
}

#[test]
fn an_access_that_is_none_opens_nothing() {
    let site = TestSite::new();
    let odd = site.submit(Who::Ana, "/works", &typed(&[("access", "all")]));
    assert_eq!((odd.status, slips(&odd)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["access".to_owned()]));
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("access", "members")])));
    let path = format!("/works/{id}");
    let seen = || field(&site.get(Who::Ana, &format!("{path}/edit")), "page_base");
    let odd = site.submit(Who::Ana, &path, &typed(&[("access", "every1"), ("base", "1"), ("page_base", &seen())]));
    assert_eq!((odd.status, slips(&odd)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["access".to_owned()]));

    let saved = site.submit(Who::Ana, &path, &typed(&[("title", "Storm"), ("base", "1"), ("page_base", &seen())]));

    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", slips(&saved));
    assert_eq!(site.get(Who::Guest, &path).status, StatusCode::UNAUTHORIZED, "what is not said stays as it is");
    site.submit(Who::Ana, &path, &typed(&[("access", "everyone"), ("base", "1"), ("page_base", &seen())]));
    assert_eq!(site.get(Who::Guest, &path).status, StatusCode::OK);
}

#[test]
fn who_may_comment_is_chosen_in_the_form_and_a_forged_choice_is_told_at_its_field() {
    let site = TestSite::new();
    let chosen = |path: &str| site.get(Who::Ana, path).attributes("[name=commenters][checked]", "value");
    assert_eq!(chosen("/works/new"), ["members"], "POST-7");
    for forged in ["friends", ""] {
        let odd = site.submit(Who::Ana, "/works", &typed(&[("commenters", forged), ("moderated", "1")]));
        assert_eq!((odd.status, slips(&odd)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["commenters".to_owned()]));
        assert_eq!(odd.attributes("[name=moderated][checked]", "value"), ["1"], "what was typed comes back");
    }
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("commenters", "nobody"), ("moderated", "1")])));
    let (path, edit) = (format!("/works/{id}"), format!("/works/{id}/edit"));
    let moderated = || site.get(Who::Ana, &edit).attributes("[name=moderated][checked]", "value").len();
    assert_eq!((chosen(&edit), moderated()), (vec!["nobody".to_owned()], 1));
    let save = |base: &str, said: &[(&str, &str)]| {
        let page_base = field(&site.get(Who::Ana, &edit), "page_base");
        id_of(&site.submit(Who::Ana, &path, &typed(&[&[("base", base), ("page_base", &page_base)], said].concat())))
    };

    save("1", &[("title", "Storm")]);
    assert_eq!((chosen(&edit), moderated()), (vec!["nobody".to_owned()], 1), "what is not said stays as it is");
    let seen = field(&site.get(Who::Ana, &edit), "page_base");
    save("1", &[("commenters", "everyone")]);

    assert_eq!((chosen(&edit), moderated()), (vec!["everyone".to_owned()], 0));
    let other = typed(&[("base", "1"), ("page_base", &seen), ("commenters", "members")]);
    let clash = site.submit(Who::Ana, &path, &other);
    assert_eq!(clash.status, StatusCode::CONFLICT, "another tab overwrites nothing");
    let theirs = clash.texts(".clash dt").into_iter().zip(clash.texts(".clash dd")).collect::<Vec<_>>();
    assert!(theirs.contains(&("Who may comment".to_owned(), "Everyone".to_owned())), "{theirs:?}");
    assert_eq!(chosen(&edit), ["everyone"]);
}

#[test]
fn whoever_posts_a_work_asks_others_to_be_named_on_it() {
    let site = TestSite::new();
    site.submit(Who::Bo, "/users/bo_reads/creatorships", "open=1");
    site.submit(Who::Cy, "/users/cy_muted/creatorships", "open=1");

    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("cocreators", "bo_reads, CY_muted,bo_reads ,")])));

    let invited = site.get(Who::Ana, &format!("/works/{id}/creators")).texts(".invited li span");
    assert_eq!(invited, ["bo_reads", "cy_muted"]);
    let work = format!("/works/{id}");
    assert_eq!(site.get(Who::Guest, &work).texts("h3.byline"), ["ana"], "COCR-1: named nowhere before the yes");
    assert_eq!(site.get(Who::Bo, "/users/bo_reads/creatorships").texts(".request").len(), 1);
    assert_eq!(site.submit(Who::Bo, &format!("{work}/creators/acceptance"), "").location(), work);
    assert_eq!(site.get(Who::Guest, &work).texts("h3.byline"), ["ana, bo_reads"]);
    assert!(site.get(Who::Ana, &format!("{work}/edit")).attributes("#cocreators", "name").is_empty());
}

#[test]
fn a_work_with_a_name_that_cannot_be_asked_is_not_posted_and_nobody_is_asked() {
    let site = TestSite::new();
    site.submit(Who::Bo, "/users/bo_reads/creatorships", "open=1");
    let many = (0..41).map(|n| format!("n{n}")).collect::<Vec<_>>().join(",");
    let wrong = [
        ("bo_reads, nobody", "Nobody here is called “nobody”."),
        ("bo_reads, cy_muted", "“cy_muted” cannot be asked."),
        (&many, "41 are too many; at most 40 fit."),
    ];
    for (names, sentence) in wrong {
        for deed in ["post", "draft"] {
            let back = site.submit(Who::Ana, "/works", &typed(&[("cocreators", names), ("deed", deed)]));
            assert_eq!(
                (back.status, back.texts("#cocreators-slip")),
                (StatusCode::UNPROCESSABLE_ENTITY, vec![sentence.to_owned()])
            );
            assert_eq!((field(&back, "cocreators"), field(&back, "title")), (names.to_owned(), "Rain".to_owned()));
        }
    }
    assert!(site.get(Who::Bo, "/users/bo_reads/creatorships").texts(".request").is_empty());
    assert!(site.get(Who::Guest, "/works").texts(".blurb").is_empty());
    assert!(site.get(Who::Ana, "/users/ana/drafts").texts("li").iter().all(|draft| !draft.contains("Rain")));
}

#[test]
fn who_has_asked_many_people_today_keeps_what_was_typed_and_saves_it_without_them() {
    let site = TestSite::new();
    for n in 0..40 {
        site.submit(Who::Ana, "/works", &typed(&[("cocreators", &format!("nobody{n}"))]));
    }
    let back = site.submit(Who::Ana, "/works", &typed(&[("cocreators", "bo_reads")]));
    let sentences = back.texts("#cocreators-slip");
    assert!(sentences.concat().starts_with("You have asked as many people as can be asked"), "{sentences:?}");
    assert_eq!((back.status, field(&back, "title")), (StatusCode::UNPROCESSABLE_ENTITY, "Rain".to_owned()));
    id_of(&site.submit(Who::Ana, "/works", &typed(&[])));
}

#[test]
fn a_name_of_somebody_else_is_none_of_the_choices() {
    let site = TestSite::new();
    let theirs = site.ground.cast.bo.pseud.to_string();
    for pseuds in [&[theirs.as_str()][..], &[&theirs, &site.ground.cast.ana.pseud.to_string()]] {
        let pairs: Vec<(&str, &str)> = pseuds.iter().map(|id| ("pseuds", *id)).collect();
        assert_eq!(site.submit(Who::Ana, "/works", &typed(&pairs)).status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[test]
fn a_preview_keeps_nothing_and_a_draft_is_its_authors_alone() {
    let site = TestSite::new();
    let preview = site.submit(Who::Ana, "/works", &typed(&[("deed", "preview"), ("title", "Fog & <fire>")]));
    assert_eq!(preview.status, StatusCode::OK);
    assert_eq!(preview.texts(".preview .title"), ["Fog & <fire>"]);
    assert_eq!(preview.texts(".preview .userstuff.text p").len(), 2);
    assert_eq!(field(&preview, "title"), "Fog & <fire>", "the form is below (POST-5)");
    assert!(site.get(Who::Ana, "/users/ana").texts("li.work.blurb").is_empty());

    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("deed", "draft")])));

    assert_eq!(site.get(Who::Ana, &format!("/works/{id}")).status, StatusCode::OK);
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).status, StatusCode::NOT_FOUND, "DRAFT-1");
}

#[test]
fn a_work_is_changed_by_its_form_and_the_form_holds_what_was_typed() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("side_characters", "Hudson"), ("keep", "ask")])));
    let form = site.get(Who::Ana, &format!("/works/{id}/edit"));
    assert_eq!(form.texts("#body"), ["It rained on Baker Street. Nobody minded."]);
    assert_eq!(field(&form, "side_characters"), "Hudson");
    assert_eq!(form.attributes("#keep [selected]", "value"), ["ask"]);
    let (base, page_base) = (field(&form, "base"), field(&form, "page_base"));

    let changed = typed(&[
        ("base", &base),
        ("page_base", &page_base),
        ("title", "Snow"),
        ("body", "It snowed all night."),
        ("access", "members"),
    ]);
    assert_eq!(id_of(&site.submit(Who::Ana, &format!("/works/{id}"), &changed)), id);

    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::UNAUTHORIZED);
    let page = site.get(Who::Bo, &format!("/works/{id}"));
    assert_eq!(page.texts("h2.title"), ["Snow"]);
    assert_eq!(page.texts("#chapters .userstuff p"), ["It snowed all night."]);
    assert!(page.texts("dd.character").is_empty());
}

#[test]
fn only_its_creators_get_the_form_of_a_work() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    for path in [format!("/works/{id}/edit"), "/works/new".to_owned()] {
        assert_eq!(site.get(Who::Guest, &path).status, StatusCode::UNAUTHORIZED, "POST-1");
    }
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}/edit")).status, StatusCode::FORBIDDEN);
    assert_eq!(site.submit(Who::Bo, &format!("/works/{id}"), &typed(&[])).status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).texts("h2.title"), ["Rain"]);
}

#[test]
fn two_tabs_on_one_text_are_told_and_nothing_is_overwritten() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("body", "One one.\n\nTwo two.\n\nThree three.")])));
    let path = format!("/works/{id}");
    let page_base = field(&site.get(Who::Ana, &format!("{path}/edit")), "page_base");
    let save = |base: &str, body: &str| {
        site.submit(Who::Ana, &path, &typed(&[("base", base), ("page_base", &page_base), ("body", body)]))
    };
    assert_eq!(save("1", "One one.\n\nTwo two.\n\nThree and more.").status, StatusCode::SEE_OTHER);

    let apart = save("1", "One or none.\n\nTwo two.\n\nThree three.");
    assert_eq!(apart.status, StatusCode::CONFLICT);
    let merged = "<p>One or none.</p> <p>Two two.</p> <p>Three and more.</p>";
    assert_eq!(apart.texts("#body"), [merged], "both changes are in the form");
    assert_eq!(field(&apart, "base"), "2", "saving the form again is meant");
    let asked = save("1", "One one.\n\nTwo two.\n\nThree otherwise.");
    assert_eq!(
        (asked.status, asked.texts("#body")),
        (StatusCode::CONFLICT, vec!["One one. Two two. Three otherwise.".into()])
    );
    assert_eq!(asked.texts(".difference ins"), ["otherwise."]);
    assert_eq!(save("", "Without a base.").status, StatusCode::CONFLICT, "a forged form overwrites nothing either");
    let stored = site.get(Who::Guest, &path).texts("#chapters .userstuff p");
    assert_eq!(stored, ["One one.", "Two two.", "Three and more."]);
}

#[test]
fn two_tabs_on_one_title_page_are_told_and_nothing_is_overwritten() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("notes", "Old notes.")])));
    let path = format!("/works/{id}");
    let (here, tags) = (site.get(Who::Ana, &format!("{path}/edit")), site.get(Who::Ana, &format!("{path}/edit_tags")));
    let with = |page: &Seen, rest: &[(&str, &str)]| {
        let published = page.attributes("[name=published]", "value").concat();
        let bases = [("base", field(page, "base")), ("page_base", field(page, "page_base")), ("published", published)];
        let bases = bases.each_ref().map(|(name, value)| (*name, value.as_str()));
        typed(&[&bases[..], rest].concat())
    };
    let elsewhere = with(&here, &[("notes", "Old notes."), ("title", "Snow"), ("additional", "Ice, Night")]);
    assert_eq!(site.submit(Who::Ana, &path, &elsewhere).status, StatusCode::SEE_OTHER);

    let clash = site.submit(Who::Ana, &path, &with(&here, &[("notes", "New notes."), ("additional", "Ice")]));
    assert_eq!(clash.status, StatusCode::CONFLICT);
    assert_eq!(clash.texts(".clash dt"), ["Additional tags", "Title", "Notes at the beginning"]);
    assert_eq!(clash.texts(".clash dd"), ["Ice, Night", "Snow", "Old notes."]);
    assert_eq!(
        (field(&clash, "title"), clash.texts("#notes")),
        ("Rain".into(), vec!["New notes.".into()]),
        "all typed"
    );
    assert_eq!(site.get(Who::Bo, &path).texts("h2.title"), ["Snow"], "nothing was overwritten");

    let of_tags = site.submit(Who::Ana, &format!("{path}/tags"), &with(&tags, &[("additional", "Fog")]));
    assert_eq!((of_tags.status, of_tags.texts(".clash dt")), (StatusCode::CONFLICT, vec!["Additional tags".into()]));
    assert_eq!(of_tags.attributes("#additional", "value"), ["Fog"]);
    let meant = with(&of_tags, &[("additional", "Fog")]);
    assert_eq!(site.submit(Who::Ana, &format!("{path}/tags"), &meant).location(), path, "sending it again is meant");
    assert_eq!(site.get(Who::Bo, &path).texts("dd.freeform li"), ["Fog"]);
    let forged = site.submit(Who::Ana, &path, &typed(&[("base", "1")]));
    assert_eq!(forged.status, StatusCode::CONFLICT, "a forged form overwrites nothing either");
}

#[test]
fn a_clash_names_wishes_and_comments_as_the_form_does() {
    let site = TestSite::new();
    let said = [("bind", "yes"), ("ai", "no"), ("commenters", "members"), ("moderated", "1")];
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&said)));

    let clash = site.submit(Who::Ana, &format!("/works/{id}"), &typed(&[("base", "1"), ("commenters", "nobody")]));

    let saved = clash.texts(".clash dt").into_iter().zip(clash.texts(".clash dd")).collect::<Vec<_>>();
    for (field, words) in [
        ("Who may comment", "Members only. Comments wait until I have let them through"),
        ("What others may do with it", "Bind it as a book: Yes, Train machines on it: No"),
    ] {
        assert!(saved.contains(&(field.to_owned(), words.to_owned())), "{saved:?}");
    }
}
