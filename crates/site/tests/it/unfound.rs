//! What nobody may see is found by nobody: to look for a secret word, in any way and in any list or feed, is to look for one
//! that stands nowhere.

use archive::filters::{self, SearchWish};
use archive::{Secret, Viewer, accounts};

use crate::canaries::{BEGUN, Visitor, binned, canaries, drafted, moderator, stem};
use crate::leaks::{ask, keeps_quiet, told};
use crate::visit::{TestSite, Who};

/// What a visitor is told who searches for a word in each of the ways there are, with the word left out.
fn searched(site: &TestSite, visitor: Visitor, word: &str) -> Vec<(String, String)> {
    let forms = [
        "WORD",
        "\"WORD\"",
        "tag:WORD",
        "fandom:\"WORD\"",
        "-tag:WORD",
        "-WORD",
        "by:WORD",
        "(rain | WORD)",
        "title:WORD",
        "text:WORD",
        "(text:rain | text:WORD)",
        "-text:WORD",
    ];
    let listed = ["/works/search?q=", "/works/search.atom?q=", "/tags/Shared%20Fandom/works?q="];
    let mut paths: Vec<String> = listed
        .iter()
        .flat_map(|path| {
            forms.map(|form| format!("{path}{}", form.replace(' ', "+").replace('"', "%22").replace("WORD", word)))
        })
        .collect();
    paths.extend(["tag", "fandom", "additional"].map(|kind| format!("/autocomplete/{kind}?term={word}")));
    paths.extend(["works", "feed.atom"].map(|page| format!("/tags/{word}/{page}")));
    let told = |path: String| {
        let answer = site.send(ask(&[], visitor, &path));
        let words = format!("{} {}", answer.status, answer.text()).replace(word, "WORD");
        (path.replace(word, "WORD"), words)
    };
    paths.into_iter().map(told).collect()
}

#[test]
fn to_search_by_what_is_secret_is_to_search_by_what_is_not_there() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    let strangers = [Visitor::Of(Who::Guest), Visitor::Of(Who::Cy)];
    for canary in &canaries {
        for visitor in strangers.into_iter().filter(|visitor| !canary.case.shows(*visitor)) {
            for field in
                ["title", "summary", "notes", "fandom", "relationship", "character", "additional", "series", "body1"]
            {
                let secret = searched(&site, visitor, &format!("{}{field}", stem(canary.case.state)));
                let nothing = searched(&site, visitor, &format!("{}{}", stem("nothing"), field.replace('a', "o")));
                for (one, other) in secret.into_iter().zip(nothing) {
                    assert_eq!(one, other, "{visitor:?} learns something of the {field} of {}", canary.case.state);
                }
            }
        }
    }
    let named = site.get(Who::Cy, "/works/search?q=by%3Aana");
    let anonymous = canaries.iter().find(|canary| canary.case.state == "anonymous").unwrap();
    assert!(!named.text().contains(&format!("/works/{}", anonymous.id)), "SRCH-9");
    assert!(named.text().contains(&format!("/works/{}", canaries[0].id)), "SRCH-9");
}

#[test]
fn a_private_feed_tells_whoever_holds_its_address_no_more_than_its_owner_may_see() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    for (who, owner) in [(Who::Cy, Viewer::Member(site.ground.cast.cy.id)), (Who::Kim, moderator(&site))] {
        let wish = SearchWish { name: "All".to_owned(), query: "-title:root -title:offshoot sort:posted".to_owned() };
        let secret = Secret::shown(format!("feed-of-{who:?}"));
        let path = format!("/filters/{}/feed.atom", secret.text());
        site.write(move |tx| {
            let search = filters::save(&owner, tx, &wish)?;
            filters::take_feed(&owner, tx, search, &secret)
        });
        let feed = site.get(Who::Guest, &path);
        assert!(feed.text().contains(&stem("posted")), "the feed of {who:?} is not empty: {}", feed.text());
        // A feed is no place where order is kept: one who keeps it reads what every member reads.
        keeps_quiet(&canaries, Visitor::Of(Who::Cy), &path, &told(&feed));
    }
}

/// Each of these words tells everybody as much as one that stands nowhere, in whichever way it is looked for.
fn are_nowhere(site: &TestSite, words: &[String]) {
    for visitor in [Who::Guest, Who::Cy, Who::Ana, Who::Kim].map(Visitor::Of) {
        let nothing = searched(site, visitor, &format!("{}nowhere", stem("nothing")));
        for word in words {
            for (one, other) in searched(site, visitor, word).iter().zip(&nothing) {
                assert_eq!(one, other, "{visitor:?} learns something of {word}");
            }
        }
    }
}

#[test]
fn no_word_of_a_draft_or_of_a_text_that_is_not_to_be_searched_finds_anything() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    let body = |state| format!("{}body1", stem(state));
    let told = searched(&site, Visitor::Of(Who::Guest), &body("posted"));
    assert!(told.iter().any(|(_, page)| page.contains(&format!("/works/{}", canaries[0].id))), "it is searched");
    let mut unsearched: Vec<String> = BEGUN.iter().flat_map(|state| [drafted(state), binned(state)]).collect();
    unsearched.push(body("anonymous"));
    are_nowhere(&site, &unsearched);

    let wren = site.ground.cast.wren.viewer();
    let wanted = accounts::Preferences { unsearched: true, ..accounts::Preferences::default() };
    site.write(move |tx| accounts::prefer(&wren, tx, &wanted));
    are_nowhere(&site, &canaries.iter().map(|canary| body(canary.case.state)).collect::<Vec<_>>());
    let listed = site.get(Who::Guest, &format!("/works/search?q=title%3A{}title", stem("posted")));
    assert!(listed.text().contains(&format!("/works/{}", canaries[0].id)), "everything else finds it");
}

#[test]
fn a_private_feed_finds_nothing_by_words_of_texts_that_its_owner_may_not_see() {
    let site = TestSite::new();
    let canaries = canaries(&site);
    let cy = Viewer::Member(site.ground.cast.cy.id);
    let feed = |name: String, query: String| {
        let secret = Secret::shown(format!("feed-of-{}", name.replace(' ', "-")));
        let path = format!("/filters/{}/feed.atom", secret.text());
        site.write(move |tx| {
            let wish = SearchWish { name: name.clone(), query: query.clone() };
            let search = filters::save(&cy, tx, &wish)?;
            filters::take_feed(&cy, tx, search, &secret)
        });
        site.get(Who::Guest, &path).text().matches("<entry>").count()
    };
    for canary in &canaries {
        let state = canary.case.state;
        let expected = usize::from(canary.case.shows(Visitor::Of(Who::Cy)) && !matches!(state, "anonymous" | "masked"));
        assert_eq!(feed(format!("body of {state}"), format!("text:{}body1", stem(state))), expected, "{state}");
        assert_eq!(feed(format!("draft of {state}"), format!("text:{}", drafted(state))), 0, "{state}");
    }
}
