//! The links that letters bring: each shows what it is for to whoever holds it, and no word of anything else; and what stands
//! behind it is told nowhere else.

use archive::{
    Errand, Viewer, accounts,
    accounts::Role,
    mail::Matter,
    policies::{self, Policy, Setting},
    works::State,
};
use axum::http::{Method, StatusCode};
use testkit::story;

use crate::{
    browser::letters,
    canaries::{CASES, Visitor, binned, canaries, stem},
    claims::bring,
    visit::{TestSite, Who},
};

/// What works behind links are called.
const BROUGHT: &str = "zqbroughtxv";
const ESTATE: &str = "zqestatexv";

/// A link with the words that it shows.
pub struct Link {
    pub path: String,
    shows: &'static str,
}

/// One link of each kind.
pub fn links(site: &TestSite) -> Vec<Link> {
    let (host, wren) = (Viewer::Custodian(Errand::Host), site.ground.cast.wren.id);
    site.write(move |tx| {
        accounts::give(&host, tx, wren, Role::Archivist)?;
        let wanted = [(Setting::SignUp, "invited".to_owned()), (Setting::Queue, "yes".to_owned())];
        policies::change(&host, tx, &Policy::default(), &wanted)
    });
    let file = format!("Title: {BROUGHT}\nAuthor: Dora\nRating: PG\nFandom: Sherlock Holmes\n\nIt was {BROUGHT}.\n");
    bring(site, &[("name", "Dora"), ("email", "dora@example.org")], &[("ferry.txt", file.as_bytes())]);
    site.submit(Who::Kim, "/users/kim/invitations", "email=two%40example.org");
    site.post_form("/invitations/waiting", "email=three%40example.org");
    let edda = site.ground.member_with_account("edda");
    site.ground.post_by(edda, story(ESTATE, 1), State::Posted);
    site.log_in_as(Who::Cy, edda.id);
    site.submit(Who::Cy, "/users/edda/farewell", "sole=delete&shared=leave&current=a+fool+and+a+cap");
    site.log_in(Who::Cy);
    let link = |matter: Matter| match matter {
        Matter::Claim { secret, .. } => Some(Link { path: format!("/claims/{secret}"), shows: BROUGHT }),
        Matter::WorkLeftBehind { secret, .. } => Some(Link { path: format!("/works/estates/{secret}"), shows: ESTATE }),
        Matter::Join { secret, .. } => Some(Link { path: format!("/invitations/{secret}"), shows: "" }),
        Matter::Waits { secret } => Some(Link { path: format!("/invitations/waiting/{secret}"), shows: "" }),
        _ => None,
    };
    letters(site).into_iter().filter_map(|letter| link(letter.matter)).collect()
}

#[test]
fn the_link_of_a_letter_shows_what_it_is_for_and_no_word_of_anything_else() {
    let site = TestSite::new();
    let links = links(&site);
    assert_eq!(links.len(), 4);
    let canaries = canaries(&site);
    for link in &links {
        for who in Who::ALL {
            for tail in ["", "?page=2", "?view_adult=true"] {
                let page = site.get(who, &format!("{}{tail}", link.path));
                assert!(
                    page.status.is_success() || page.status.is_redirection(),
                    "{who:?} {} {}",
                    link.path,
                    page.status
                );
                let text = page.text();
                assert!(text.contains(link.shows) || page.status != StatusCode::OK, "{who:?} {}", link.path);
                for canary in &canaries {
                    let is_shown = canary.case.shows(Visitor::Of(who));
                    assert!(is_shown || !text.contains(&stem(canary.case.state)), "{who:?} {}", link.path);
                    assert!(!text.contains(&binned(canary.case.state)), "{who:?} {}", link.path);
                }
                let others = links.iter().filter(|other| !other.shows.is_empty() && other.shows != link.shows);
                others.for_each(|other| {
                    assert!(!text.contains(other.shows), "{who:?} {} tells {}", link.path, other.shows);
                });
            }
        }
    }
    assert_eq!(canaries.len(), CASES.len());
}

#[test]
fn what_stands_behind_a_link_is_told_on_no_other_page() {
    let site = TestSite::new();
    let links = links(&site);
    let mut visited = 0;
    for route in site.site().routes().iter().filter(|route| route.method == Method::GET) {
        let path = route.path.replace("{name}", "wren").replace("{pseud}", "wren").replace("{kind}", "fandom");
        let path = path.replace("{secret}", "guessed").replace("{id}", "7");
        for who in [Who::Guest, Who::Bo, Who::Cy] {
            let text = site.get(who, &path).text_or_nothing();
            visited += 1;
            assert!(!text.contains(ESTATE), "{who:?} {path}");
            // What is brought in is for members until it is claimed (ARCH-1).
            assert!(who != Who::Guest || !text.contains(BROUGHT), "{path}");
            assert!(links.iter().all(|link| !text.contains(&link.path)), "{who:?} {path} tells a link");
        }
    }
    assert!(visited > 150, "{visited}");
}
