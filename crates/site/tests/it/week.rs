//! A week of an archive as its people live through it, over HTTP, on every database, which must all tell the same story: ana
//! posts, nora follows her, reads on a phone and goes on at the laptop, they talk, kim keeps a collection of secrets and order.

use std::{path::Path, sync::mpsc, time::Duration};

use archive::{WorkId, mail::Carrier, tallies};
use axum::http::StatusCode;
use site::SiteSettings;
use testkit::{TestArchive, every_ready_database};

use crate::{
    canaries::tell,
    posting::{id_of, typed},
    visit::{Seen, TestSite, Who},
};

const READINGS: &str = "/users/nora/readings";

/// The archive in this week.
struct Week {
    site: TestSite,
    carrier: Carrier,
    post: tempfile::TempDir,
    /// What was seen, in its order.
    diary: Vec<String>,
}

impl Week {
    /// Monday at noon. Nora, who has an address, sits at cy's computer.
    fn begin(ground: TestArchive) -> Self {
        let site = TestSite::over(ground, SiteSettings::default());
        let nora = site.ground.member_with_account("nora");
        site.log_in_as(Who::Cy, nora.id);
        let post = tempfile::tempdir().unwrap();
        let carrier = Carrier::folder(post.path(), "archive@example.org");
        site.ground.clock.advance(Duration::from_hours(24));
        Self { site, carrier, post, diary: Vec::new() }
    }

    /// Does something that leads on, and follows.
    fn done(&self, who: Who, path: &str, fields: &[(&str, &str)]) -> String {
        self.site.ground.clock.advance(Duration::from_mins(1));
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let answer = self.site.submit(who, path, &form);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
        answer.location().to_owned()
    }

    fn see(&self, who: Who, path: &str) -> Seen {
        let page = self.site.get(who, path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page
    }

    /// Writes down what somebody sees, but for what chance drew.
    fn note(&mut self, who: Who, path: &str, selector: &str) -> Vec<String> {
        let texts = self.see(who, path).texts(selector);
        self.diary.push(format!("{who:?} {selector}: {texts:?}"));
        texts
    }

    /// The night goes by, and the letters of the morning go. Gives those that came.
    fn night(&mut self) -> Vec<String> {
        let (go_on, stop) = mpsc::channel::<()>();
        drop(go_on);
        site::timekeeper(self.site.site(), &stop);
        tell(&self.site);
        tallies::count_due(&self.site.ground.archive).unwrap();
        self.site.ground.clock.advance(Duration::from_hours(24));
        site::send_some(self.site.site(), &self.carrier).unwrap();
        let came = self.letters();
        self.diary.push(format!("letters: {}", came.len()));
        came
    }

    /// The night, and the one letter that came.
    fn only_letter(&mut self) -> String {
        let mut came = self.night();
        assert_eq!(came.len(), 1, "{came:#?}");
        came.remove(0)
    }

    /// Takes the letters out of the box.
    fn letters(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.post.path()).unwrap().map(|file| file.unwrap().path());
        files.map(|file| opened(&file)).collect()
    }
}

fn opened(letter: &Path) -> String {
    let text = std::fs::read_to_string(letter).unwrap().replace("=\r\n", "").replace("=3D", "=");
    std::fs::remove_file(letter).unwrap();
    text
}

fn post(week: &Week, more: &[(&str, &str)]) -> WorkId {
    week.site.ground.clock.advance(Duration::from_mins(1));
    let pseud = week.site.ground.cast.ana.pseud.to_string();
    let fields = [more, &[("pseuds", pseud.as_str())]].concat();
    id_of(&week.site.submit(Who::Ana, "/works", &typed(&fields)))
}

/// Monday: ana posts, nora finds it, follows ana for a digest, reads half of it on her phone and says so.
fn monday(week: &mut Week) -> WorkId {
    let ana = week.site.ground.cast.ana.id.to_string();
    let rain = post(week, &[("commenters", "everyone"), ("expected", "?")]);
    assert_eq!(
        week.note(Who::Cy, "/works/search?q=rain+fandom%3A%22Sherlock+Holmes%22", "li.work h3.heading > a"),
        ["Rain"]
    );
    week.done(Who::Cy, "/subscriptions", &[("what", "person"), ("subject", &ana)]);
    let mine = week.see(Who::Cy, "/users/nora/subscriptions");
    let id = mine.attributes(".subscriptions input[name=subscription]", "value").remove(0);
    week.done(Who::Cy, "/users/nora/subscriptions/pace", &[("subscription", &id), ("pace", "daily")]);

    let page = week.see(Who::Cy, &format!("/works/{rain}"));
    let chapter = page.attributes("[data-chapter]", "data-chapter").remove(0);
    let mark = archive::reading::paragraphs("<p>Nobody minded.</p>").remove(0).mark;
    let place = format!("chapter={chapter}&paragraph=1&mark={mark}");
    assert_eq!(week.site.submit(Who::Cy, &format!("/works/{rain}/place"), &place).status, StatusCode::NO_CONTENT);
    week.done(Who::Cy, &format!("/works/{rain}/comments"), &[("body", "I minded!")]);
    week.done(Who::Guest, &format!("/works/{rain}/kudos"), &[]);
    rain
}

