//! Works that an archivist brings in for others, and what those others say, on every database.

use archive::accounts::{self, Address, NewAccount, Password, Role};
use archive::claims::{self, Absent, Decision};
use archive::imports::Outcome;
use archive::mail::{self, Letter, Matter};
use archive::moderation;
use archive::people::Byline;
use archive::works::{self, Access, Creators, Fate, Keeping, NewWork, PackedWork, State};
use archive::{Errand, Error, Secret, Viewer, Why, WorkId};
use manuscript::{Manuscript, Provenance};
use testkit::{Member, TestArchive, on_every_database, story};

const HOST: Viewer = Viewer::Custodian(Errand::Host);
const POST: Viewer = Viewer::Custodian(Errand::Mail);

/// Wren, who brings works in for others.
fn archivist(test: &TestArchive) -> Member {
    let wren = test.cast.wren;
    test.archive.write(move |tx| accounts::give(&HOST, tx, wren.id, Role::Archivist)).wait().unwrap();
    wren
}

fn absent(name: &str) -> Absent {
    Absent::new(name, format!("{name}@example.org").parse().unwrap()).unwrap()
}

fn packed(keeper: Member, title: &str, state: State) -> PackedWork {
    let provenance =
        Provenance { file: format!("{title}.txt"), digest: Some(title.to_owned()), ..Provenance::default() };
    let manuscript = Manuscript { provenance, ..story(title, 1) };
    NewWork { manuscript, creators: Creators::Pseuds(vec![keeper.pseud]), state, access: Access::Members }
        .pack()
        .unwrap()
}

fn try_bring(test: &TestArchive, keeper: Member, titles: &[&str], names: &[&str]) -> archive::Result<Vec<WorkId>> {
    let works: Vec<_> = titles.iter().map(|title| (packed(keeper, title, State::Posted), None)).collect();
    let absent: Vec<_> = names.iter().map(|name| absent(name)).collect();
    let outcomes = test.archive.write(move |tx| {
        let outcomes = claims::bring(&keeper.viewer(), tx, keeper.id, &works, &absent)?;
        claims::announce(&keeper.viewer(), tx, keeper.id, &absent)?;
        Ok(outcomes)
    });
    let id = |outcome| match outcome {
        Outcome::Taken(id) | Outcome::AlreadyHere(id) => id,
    };
    Ok(outcomes.wait()?.into_iter().map(id).collect())
}

fn bring(test: &TestArchive, keeper: Member, titles: &[&str], names: &[&str]) -> Vec<WorkId> {
    try_bring(test, keeper, titles, names).unwrap()
}

/// The letters that are due, by address; they are sent then.
fn letters(test: &TestArchive) -> Vec<Letter> {
    let claim = |tx: &archive::Tx<'_>| {
        let letters = mail::claim(&POST, tx, 50)?;
        letters.iter().try_for_each(|letter| mail::sent(&POST, tx, letter.id))?;
        Ok(letters)
    };
    let mut letters = test.archive.write(claim).wait().unwrap();
    letters.sort_by(|one, other| one.address.cmp(&other.address));
    letters
}

/// The link of the only letter.
fn link(test: &TestArchive) -> Secret {
    let [letter] = letters(test).try_into().unwrap();
    let Matter::Claim { secret, .. } = letter.matter else { panic!("another letter") };
    Secret::shown(secret)
}

fn bylines(test: &TestArchive, id: WorkId) -> Vec<String> {
    let kim = test.cast.moderator();
    let work = test.archive.read(move |tx| works::show(&kim, tx, id)).wait().unwrap();
    work.card.bylines.iter().map(Byline::to_string).collect()
}

fn decide(test: &TestArchive, secret: &Secret, works: &[WorkId], decision: Decision) -> u64 {
    let (secret, works) = (secret.clone(), works.to_vec());
    test.archive.write(move |tx| claims::decide(tx, &secret, &works, decision)).wait().unwrap()
}

fn adopt(test: &TestArchive, viewer: Viewer, secret: &Secret, works: &[WorkId]) -> archive::Result<u64> {
    let (secret, works) = (secret.clone(), works.to_vec());
    test.archive.write(move |tx| claims::adopt(&viewer, tx, &secret, &works)).wait()
}

fn waiting(test: &TestArchive, secret: &Secret) -> Vec<WorkId> {
    let secret = secret.clone();
    let found = test.archive.read(move |tx| claims::look(tx, &secret)).wait().unwrap();
    found.unwrap().works.iter().map(|claimed| claimed.card.id).collect()
}

fn sees(test: &TestArchive, viewer: Viewer, id: WorkId) -> bool {
    test.archive.read(move |tx| works::show(&viewer, tx, id)).wait().is_ok()
}

