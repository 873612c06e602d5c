//! `foolscap user`.

use std::io::Write as _;
use std::process::Stdio;

use crate::desk::{Desk, Said};

fn user(desk: &Desk, args: &[&str]) -> Said {
    desk.run(&[&["user"], args, &["--data", "archive"]].concat())
}

#[test]
fn an_account_is_made_with_a_link_given_a_role_suspended_and_listed() {
    let desk = Desk::new();
    let made = user(&desk, &["create", "ana", "ana@example.org"]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.out.contains("made the account ana") && made.out.contains("/users/password/"), "{made:?}");
    assert_eq!(user(&desk, &["role", "ana", "moderator"]).out, "ana is now moderator\n");
    user(&desk, &["create", "bo_reads", "bo@example.org"]);
    let suspended = user(&desk, &["suspend", "bo_reads", "--until", "2999-12-31", "--reason", "spam"]);
    assert_eq!(suspended.out, "bo_reads is suspended until the end of 2999-12-31 (UTC) and logged out everywhere\n");
    let list = user(&desk, &["list"]).out;
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines[0].starts_with("ana  ana@example.org  since ") && lines[0].ends_with("  moderator"), "{list}");
    assert!(lines[1].ends_with("  suspended until 2999-12-31"), "{list}");
    assert_eq!(user(&desk, &["lift", "bo_reads", "--reason", "enough"]).out, "bo_reads can write again\n");
    assert_eq!(user(&desk, &["ban", "bo_reads", "--reason", "spam"]).code, Some(0));
    assert!(user(&desk, &["list"]).out.contains("  banned\n"));
    assert_eq!(user(&desk, &["log-out", "ana"]).out, "ana is logged out everywhere\n");
    assert_eq!(user(&desk, &["log-out", "--everybody"]).out, "everybody is logged out everywhere\n");
    assert_ne!(user(&desk, &["log-out"]).code, Some(0));
    let renamed = user(&desk, &["rename", "bo_reads", "bo_writes", "--reason", "pretends"]).out;
    assert_eq!(renamed, "bo_reads is called bo_writes from now on, and nobody else can take the old name\n");
    user(&desk, &["rename", "bo_writes", "ana", "--reason", "x"]).refuses_with(&["ana", "in use"]);
    assert_eq!(user(&desk, &["create", "bo_reads", "other@example.org"]).code, Some(0), "the host gives any name");
    assert!(user(&desk, &["reset", "ana"]).out.contains("/users/password/"));
    assert_eq!(user(&desk, &["role", "ana", "moderator", "--take"]).out, "ana is no longer moderator\n");
}

#[test]
fn there_is_no_second_factor_to_take_from_who_has_none() {
    let desk = Desk::new();
    user(&desk, &["create", "ana", "ana@example.org"]);
    let said = user(&desk, &["take-second-factor", "ana"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("ana has neither a second factor nor a passkey"), "{said:?}");
}

#[test]
fn a_password_is_read_from_standard_input_and_printed_nowhere() {
    let desk = Desk::new();
    let with_password = |name: &str, password: &str| {
        let address = format!("{name}@example.org");
        let mut command = desk.command(&["user", "create", name, &address, "--password", "--data", "archive"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    };
    let made = with_password("ana", "a fool and a cap\n");
    assert_eq!((made.code, made.out.as_str()), (Some(0), "made the account ana\n"));
    with_password("bo_reads", "short\n").refuses_with(&["password", "8"]);
}

#[test]
fn what_cannot_be_done_is_told_in_one_sentence() {
    let desk = Desk::new();
    user(&desk, &["create", "ana", "ana@example.org", "--role", "owner"]);
    user(&desk, &["create", "ana", "other@example.org"]).refuses_with(&["ana", "in use"]);
    user(&desk, &["create", "dora", "ANA@example.org"]).refuses_with(&["in use"]);
    user(&desk, &["create", "x", "x@example.org"]).refuses_with(&["3 to 40"]);
    user(&desk, &["create", "dora", "nowhere"]).refuses_with(&["mail address"]);
    user(&desk, &["role", "ana", "king"]).refuses_with(&["king", "owner, moderator"]);
    user(&desk, &["role", "ana", "owner", "--take"]).refuses_with(&["last"]);
    user(&desk, &["role", "nobody", "owner"]).refuses_with(&["nobody", "foolscap user list"]);
    user(&desk, &["suspend", "ana", "--until", "soon", "--reason", "x"]).refuses_with(&["soon", "2026-12-31"]);
    user(&desk, &["suspend", "ana", "--until", "2001-01-01", "--reason", "x"]).refuses_with(&["over"]);
    user(&desk, &["ban", "ana", "--reason", "x"]).refuses_with(&["role"]);
    user(&desk, &["create", "bo_reads", "bo@example.org"]);
    user(&desk, &["lift", "bo_reads", "--reason", "x"]).refuses_with(&["bo_reads is under no sanction"]);
}

#[test]
fn everything_of_somebodys_is_written_into_a_zip_that_was_not_there() {
    let desk = Desk::new();
    user(&desk, &["create", "ana", "ana@example.org"]);
    assert_eq!(user(&desk, &["export", "ana", "ana.zip"]).out, "wrote everything of ana to ana.zip\n");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(desk.path("ana.zip")).unwrap()).unwrap();
    let mut told = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("account.json").unwrap(), &mut told).unwrap();
    assert!(told.contains("ana@example.org"), "{told}");
    user(&desk, &["export", "ana", "ana.zip"]).refuses_with(&["ana.zip", "is there already"]);
    user(&desk, &["export", "nobody", "other.zip"]).refuses_with(&["nobody", "foolscap user list"]);
    user(&desk, &["export", "ana", "nowhere/ana.zip"]).refuses_with(&["nowhere/ana.zip", "cannot be written"]);
    assert!(!desk.path("other.zip").exists(), "nothing half done is left");
}

#[test]
fn somebody_is_invited_by_a_link() {
    let desk = Desk::new();
    let invited = user(&desk, &["invite", "dora@example.org"]);
    assert!(invited.code == Some(0) && invited.out.contains("/invitations/"), "{invited:?}");
    user(&desk, &["invite", "nowhere"]).refuses_with(&["mail address"]);
}

#[test]
fn how_the_archive_is_run_is_listed_and_changed() {
    let desk = Desk::new();
    let settings = |args: &[&str]| desk.run(&[&["settings"], args, &["--data", "archive"]].concat());
    assert!(settings(&[]).out.starts_with("sign_up = open\nqueue = no\n"));
    assert_eq!(settings(&["sign_up", "invited"]).out, "sign_up = invited\n");
    assert_eq!(settings(&["sign_up"]).out, "sign_up = invited\n");
    settings(&["sign_up", "ajar"]).refuses_with(&["ajar", "open, invited, closed"]);
    settings(&["restorable_days", "0"]).refuses_with(&["1 to 366"]);
    settings(&["colour"]).refuses_with(&["colour", "sign_up, queue"]);
}
