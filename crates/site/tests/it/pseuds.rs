//! The names one writes under: adding, dressing, choosing and taking them away, as a browser does it.

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use crate::{
    browser::{Browser, account},
    visit::{Seen, TestSite, Who},
};

/// The smallest GIF there is.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// Sends a form with an icon, as a browser does.
fn submit_with_icon(browser: &mut Browser, site: &TestSite, path: &str, name: &str, icon: &[u8]) -> Seen {
    let mut body = Vec::new();
    let token = browser.form_token();
    for (field, value) in
        [("csrf", token.as_str()), ("name", name), ("description", "I write *slowly*."), ("icon_alt", "A dot")]
    {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"icon\"; filename=\"me.svg\"\r\n\r\n");
    body.extend(icon);
    body.extend(b"\r\n--x--\r\n");
    let mut request = TestSite::form(Who::Guest, path, "");
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=x".parse().unwrap());
    *request.body_mut() = Body::from(body);
    browser.send(site, request)
}

#[test]
fn a_name_is_added_with_its_icon_and_everybody_sees_both() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut dora = Browser::logged_in(&site, "dora");
    let answer = submit_with_icon(&mut dora, &site, "/users/dora/edit/pseuds", "Rain at Noon", GIF);
    assert_eq!(answer.location(), "/users/dora/edit/pseuds");

    let page = site.get(Who::Guest, "/users/dora/pseuds/Rain%20at%20Noon");

    assert_eq!(page.attributes(".page-head .icon", "alt"), ["A dot"]);
    assert_eq!(page.texts(".page-head .description"), ["I write *slowly*."]);
    let icon = site.get(Who::Guest, &page.attributes(".page-head .icon", "src")[0]);
    assert_eq!((icon.status, icon.header(header::CONTENT_TYPE)), (StatusCode::OK, "image/png"));
    assert_eq!(icon.header("x-content-type-options"), "nosniff");
    assert_eq!(icon.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert!(icon.bytes.starts_with(b"\x89PNG"));
}

#[test]
fn what_cannot_be_an_icon_is_told_at_its_field_and_everything_else_comes_back() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut dora = Browser::logged_in(&site, "dora");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
    let answer = submit_with_icon(&mut dora, &site, "/users/dora/edit/pseuds", "Rain", svg);
    assert_eq!((answer.status, answer.texts("#icon-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(answer.attributes("#name", "value"), ["Rain"]);
    assert_eq!(answer.texts("#description"), ["I write *slowly*."]);
    let heavy = submit_with_icon(&mut dora, &site, "/users/dora/edit/pseuds", "Rain", &vec![0; 600_000]);
    assert_eq!((heavy.status, heavy.texts("#icon-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let flood = submit_with_icon(&mut dora, &site, "/users/dora/edit/pseuds", "Rain", &vec![0; 1_100_000]);
    assert_eq!(flood.status, StatusCode::PAYLOAD_TOO_LARGE);
    let elsewhere = submit_with_icon(&mut dora, &site, "/users/dora/password", "Rain", &vec![0; 70_000]);
    assert_eq!(elsewhere.status, StatusCode::PAYLOAD_TOO_LARGE, "other forms carry no files");
    assert_eq!(dora.get(&site, "/users/dora/edit/pseuds").texts(".pseuds > li").len(), 1, "nothing is half done");
}

#[test]
fn a_form_with_files_is_checked_to_be_ours_like_every_other() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut dora = Browser::logged_in(&site, "dora");
    let mut forged = Browser::default();
    assert_eq!(
        submit_with_icon(&mut forged, &site, "/users/dora/edit/pseuds", "Rain", GIF).status,
        StatusCode::UNAUTHORIZED
    );
    let mut request = TestSite::form(Who::Guest, "/users/dora/edit/pseuds", "");
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=x".parse().unwrap());
    *request.body_mut() = Body::from("--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nRain\r\n--x--\r\n");
    assert_eq!(dora.send(&site, request).status, StatusCode::FORBIDDEN);
}

#[test]
fn names_are_changed_chosen_and_taken_away() {
    let site = TestSite::new();
    account(&site, "dora");
    account(&site, "vera");
    let mut dora = Browser::logged_in(&site, "dora");
    dora.submit(&site, "/users/dora/edit/pseuds", "name=Rain");
    let taken = dora.submit(&site, "/users/dora/edit/pseuds", "name=rain");
    assert_eq!((taken.status, taken.texts("#name-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let page = dora.get(&site, "/users/dora/edit/pseuds");
    assert_eq!(page.texts(".pseuds .here").len(), 1);
    let prefer = page.attributes(".pseuds form", "action").remove(0);
    let edit = prefer.replace("/default", "");
    assert_eq!(dora.get(&site, &edit).attributes("#name", "value"), ["Rain"]);

    dora.submit(&site, &edit, "name=Snow&description=Cold");
    dora.submit(&site, &prefer, "");
    assert_eq!(site.get(Who::Guest, "/users/dora").texts(".page-head .description"), ["Cold"]);
    let mut vera = Browser::logged_in(&site, "vera");
    for deed in ["", "/default", "/removal"] {
        for whose in ["dora", "vera"] {
            let path = format!("{edit}{deed}").replace("/dora/", &format!("/{whose}/"));
            assert_eq!(vera.submit(&site, &path, "name=Stolen").status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    dora.submit(&site, &format!("{edit}/removal"), "");

    assert_eq!(dora.get(&site, "/users/dora/edit/pseuds").texts(".pseuds li a:not(.button)"), ["dora"]);
}
