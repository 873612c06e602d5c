//! Players that are blocks: what is inside `<audio>`, `<video>` and `<object>` besides words (SAN-8, SAN-9).
//!
//! Their parts stand before their words. An `<embed>` is a part of an object too, and gets one where it stands alone, so
//! that there is a place for the link to what no browser plays any more.

use super::super::elements::Kind;
use super::super::embeds;
use super::super::style::Dress;
use super::super::tokens::Tag;
use super::super::{attributes, write};
use super::Weaver;
use super::blocks::{Block, MOST_BLOCKS};

impl Weaver<'_> {
    /// Whether the innermost block is an object.
    pub(super) fn is_in_object(&self) -> bool {
        self.blocks.last().is_some_and(|block| block.name == "object")
    }

    /// Whether a part of a player may stand here: behind others at most, for words end them.
    fn is_among_parts(&self) -> bool {
        self.blocks.last().is_some_and(|block| block.kind() == Kind::Media) && self.parts == self.out.len()
    }

    /// Writes a part of a player.
    pub(super) fn part_of_player(&mut self, markup: &str) {
        self.out.push_str(markup);
        self.parts = self.out.len();
    }

    /// `source`, `track`, `param` or `embed`.
    pub(super) fn media_part(&mut self, element: &'static str, tag: &Tag) {
        let written = match element {
            "param" => self.param(tag),
            _ => self.source(element, tag),
        };
        let is_of_object = matches!(element, "param" | "embed");
        match written {
            Some(part) if self.is_among_parts() && is_of_object == self.is_in_object() => self.part_of_player(&part),
            Some(embed) if element == "embed" && !self.is_in_object() => self.embed_alone(&embed, tag),
            _ => self.tally.changed("embed", tag.source),
        }
    }

    /// What says where the player is, as it is written.
    fn source(&mut self, element: &'static str, tag: &Tag) -> Option<String> {
        let attributes = self.attributes(element, tag, &Dress::default());
        let mut written = String::new();
        write::empty(&mut written, element, &attributes);
        attributes.contains(" src=\"").then_some(written)
    }

    /// A `param` as it is written; one that every player is told anyway is nothing.
    fn param(&mut self, tag: &Tag) -> Option<String> {
        for (name, value) in tag.attributes.iter().filter(|(name, _)| !matches!(name.as_ref(), "name" | "value")) {
            attributes::complain("param", name, value, self.tally);
        }
        embeds::param(tag)
    }

    /// Makes an object for an `embed`.
    fn embed_alone(&mut self, embed: &str, tag: &Tag) {
        self.end_phrasing();
        self.make_room("object");
        if self.blocks.len() >= MOST_BLOCKS {
            return self.tally.changed("nesting too deep", tag.source);
        }
        self.imply("object");
        self.part_of_player(embed);
        self.close_block();
    }

    /// Ends an object with the link to what it plays.
    pub(super) fn link_player(&mut self, block: &Block) {
        let object = self.out.get(block.start..).filter(|_| block.name == "object");
        let Some(link) = object.and_then(embeds::link) else { return };
        if !self.out.ends_with(" />") {
            self.out.push(' ');
        }
        self.out.push_str(&link);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Complaint, Newlines, Place, clean};

    const OBJECT: &str = r#"<object allownetworking="internal" allowscriptaccess="never">"#;
    const PARAMS: &str =
        r#"<param name="allownetworking" value="internal" /><param name="allowscriptaccess" value="never" />"#;
    const EMBED: &str =
        r#"<embed allownetworking="internal" allowscriptaccess="never" src="https://archive.org/embed/x" />"#;
    const LINK: &str = r#"<a href="https://archive.org/embed/x" title="archive.org" rel="nofollow">▶</a>"#;

    fn cleaned(source: &str, place: Place) -> (String, Vec<Complaint>) {
        let mut complaints = Vec::new();
        let prose = clean(source, place, Newlines::Space, &mut complaints);
        let again = clean(prose.html(), place, Newlines::Breaks, &mut Vec::new());
        assert_eq!(again.html(), prose.html(), "again: {source}");
        (prose.html().to_owned(), complaints)
    }

    fn body(source: &str) -> String {
        cleaned(source, Place::Body).0
    }

    #[test]
    fn a_film_of_old_is_kept_with_a_link_to_it() {
        let source = "<p>a<object classid=x width=4 height=3>\n<param name=movie value=http://www.youtube.com/v/1></param>\n\
            <param name=allowFullScreen value=true><param name=allowScriptAccess value=always>\
            <embed src=http://www.youtube.com/v/1 allowscriptaccess=always></embed></object>b";
        let expected = format!(
            r#"<p>a</p><object allownetworking="internal" allowscriptaccess="never" height="3" width="4">{PARAMS}
            <param name="movie" value="https://www.youtube.com/v/1" /><param name="allowfullscreen" value="true" />
            <embed allownetworking="internal" allowscriptaccess="never" src="https://www.youtube.com/v/1" />
            <a href="https://www.youtube.com/v/1" title="youtube.com" rel="nofollow">▶</a></object><p>b</p>"#
        );
        assert_eq!(body(source), expected.replace("\n            ", ""));
    }

    #[test]
    fn words_in_an_object_stay_and_a_link_in_it_is_enough() {
        for (inside, kept) in [
            ("My <b>song</b>", format!("My <b>song</b> {LINK}")),
            (
                "<a href='https://archive.org/embed/x'>hear</a>",
                LINK.replace(r#" title="archive.org""#, "").replace('▶', "hear"),
            ),
            ("", LINK.to_owned()),
        ] {
            let data = r#" data="https://archive.org/embed/x""#;
            let expected = format!("{}{PARAMS}{kept}</object>", OBJECT.replace('>', &format!("{data}>")));
            assert_eq!(body(&format!("<object{data}>{inside}</object>")), expected);
        }
    }

    #[test]
    fn an_embed_alone_gets_an_object_to_stand_in() {
        let object = format!("{OBJECT}{PARAMS}{EMBED}{LINK}</object>");
        assert_eq!(body("a<b>b<embed src=//archive.org/embed/x>c"), format!("<p>a<b>b</b></p>{object}<p><b>c</b></p>"));
        assert_eq!(body("<object><object><embed src=https://archive.org/embed/x></object></object>"), object);
    }

    #[test]
    fn players_of_unknown_sites_and_late_parts_leave_only_their_words() {
        for (source, kept) in [
            ("<object data=https://evil.example/><param name=movie value=x><embed src=x>a</object>b", "<p>ab</p>"),
            ("<object>a<param name=src value=https://vimeo.com/1></object>", "<p>a</p>"),
            ("<param name=src value=https://vimeo.com/1>a", "<p>a</p>"),
        ] {
            assert_eq!(body(source), kept);
        }
        for place in [Place::Notes, Place::Summary] {
            assert_eq!(cleaned("<object data=https://vimeo.com/1>a</object>", place).0, "<p>a</p>");
        }
    }

    #[test]
    fn what_an_object_may_not_say_is_complained_of() {
        let source = "<object data=https://vimeo.com/1 classid=x><param name=flashvars value=x><param name=allowscriptaccess value=always>\
            <param name=allownetworking value=internal></object><object data=https://evil.example/></object><embed src=x>";
        let told = cleaned(source, Place::Body).1;
        let told: Vec<_> = told.iter().map(|it| (it.what.as_str(), it.times)).collect();
        assert_eq!(told, [("attribute", 1), ("embed", 4), ("address that is not allowed", 1)]);
    }

    #[test]
    fn an_address_as_long_as_may_be_does_not_grow_too_long() {
        for length in [4050, 4096, 5000] {
            let address = format!("http://vimeo.com/{}", "a".repeat(length - 17));
            body(&format!("<object data={address}></object><embed src={address}><iframe src={address}></iframe>"));
            body(&format!("<object><param name=src value={address}></object>"));
        }
    }
}