/// Tuesday: she goes on at her laptop where she stopped, bookmarks the work, and ana answers her.
fn tuesday(week: &mut Week, rain: WorkId) {
    let on = week.site.get(Who::Cy, &format!("/works/{rain}/continue"));
    assert!(on.location().ends_with("#p1:~:text=Nobody%20minded%2E"), "{}", on.location());
    let fields = [("notes", "Wet, and dear"), ("tags", "weather"), ("recommended", "1")];
    week.done(Who::Cy, &format!("/works/{rain}/bookmark"), &fields);
    let talk = week.see(Who::Ana, &format!("/works/{rain}/comments"));
    let comment = talk.attributes(".thread .comment", "id").remove(0).replace("comment_", "");
    let answer = format!("/works/{rain}/comments/{comment}/answers");
    week.done(Who::Ana, &answer, &[("body", "So you should.")]);
    let said = week.note(Who::Guest, &format!("/works/{rain}/comments"), ".comment blockquote");
    assert_eq!(said, ["I minded!", "So you should."]);
    assert_eq!(week.note(Who::Guest, "/users/nora/bookmarks", ".kept blockquote"), ["Wet, and dear"]);
}

/// Wednesday: kim opens a collection of secrets, ana puts a work into it, and nobody learns anything.
fn wednesday(week: &mut Week) -> WorkId {
    let secret = [("name", "secrets"), ("title", "Secrets"), ("unrevealed", "1"), ("anonymous", "1")];
    week.done(Who::Kim, "/collections", &secret);
    let fog = post(week, &[("title", "Fog"), ("body", "Nobody saw a thing."), ("collections", "secrets")]);
    for who in [Who::Guest, Who::Cy] {
        assert!(!week.see(who, &format!("/works/{fog}")).text().contains("Fog"), "VIS-2");
        assert!(!week.see(who, "/collections/secrets").text().contains("Fog"), "VIS-2");
    }
    fog
}

/// Thursday: a guest is rude, kim hides it, and ana's work takes no words from guests any more without a look at them.
fn thursday(week: &mut Week, rain: WorkId) {
    let path = format!("/works/{rain}/comments");
    week.done(Who::Guest, &path, &[("body", "Rubbish!"), ("name", "Gus"), ("email", "gus@example.org")]);
    let talk = week.see(Who::Kim, &path);
    let rude = talk.attributes(".thread .comment", "id").pop().unwrap().replace("comment_", "");
    week.done(Who::Kim, &format!("{path}/{rude}/hiding"), &[]);
    assert!(!week.see(Who::Guest, &path).text().contains("Rubbish"), "COM-9");
}

/// Friday: kim reveals the works and, later, who made them.
fn friday(week: &mut Week, fog: WorkId) {
    week.done(Who::Kim, "/collections/secrets/reveal", &[("works", "1")]);
    assert_eq!(week.note(Who::Guest, &format!("/works/{fog}"), "h3.byline"), ["Anonymous"]);
    tell(&week.site);
    assert_eq!(week.note(Who::Cy, "/users/nora/notices", "li.work h3.heading > a"), ["Rain"], "VIS-3: whose it is");
    week.done(Who::Kim, "/collections/secrets/reveal", &[("names", "1")]);
    assert_eq!(week.note(Who::Guest, &format!("/works/{fog}"), "h3.byline"), ["ana"]);
}

/// Sunday: the story goes on, and nora's library knows.
fn sunday(week: &mut Week, rain: WorkId) {
    let chapter = [("chapter_title", "Sun"), ("body", "It stopped."), ("deed", "post")];
    week.done(Who::Ana, &format!("/works/{rain}/chapters"), &chapter);
    let kept = week.note(Who::Cy, &format!("{READINGS}?show=updated"), ".kept").concat();
    assert!(kept.contains("+1 chapter since you read it"), "{kept}");
}

fn lived(ground: TestArchive) -> Vec<String> {
    let mut week = Week::begin(ground);
    let rain = monday(&mut week);
    let digest = week.only_letter();
    assert!(digest.contains("To: nora@example.org") && digest.contains("Rain by ana"), "{digest}");
    tuesday(&mut week, rain);
    let answer = week.only_letter();
    assert!(answer.contains("So you should."), "COM-12: {answer}");
    let fog = wednesday(&mut week);
    assert!(week.night().is_empty(), "a secret is no news");
    thursday(&mut week, rain);
    assert!(week.night().is_empty(), "the cast has no addresses");
    friday(&mut week, fog);
    let digest = week.only_letter();
    assert!(digest.contains("Fog by ana") && !digest.contains("Rain by ana"), "each once: {digest}");
    sunday(&mut week, rain);
    let digest = week.only_letter();
    assert!(digest.contains("New chapter") || digest.contains("A new chapter"), "{digest}");
    week.note(Who::Guest, "/works", "li.work .stats dd");
    week.note(Who::Cy, "/", "main h3");
    week.diary
}

#[test]
fn a_week_of_an_archive_is_lived_alike_on_every_database() {
    let mut diaries = every_ready_database().into_iter().map(|database| lived(TestArchive::on(database)));
    let first = diaries.next().unwrap();
    for diary in diaries {
        assert_eq!(diary, first);
    }
}