#[test]
fn works_come_in_for_members_under_the_name_of_who_made_them_and_one_letter_goes() {
    on_every_database(|test| {
        let wren = archivist(test);
        let ids = bring(test, wren, &["Rain", "Snow"], &["Dora"]);
        assert_eq!(bylines(test, ids[0]), ["Dora [archived by wren]"]);
        assert!(sees(test, test.cast.bo.viewer(), ids[0]) && !sees(test, Viewer::Guest, ids[0]), "ARCH-1");
        let [letter] = letters(test).try_into().unwrap();
        assert_eq!((letter.to, letter.address.as_str()), (None, "Dora@example.org"));
        assert!(matches!(letter.matter, Matter::Claim { by, number: 2, .. } if by == "wren"));

        let again = bring(test, wren, &["Rain"], &["Dora"]);
        assert_eq!((again, letters(test).len()), (vec![ids[0]], 0), "what is here is not told again");
        bring(test, wren, &["Fog"], &["Dora"]);
        assert_eq!(letters(test).len(), 1);
    });
}

#[test]
fn only_an_archivist_brings_works_in_for_others_and_not_while_suspended() {
    on_every_database(|test| {
        let ana = test.cast.ana;
        assert!(matches!(try_bring(test, ana, &["Rain"], &["Dora"]), Err(Error::Forbidden(Why::NotYourRole))));
        let wren = archivist(test);
        let works = vec![(packed(wren, "Rain", State::Posted), None)];
        let other = test.archive.write(move |tx| claims::bring(&ana.viewer(), tx, wren.id, &works, &[absent("Dora")]));
        assert!(matches!(other.wait(), Err(Error::Forbidden(Why::NotYourRole))), "in nobody else's name");
        let kim = test.cast.moderator();
        test.archive.write(move |tx| moderation::ban(&kim, tx, wren.id, "because")).wait().unwrap();
        assert!(matches!(try_bring(test, wren, &["Rain"], &["Dora"]), Err(Error::Forbidden(Why::Sanctioned))));
    });
}

#[test]
fn an_owner_brings_works_in_for_others_as_themselves_and_at_the_terminal() {
    on_every_database(|test| {
        let ana = test.cast.ana;
        test.archive.write(move |tx| accounts::give(&HOST, tx, ana.id, Role::Owner)).wait().unwrap();
        for (viewer, title) in [(Viewer::Moderator(ana.id), "Rain"), (HOST, "Snow")] {
            let works = vec![(packed(ana, title, State::Posted), None)];
            let brought = test.archive.write(move |tx| claims::bring(&viewer, tx, ana.id, &works, &[absent("Dora")]));
            assert_eq!(brought.wait().unwrap().len(), 1, "{viewer:?}");
        }
    });
}

#[test]
fn a_member_claims_works_under_the_name_they_write_under_and_the_archivist_is_named_no_more() {
    on_every_database(|test| {
        let (wren, nora) = (archivist(test), test.member_with_account("nora"));
        let pseud = test.archive.write(move |tx| archive::people::add_pseud(tx, nora.id, "Dora")).wait().unwrap();
        let ids = bring(test, wren, &["Rain", "Snow"], &["dora"]);
        let secret = link(test);
        assert_eq!(adopt(test, nora.viewer(), &secret, &ids[..1]).unwrap(), 1);
        assert_eq!(bylines(test, ids[0]), ["Dora (nora)"]);
        assert_eq!(bylines(test, ids[1]), ["dora [archived by wren]"]);
        let own = test.archive.read(move |tx| works::page_of_pseud(&nora.viewer(), tx, pseud, 1)).wait().unwrap();
        assert_eq!(own.items.iter().map(|card| (card.id, card.is_own)).collect::<Vec<_>>(), [(ids[0], true)]);
        let theirs = test.archive.read(move |tx| works::page_of_person(&nora.viewer(), tx, wren.id, 1)).wait().unwrap();
        assert_eq!(theirs.items.iter().map(|card| card.id).collect::<Vec<_>>(), [ids[1]]);
        assert_eq!(waiting(test, &secret), [ids[1]]);
        assert_eq!(adopt(test, nora.viewer(), &secret, &ids[..1]).unwrap(), 0, "it waits no more");
    });
}

#[test]
fn an_address_of_a_member_is_asked_like_any_other() {
    on_every_database(|test| {
        let (wren, _nora) = (archivist(test), test.member_with_account("nora"));
        let ids = bring(test, wren, &["Rain"], &["nora"]);
        assert_eq!(bylines(test, ids[0]), ["nora [archived by wren]"], "nobody becomes a creator unasked");
        let secret = link(test);
        let found = test.archive.read(move |tx| claims::look(tx, &secret)).wait().unwrap().unwrap();
        assert!(found.has_account);
    });
}

