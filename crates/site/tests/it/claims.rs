//! Bringing works in for others, and what those others do at the link of their letter, as a browser does it.

use std::io::{Cursor, Write as _};

use archive::{Errand, Viewer, accounts, accounts::Role, mail::Matter};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};

use crate::{
    browser::{Browser, PASSWORD, account, letters},
    visit::{Seen, TestSite, Who},
};

const STORY: &str = "Title: The Ferry\nAuthor: Dora\nRating: PG\nFandom: Sherlock Holmes\n\nIt rained on the ferry.\n";

/// A site where wren brings works in for others.
pub fn with_archivist() -> TestSite {
    let site = TestSite::new();
    let wren = site.ground.cast.wren.id;
    site.write(move |tx| accounts::give(&Viewer::Custodian(Errand::Host), tx, wren, Role::Archivist));
    site
}

/// Sends the archivist's form with files, as wren's browser does.
pub fn bring(site: &TestSite, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Seen {
    let mut body = Vec::new();
    let token = Who::Wren.form_token();
    for (field, value) in [("csrf", token.as_str())].iter().chain(fields) {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, bytes) in files {
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    let mut request = TestSite::form(Who::Wren, "/imports/others", "");
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=x".parse().unwrap());
    *request.body_mut() = Body::from(body);
    site.send(request)
}

const DORA: [(&str, &str); 2] = [("name", "Dora"), ("email", "dora@example.org")];

/// Brings in the ferry for Dora, and says where it is and where her letter leads.
fn ferry(site: &TestSite) -> (String, String) {
    let ledger = bring(site, &DORA, &[("ferry.txt", STORY.as_bytes())]);
    let work = ledger.attributes(".ledger a", "href").pop().unwrap();
    let letter = letters(site).pop().unwrap();
    let Matter::Claim { secret, .. } = letter.matter else { panic!("another letter") };
    (work, format!("/claims/{secret}"))
}

fn byline(site: &TestSite, work: &str) -> String {
    site.get(Who::Kim, work).texts(".byline").concat()
}

#[test]
fn files_and_zips_come_in_with_a_ledger_and_one_letter() {
    let site = with_archivist();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("rain.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"Title: Rain\nRating: G\n\nIt rained.\n").unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let files: [(&str, &[u8]); 3] =
        [("ferry.txt", STORY.as_bytes()), ("all.zip", &zip), ("cover.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")];

    let ledger = bring(&site, &DORA, &files);

    assert_eq!(ledger.status, StatusCode::OK);
    let lines = ledger.texts(".ledger > li");
    assert!(lines.len() == 3 && lines[2].contains("not taken"), "{lines:?}");
    assert_eq!(letters(&site).len(), 1);
    let work = ledger.attributes(".ledger a", "href").remove(0);
    assert_eq!(byline(&site, &work), "Dora [archived by wren]");
    assert_eq!(site.get(Who::Guest, &work).status, StatusCode::UNAUTHORIZED, "ARCH-1");
    assert_eq!(site.get(Who::Bo, &work).status, StatusCode::OK);
    let again = bring(&site, &DORA, &files[..1]);
    assert!(again.texts(".ledger > li").concat().contains("was here before"));
    assert_eq!(letters(&site), []);
    let kept = site.get(Who::Wren, "/imports/others").texts(".rows li");
    assert!(kept.len() == 2 && kept.concat().contains("Dora [archived by wren]"), "{kept:?}");
}

#[test]
fn what_is_missing_is_told_at_its_field_and_everything_typed_comes_back() {
    let site = with_archivist();
    let odd = bring(&site, &[("name", " "), ("email", "nowhere"), ("co_name", "Edda"), ("drafts", "1")], &[]);
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["file", "name", "email", "co_email"] {
        assert_eq!(odd.texts(&format!("#{field}-slip")).len(), 1, "{field}");
    }
    assert_eq!(
        (odd.attributes("#email", "value"), odd.attributes("#co_name", "value")),
        (vec!["nowhere".to_owned()], vec!["Edda".to_owned()])
    );
    assert_eq!(odd.attributes("[name=drafts]", "checked").len(), 1);
    let twice = [DORA[0], DORA[1], ("co_name", "Dora too"), ("co_email", "DORA@example.org")];
    let same = bring(&site, &twice, &[("ferry.txt", STORY.as_bytes())]);
    assert_eq!((same.status, same.texts("#co_email-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}

#[test]
fn somebody_without_an_account_makes_one_and_has_their_works() {
    let site = with_archivist();
    let (work, link) = ferry(&site);
    let page = site.get(Who::Guest, &link);
    assert_eq!((page.status, page.attributes("[name=work][checked]", "value").len()), (StatusCode::OK, 1));
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let form = site.get(Who::Guest, &format!("{link}/account"));
    assert_eq!(form.attributes("#email", "value"), ["dora@example.org"]);
    let typed = |email: &str| {
        format!("name=dora&email={email}&password={PASSWORD}&password_again={PASSWORD}&age=1&terms=1&privacy=1")
    };
    let other = site.post_form(&format!("{link}/account"), &typed("other%40example.org"));
    assert_eq!((other.status, other.texts("#email-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));

    let mut dora = Browser::default();
    dora.submit(&site, &format!("{link}/account"), &typed("dora%40example.org"));

    assert!(dora.is_known(&site));
    assert_eq!(byline(&site, &work), "dora");
    assert_eq!(site.get(Who::Guest, &link).texts(".empty").len(), 1);
}

#[test]
fn a_member_adds_works_to_their_account_and_a_guest_is_asked_to_log_in() {
    let site = with_archivist();
    let (work, link) = ferry(&site);
    account(&site, "nora");
    let id = work.trim_start_matches("/works/").to_owned();
    let as_guest = site.post_form(&format!("{link}/adoption"), &format!("work={id}"));
    assert_eq!(as_guest.status, StatusCode::UNAUTHORIZED);
    let way = site.get(Who::Guest, &link).attributes("main a[href^='/users/login']", "href");
    assert_eq!(site.get(Who::Guest, &way[0]).attributes("[name=return_to]", "value"), [link.as_str()]);
    let mut nora = Browser::logged_in(&site, "nora");
    let none = nora.submit(&site, &format!("{link}/adoption"), "");
    assert_eq!((none.status, none.texts("#works-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));

    nora.submit(&site, &format!("{link}/adoption"), &format!("work={id}"));

    assert_eq!(byline(&site, &work), "nora");
}

#[test]
fn each_choice_without_an_account_does_what_it_says() {
    for (fate, expected) in
        [("leave", "Dora [archived by wren]"), ("orphan-named", "Dora (orphan_account)"), ("orphan", "orphan_account")]
    {
        let site = with_archivist();
        let (work, link) = ferry(&site);
        let id = work.trim_start_matches("/works/");
        let nothing = site.post_form(&link, &format!("work={id}"));
        assert_eq!((nothing.status, nothing.texts("#fate-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert_eq!(nothing.attributes("[name=work][checked]", "value"), [id]);
        site.post_form(&link, &format!("work={id}&fate={fate}"));
        assert_eq!(byline(&site, &work), expected);
    }
}

#[test]
fn a_deleted_work_is_gone_for_everybody_and_can_be_fetched_back_at_the_link() {
    let site = with_archivist();
    let (work, link) = ferry(&site);
    site.post_form(&link, &format!("work={}&fate=delete", work.trim_start_matches("/works/")));
    for who in [Who::Guest, Who::Bo, Who::Wren] {
        assert_eq!(site.get(who, &work).status, StatusCode::NOT_FOUND, "{who:?}");
    }
    let page = site.get(Who::Guest, &link);
    assert!(page.text().contains("Until 2026-12-01"), "thirty days, like any other");
    let back = page.attributes("form.waiting", "action").pop().unwrap();
    site.post_form(&back, "");
    assert_eq!(site.get(Who::Bo, &work).status, StatusCode::OK);
}

#[test]
fn who_wants_nothing_brought_in_is_heeded_and_the_archivist_is_told() {
    let site = with_archivist();
    let (_, link) = ferry(&site);
    site.post_form(&format!("{link}/wishes"), "silent=1&refuses=1");
    let page = site.get(Who::Guest, &link);
    assert_eq!(
        page.attributes("[name=refuses]", "checked").len() + page.attributes("[name=silent]", "checked").len(),
        2
    );
    let refused = bring(&site, &DORA, &[("rain.txt", b"Title: Rain\n\nIt rained.\n")]);
    assert_eq!((refused.status, refused.texts("#email-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}

#[test]
fn the_address_of_who_is_brought_in_stands_on_no_page_but_their_own() {
    let site = with_archivist();
    let (work, link) = ferry(&site);
    for route in site.site().routes().iter().filter(|route| route.method == Method::GET) {
        let path = route.path.replace("{id}", work.trim_start_matches("/works/")).replace("{name}", "wren");
        for who in Who::ALL {
            assert!(!site.get(who, &path).text_or_nothing().contains("dora@"), "{who:?} {path}");
        }
    }
    assert!(site.get(Who::Guest, &link).text().contains("dora@example.org"));
    assert_eq!(site.get(Who::Guest, "/claims/guessed").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, "/claims/guessed/account").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_letter_says_who_brought_how_many_works_and_where_to_decide() {
    let site = with_archivist();
    bring(&site, &DORA, &[("ferry.txt", STORY.as_bytes())]);
    let folder = tempfile::tempdir().unwrap();
    let carrier = archive::mail::Carrier::folder(folder.path(), "archive@example.org");
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 1);
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let letter = std::fs::read_to_string(file).unwrap().replace("=\r\n", "");
    for words in ["To: dora@example.org", "wren has brought a work into this archive", "/claims/", "no more letters"] {
        assert!(letter.contains(words), "{words} is not in {letter}");
    }
}
