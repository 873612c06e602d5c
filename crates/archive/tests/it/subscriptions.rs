//! Following works, series, people, tags and searches, and ceasing to.

use archive::filters::{self, SearchWish};
use archive::subscriptions::{
    self, Ends, Fed, Habit, Pace, SeenSubject, Subject, Subscription, What, by_feed, end, ends, habit, set_habit,
    set_pace, stop_feed, subscribe, take_feed, unsubscribe, unsubscribe_all,
};
use archive::works::{self, State};
use archive::{Error, Secret, SubscriptionId, Tx, Viewer, collections, tags};
use manuscript::{Manuscript, SeriesPlace};
use testkit::{TestArchive, on_every_database, story};

/// Follows something, after all that happened was told: time stands still, and nothing that was there before is new.
pub fn follow(test: &TestArchive, viewer: Viewer, subject: Subject) -> Result<SubscriptionId, Error> {
    super::news::tell(&test.archive);
    test.archive.write(move |tx| subscribe(&viewer, tx, subject)).wait()
}

fn followed(test: &TestArchive, viewer: Viewer, what: Option<What>) -> Vec<Subscription> {
    test.archive.read(move |tx| subscriptions::page_of(&viewer, tx, what, 1)).wait().unwrap().items
}

fn tag_of(test: &TestArchive, name: &'static str) -> archive::TagId {
    test.archive.read(move |tx| tags::by_name(&Viewer::Guest, tx, name)).wait().unwrap().id
}

#[test]
fn whatever_one_sees_can_be_followed_once() {
    on_every_database(|test| {
        let place = SeriesPlace { title: "Weather".to_owned(), part: None, url: None };
        let rain = Manuscript { additional: vec!["Rain".to_owned()], series: vec![place], ..story("Rain", 1) };
        let work = test.post(rain, State::Posted, false);
        let bo = test.cast.bo.viewer();
        let series = test.archive.read(move |tx| works::show(&bo, tx, work)).wait().unwrap().card.series[0].id;
        let wish = SearchWish { name: "Wet".to_owned(), query: "additional:Rain".to_owned() };
        let search = test.archive.write(move |tx| filters::save(&bo, tx, &wish)).wait().unwrap();
        let rainy = super::collections::new("rainy");
        let gathered = test.archive.write(move |tx| collections::make(&bo, tx, &rainy)).wait().unwrap();
        let all = [
            Subject::Work(work),
            Subject::Series(series),
            Subject::Person(test.cast.ana.id),
            Subject::Tag(tag_of(test, "Rain")),
            Subject::Search(search),
            Subject::Collection(gathered),
        ];
        for subject in all {
            let first = follow(test, bo, subject).unwrap();
            assert_eq!(follow(test, bo, subject).unwrap(), first, "SUB-1: {subject:?}");
        }
        let seen = followed(test, bo, None);
        assert_eq!(seen.len(), 6, "SUB-1");
        assert!(seen.iter().all(|one| one.subject != SeenSubject::Gone), "{seen:?}");
        for what in What::ALL {
            let some = followed(test, bo, Some(*what));
            assert_eq!(some.iter().map(|one| one.what).collect::<Vec<_>>(), [*what], "SUB-1: grouped by type");
        }
        assert!(followed(test, test.cast.cy.viewer(), None).is_empty(), "nobody is told what others follow");
        let cy = test.cast.cy.viewer();
        assert!(matches!(follow(test, cy, Subject::Search(search)), Err(Error::NotFound)), "another's search");
        assert!(matches!(follow(test, Viewer::Guest, Subject::Work(work)), Err(Error::LogIn)));
    });
}

#[test]
fn what_cannot_be_seen_cannot_be_followed_and_what_is_gone_says_nothing() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        let works = test.stated_works();
        for work in [works.ana_draft, works.ana_hidden] {
            assert!(matches!(follow(test, bo, Subject::Work(work)), Err(Error::NotFound)), "SUB-1");
        }
        let nothing = [Subject::of(What::Tag, 7), Subject::of(What::Series, 7), Subject::of(What::Person, 7)];
        for subject in nothing {
            assert!(matches!(follow(test, bo, subject), Err(Error::NotFound)));
        }
        follow(test, bo, Subject::Work(works.ana_posted)).unwrap();
        let kim = test.cast.moderator();
        test.archive.write(move |tx| works::hide(&kim, tx, works.ana_posted, "a test")).wait().unwrap();
        let seen = followed(test, bo, None);
        assert_eq!(seen[0].subject, SeenSubject::Gone, "SUB-1: it tells nothing of what is hidden");
    });
}