#[test]
fn an_account_is_made_by_the_link_with_its_address_and_has_all_the_works() {
    on_every_database(|test| {
        let wren = archivist(test);
        let ids = bring(test, wren, &["Rain", "Snow"], &["dora"]);
        let secret = link(test);
        let make = |name: &str, address: &str| {
            let password = Password::typed("a fool and a cap").hashed(test.archive.chance()).unwrap();
            let address: Address = address.parse().unwrap();
            let new = NewAccount { name: name.to_owned(), address, password, consents: Vec::new() };
            let secret = secret.clone();
            test.archive.write(move |tx| claims::sign_up(tx, &secret, &new)).wait()
        };
        assert!(
            matches!(make("dora_two", "elsewhere@example.org"), Err(Error::Invalid(_))),
            "the letter proves one address"
        );
        let dora = make("dora", "dora@example.org").unwrap().unwrap();
        for id in ids {
            assert_eq!(bylines(test, id), ["dora"]);
            let own = test.archive.read(move |tx| works::own(&Viewer::Member(dora), tx, id)).wait();
            assert!(own.is_ok());
        }
    });
}

#[test]
fn works_are_orphaned_with_the_name_or_without_it_and_a_draft_is_deleted_instead() {
    on_every_database(|test| {
        let wren = archivist(test);
        let ids = bring(test, wren, &["Rain", "Snow"], &["Dora"]);
        let draft = vec![(packed(wren, "Fog", State::Draft), None)];
        let brought =
            test.archive.write(move |tx| claims::bring(&wren.viewer(), tx, wren.id, &draft, &[absent("Dora")]));
        let Outcome::Taken(draft) = brought.wait().unwrap()[0] else { panic!("it is new") };
        let secret = link(test);
        decide(test, &secret, &ids[..1], Decision::Orphan(Keeping::Name));
        decide(test, &secret, &ids[1..], Decision::Orphan(Keeping::Nothing));
        decide(test, &secret, &[draft], Decision::Orphan(Keeping::Name));
        assert_eq!(bylines(test, ids[0]), ["Dora (orphan_account)"]);
        assert_eq!(bylines(test, ids[1]), ["orphan_account"]);
        let kim = test.cast.moderator();
        let seen = test.archive.read(move |tx| works::show(&kim, tx, draft)).wait().unwrap();
        assert!(seen.card.is_deleted);
    });
}

#[test]
fn a_deleted_work_is_out_of_the_archivists_reach_and_its_creator_fetches_it_back() {
    on_every_database(|test| {
        let wren = archivist(test);
        let [id] = bring(test, wren, &["Rain"], &["Dora"]).try_into().unwrap();
        let secret = link(test);
        assert_eq!(decide(test, &secret, &[id], Decision::Delete), 1);
        assert_eq!(decide(test, &secret, &[id], Decision::Delete), 0, "it lies in the bin");
        assert!(!sees(test, wren.viewer(), id));
        let back = test.archive.write(move |tx| works::restore(&wren.viewer(), tx, id)).wait();
        assert!(matches!(back, Err(Error::NotFound | Error::Forbidden(_))), "{back:?}");

        let shown = secret.clone();
        test.archive.write(move |tx| claims::restore(tx, &shown, id)).wait().unwrap();

        assert_eq!(bylines(test, id), ["Dora"]);
        assert_eq!(waiting(test, &secret), [id]);
        assert_eq!(adopt(test, test.cast.bo.viewer(), &secret, &[id]).unwrap(), 1);
        assert_eq!(bylines(test, id), ["bo_reads"]);
    });
}

#[test]
fn what_two_made_waits_for_both_and_neither_deletes_it_for_the_other() {
    on_every_database(|test| {
        let wren = archivist(test);
        let [id] = bring(test, wren, &["Rain"], &["Dora", "Edda"]).try_into().unwrap();
        assert_eq!(bylines(test, id), ["Dora [archived by wren]", "Edda [archived by wren]"]);
        let links: Vec<Secret> = letters(test)
            .into_iter()
            .map(|letter| match letter.matter {
                Matter::Claim { secret, .. } => Secret::shown(secret),
                other => panic!("{other:?}"),
            })
            .collect();
        adopt(test, test.cast.bo.viewer(), &links[0], &[id]).unwrap();
        assert_eq!(bylines(test, id), ["bo_reads", "Edda [archived by wren]"]);
        decide(test, &links[1], &[id], Decision::Delete);
        assert_eq!(bylines(test, id), ["bo_reads"], "the name is gone, and the archivist's too");
        assert!(sees(test, test.cast.bo.viewer(), id));
    });
}

