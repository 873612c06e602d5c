//! The picture at the head of a collection, as it is uploaded and shown (COL-1, COL-10).

use archive::collections::NewPicture;
use axum::http::{Method, StatusCode, header};

use crate::visit::{Seen, TestSite, Who};

/// The smallest GIF there is.
pub const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const PLACE: &str = "/collections/rain/picture";

fn fields<'f>(more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    [&[("name", "rain"), ("title", "The rain"), ("intro", "It rains."), ("header_alt", "Rain on a roof")], more]
        .concat()
}

fn upload(site: &TestSite, who: Who, path: &str, (name, bytes): (&str, &[u8])) -> Seen {
    site.submit_file_as(who, path, &fields(&[]), ("picture", name, bytes))
}

/// What stands in a field.
fn value(page: &Seen, name: &str) -> String {
    page.attributes(&format!("#{name}"), "value").concat()
}

fn with_picture() -> TestSite {
    let site = TestSite::new();
    let made = upload(&site, Who::Ana, "/collections", ("roof.gif", GIF));
    assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, "/collections/rain"), "{}", made.text());
    site
}

#[test]
fn an_owner_uploads_a_picture_and_everybody_sees_it_at_the_head_of_the_collection() {
    let site = with_picture();
    let page = site.get(Who::Guest, "/collections/rain");
    let told = |name| page.attributes("img.collection-header", name).concat();
    assert_eq!([told("src"), told("alt"), told("width"), told("height")], [PLACE, "Rain on a roof", "1", "1"]);
    assert_eq!(told("loading"), "", "it stands at the head");

    let picture = site.get(Who::Guest, PLACE);
    assert_eq!((picture.status, picture.header(header::CONTENT_TYPE)), (StatusCode::OK, "image/png"));
    assert!(picture.bytes.starts_with(b"\x89PNG\r\n"), "it is made anew");
    assert_eq!(picture.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(picture.header(header::CACHE_CONTROL), "public, no-cache");
    assert_eq!(site.get(Who::Bo, PLACE).header(header::CACHE_CONTROL), "private, no-cache");
    let mut again = TestSite::ask(Who::Guest, Method::GET, PLACE);
    again.headers_mut().insert(header::IF_NONE_MATCH, picture.header(header::ETAG).parse().unwrap());
    let again = site.send(again);
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let nowhere = site.get(Who::Guest, "/collections/snow/picture");
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_picture_is_replaced_and_removed_and_stands_before_an_address_elsewhere() {
    let site = with_picture();
    let elsewhere = [("header", "https://example.org/a.png")];
    let clear = GIF.iter().enumerate().map(|(at, byte)| if at == 22 { 1 } else { *byte }).collect::<Vec<u8>>();
    let before = site.get(Who::Guest, PLACE);
    let replaced =
        site.submit_file_as(Who::Ana, "/collections/rain", &fields(&elsewhere), ("picture", "clear.gif", &clear));
    assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.text());
    let after = site.get(Who::Guest, PLACE);
    assert_ne!(before.bytes, after.bytes);
    assert_ne!(before.header(header::ETAG), after.header(header::ETAG));
    let sources =
        |site: &TestSite| site.get(Who::Guest, "/collections/rain").attributes("img.collection-header", "src");
    assert_eq!(sources(&site), [PLACE]);

    let form = site.get(Who::Ana, "/collections/rain/edit");
    assert_eq!(form.attributes("img.collection-header", "src"), [PLACE]);
    assert_eq!(value(&form, "header_alt"), "Rain on a roof");
    let unchosen = site.submit_file_as(Who::Ana, "/collections/rain", &fields(&elsewhere), ("picture", "", b""));
    assert_eq!(unchosen.status, StatusCode::SEE_OTHER);
    assert_eq!(sources(&site), [PLACE], "no file chosen changes nothing");
    let without = [elsewhere[0], ("without_picture", "1")];
    let removed = site.submit_file_as(Who::Ana, "/collections/rain", &fields(&without), ("picture", "", b""));
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert_eq!(sources(&site), ["https://example.org/a.png"]);
    assert_eq!(site.get(Who::Ana, PLACE).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_file_that_is_no_picture_to_show_is_told_at_its_field_and_what_was_typed_stays() {
    let site = TestSite::new();
    let bomb = [b"GIF89a\x20\x4e\x20\x4e\x80\0\0\0\0\0\0\0\0,\0\0\0\0\x20\x4e\x20\x4e\0\x02\x02D\x01\0;".as_slice()];
    let bad: [(&str, &[u8], &str); 6] = [
        ("page.png", b"<!doctype html><script>alert(1)</script>", "not a PNG, JPEG, GIF or WebP"),
        ("empty.png", b"", "not a PNG, JPEG, GIF or WebP"),
        ("cut.gif", &GIF[..20], "not a PNG, JPEG, GIF or WebP"),
        ("drawn.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "not a PNG, JPEG, GIF or WebP"),
        ("bomb.gif", bomb[0], "4,096"),
        ("large.jpg", &vec![0; 9_000_000], "500"),
    ];
    for (name, bytes, told) in bad {
        let refused = upload(&site, Who::Ana, "/collections", (name, bytes));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let slip = refused.texts("#picture-slip").concat();
        assert!(slip.contains(told), "{name}: {slip}");
        let typed = ["name", "title", "header_alt"].map(|name| value(&refused, name));
        assert_eq!(typed, ["rain", "The rain", "Rain on a roof"], "{name}");
        assert_eq!(refused.texts("textarea[name=intro]"), ["It rains."], "{name}");
    }
    assert_eq!(site.get(Who::Guest, "/collections/rain").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_picture_of_a_hidden_collection_answers_others_like_one_that_is_not_there() {
    let site = with_picture();
    assert_eq!(upload(&site, Who::Bo, "/collections/rain", ("roof.gif", GIF)).status, StatusCode::FORBIDDEN);
    let shown = site.get(Who::Guest, PLACE);
    let hidden = site.submit(Who::Kim, "/collections/rain/hiding", "reason=rude");
    assert_eq!(hidden.status, StatusCode::SEE_OTHER);
    for who in [Who::Guest, Who::Bo, Who::Cy] {
        let nowhere = site.get(who, "/collections/nowhere/picture");
        let mut known = TestSite::ask(who, Method::GET, PLACE);
        known.headers_mut().insert(header::IF_NONE_MATCH, shown.header(header::ETAG).parse().unwrap());
        for answer in [site.get(who, PLACE), site.send(known)] {
            assert_eq!((answer.status, answer.text()), (StatusCode::NOT_FOUND, nowhere.text()), "COL-10 {who:?}");
        }
    }
    for who in [Who::Ana, Who::Kim] {
        let seen = site.get(who, PLACE);
        assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "private, no-store"), "{who:?}");
    }
    let removed = site.submit(Who::Ana, "/collections/rain/deletion", "");
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text());
    assert_eq!(site.get(Who::Ana, PLACE).status, StatusCode::NOT_FOUND, "COL-11");
}

/// What a collection is made with.
pub fn picture() -> NewPicture {
    NewPicture::Is(archive::pictures::Picture::of("picture", GIF).unwrap())
}