#[test]
fn subscriptions_end_singly_by_sort_or_all_at_once() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        let works = ["Rain", "Snow", "Fog"].map(|title| test.post(story(title, 1), State::Posted, false));
        let ids = works.map(|work| follow(test, bo, Subject::Work(work)).unwrap());
        follow(test, bo, Subject::Person(test.cast.ana.id)).unwrap();
        let other = test.cast.cy.viewer();
        let stolen = test.archive.write(move |tx| unsubscribe(&other, tx, ids[0])).wait();
        assert!(matches!(stolen, Err(Error::NotFound)), "only one's own");
        test.archive.write(move |tx| unsubscribe(&bo, tx, ids[0])).wait().unwrap();
        assert_eq!(followed(test, bo, None).len(), 3, "SUB-1: singly");
        let gone = test.archive.write(move |tx| unsubscribe_all(&bo, tx, Some(What::Work))).wait().unwrap();
        assert_eq!((gone, followed(test, bo, None).len()), (2, 1), "SUB-1: all of one sort");
        test.archive.write(move |tx| unsubscribe_all(&bo, tx, None)).wait().unwrap();
        assert!(followed(test, bo, None).is_empty(), "SUB-1: all");
    });
}

#[test]
fn how_soon_one_is_told_is_said_for_all_and_for_each() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        let id = follow(test, bo, Subject::Person(test.cast.ana.id)).unwrap();
        assert_eq!(followed(test, bo, None)[0].pace, None);
        test.archive.write(move |tx| set_pace(&bo, tx, id, Some(Pace::Weekly))).wait().unwrap();
        assert_eq!(followed(test, bo, None)[0].pace, Some(Pace::Weekly));
        let wanted = Habit { pace: Pace::Daily, quiet: (22, 7), offset: 120, has_feed: false };
        test.archive.write(move |tx| set_habit(&bo, tx, &wanted)).wait().unwrap();
        assert_eq!(test.archive.read(move |tx| habit(&bo, tx)).wait().unwrap(), wanted);
        let odd = Habit { quiet: (24, 7), ..wanted };
        let refused = test.archive.write(move |tx| set_habit(&bo, tx, &odd)).wait();
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let far = Habit { offset: 100_000, ..wanted };
        test.archive.write(move |tx| set_habit(&bo, tx, &far)).wait().unwrap();
        assert_eq!(test.archive.read(move |tx| habit(&bo, tx)).wait().unwrap().offset, 14 * 60);
    });
}

#[test]
fn a_feed_has_a_secret_address_that_ends_with_the_next() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        let subject = Subject::Person(test.cast.ana.id);
        let id = follow(test, bo, subject).unwrap();
        let (first, next, all) = (Secret::shown("one"), Secret::shown("two"), Secret::shown("all"));
        let read = |secret: &Secret| {
            let secret = secret.clone();
            test.archive.read(move |tx| by_feed(tx, &secret)).wait().ok()
        };
        let take = |of, secret: &Secret| {
            let secret = secret.clone();
            test.archive.write(move |tx| take_feed(&bo, tx, of, &secret)).wait().unwrap();
        };
        take(Some(id), &first);
        assert_eq!(read(&first), Some(Fed::One(test.cast.bo.id, subject)));
        take(Some(id), &next);
        take(None, &all);
        assert_eq!((read(&first), read(&all)), (None, Some(Fed::All(test.cast.bo.id))));
        assert!(followed(test, bo, None)[0].has_feed);
        test.archive
            .write(move |tx| stop_feed(&bo, tx, Some(id)).and_then(|()| stop_feed(&bo, tx, None)))
            .wait()
            .unwrap();
        assert_eq!((read(&next), read(&all)), (None, None));
    });
}

#[test]
fn a_secret_ends_a_subscription_without_a_login_and_looking_at_it_does_not() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        follow(test, bo, Subject::Person(test.cast.ana.id)).unwrap();
        // The secrets stand in letters only; here they are as the seeded archive drew them.
        let secrets = super::news::secrets_of(test, test.cast.bo.id);
        let one = secrets.one.clone();
        let ask = |secret: &Secret| {
            let secret = secret.clone();
            test.archive.read(move |tx: &Tx<'_>| ends(tx, &secret)).wait()
        };
        assert_eq!(ask(&one).unwrap(), Ends::One(SeenSubject::Person("ana".to_owned())));
        assert_eq!(followed(test, bo, None).len(), 1, "whoever looks ends nothing");
        let ending = one.clone();
        test.archive.write(move |tx| end(tx, &ending)).wait().unwrap();
        assert!(followed(test, bo, None).is_empty(), "RFC 8058");
        assert!(matches!(ask(&one), Err(Error::NotFound)));
        assert_eq!(ask(&secrets.all).unwrap(), Ends::Letters);
        let all = secrets.all.clone();
        test.archive.write(move |tx| end(tx, &all)).wait().unwrap();
        assert_eq!(test.archive.read(move |tx| habit(&bo, tx)).wait().unwrap().pace, Pace::Page);
        assert!(matches!(ask(&Secret::shown("guessed")), Err(Error::NotFound)));
    });
}