#[test]
fn a_link_decides_about_its_own_works_only_and_not_about_hidden_ones() {
    on_every_database(|test| {
        let wren = archivist(test);
        let [doras] = bring(test, wren, &["Rain"], &["Dora"]).try_into().unwrap();
        let secret = link(test);
        let [eddas] = bring(test, wren, &["Snow"], &["Edda"]).try_into().unwrap();
        let anas = test.post(story("Fog", 1), State::Posted, false);
        assert_eq!(decide(test, &secret, &[eddas, anas], Decision::Delete), 0);
        assert_eq!(adopt(test, test.cast.bo.viewer(), &secret, &[eddas, anas]).unwrap(), 0);
        let guessed = adopt(test, test.cast.bo.viewer(), &Secret::shown("guessed"), &[doras]);
        assert!(matches!(guessed, Err(Error::NotFound)));
        let suspended = adopt(test, Viewer::Suspended(test.cast.bo.id), &secret, &[doras]);
        assert!(matches!(suspended, Err(Error::Forbidden(Why::Sanctioned))));
        let kim = test.cast.moderator();
        test.archive.write(move |tx| works::hide(&kim, tx, doras, "because")).wait().unwrap();
        assert_eq!(decide(test, &secret, &[doras], Decision::Delete), 0, "VIS-10");
    });
}

#[test]
fn who_wants_no_letters_gets_none_and_who_wants_no_imports_is_heeded() {
    on_every_database(|test| {
        let wren = archivist(test);
        bring(test, wren, &["Rain"], &["Dora"]);
        let secret = link(test);
        let wish = |silent, refuses| {
            let secret = secret.clone();
            test.archive.write(move |tx| claims::wish(tx, &secret, silent, refuses)).wait().unwrap();
        };
        wish(true, false);
        bring(test, wren, &["Snow"], &["Dora"]);
        assert_eq!(letters(test), []);
        wish(false, true);
        assert!(matches!(try_bring(test, wren, &["Fog"], &["Dora"]), Err(Error::Forbidden(Why::RefusesImports))));
        let spelled = Absent::new("Somebody", "dora+fics@EXAMPLE.org".parse().unwrap()).unwrap();
        let works = vec![(packed(wren, "Fog", State::Posted), None)];
        let other = test
            .archive
            .write(move |tx| claims::bring(&wren.viewer(), tx, wren.id, &works, std::slice::from_ref(&spelled)));
        assert!(matches!(other.wait(), Err(Error::Forbidden(Why::RefusesImports))), "however it is spelled");
        wish(false, false);
        bring(test, wren, &["Fog"], &["Dora"]);
        assert_eq!(letters(test).len(), 1);
    });
}

#[test]
fn an_archivist_who_leaves_takes_nothing_of_others_along() {
    on_every_database(|test| {
        archivist(test);
        let nora = test.member_with_account("nora");
        test.archive.write(move |tx| accounts::give(&HOST, tx, nora.id, Role::Archivist)).wait().unwrap();
        let [id] = bring(test, nora, &["Rain"], &["Dora"]).try_into().unwrap();
        let secret = link(test);
        let leave = move |tx: &archive::Tx<'_>| accounts::delete(&nora.viewer(), tx, Fate::Leave, Fate::Leave);
        test.archive.write(leave).wait().unwrap();
        assert_eq!(bylines(test, id), ["Dora"]);
        assert_eq!(waiting(test, &secret), [id]);
        adopt(test, test.cast.bo.viewer(), &secret, &[id]).unwrap();
        assert_eq!(bylines(test, id), ["bo_reads"]);
    });
}

#[test]
fn an_archivist_can_claim_what_they_kept() {
    on_every_database(|test| {
        let wren = archivist(test);
        let [id] = bring(test, wren, &["Rain"], &["Dora"]).try_into().unwrap();
        adopt(test, wren.viewer(), &link(test), &[id]).unwrap();
        assert_eq!(bylines(test, id), ["wren"]);
        let own = test.archive.read(move |tx| works::page_of_person(&wren.viewer(), tx, wren.id, 1)).wait().unwrap();
        assert_eq!(own.total, 1);
    });
}

#[test]
fn the_name_of_who_made_it_is_secret_while_the_work_is_anonymous() {
    on_every_database(|test| {
        let wren = archivist(test);
        let [id] = bring(test, wren, &["Rain"], &["Dora"]).try_into().unwrap();
        test.archive.write(move |tx| works::set_anonymous(&wren.viewer(), tx, id, true)).wait().unwrap();
        let bo = test.cast.bo.viewer();
        let seen = test.archive.read(move |tx| works::show(&bo, tx, id)).wait().unwrap();
        assert_eq!(seen.card.bylines, [Byline::Anonymous]);
    });
}
