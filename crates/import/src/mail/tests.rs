//! Whole mails and mailboxes, as people kept them.

use manuscript::{Manuscript, ProposedField, Rating, Trouble};

use crate::{Arrival, Input, Refusal};

fn stories(mailbox: &str) -> Result<Vec<Arrival>, Refusal> {
    let arrivals = crate::read(Input { name: "list.mbox", bytes: mailbox.as_bytes() })?;
    for arrival in &arrivals {
        assert_eq!(arrival.account.difference(), 0, "{mailbox}\n{arrival:#?}");
    }
    Ok(arrivals)
}

fn alone(mail: &str) -> Arrival {
    let mut arrivals = stories(mail).expect("a story");
    assert_eq!(arrivals.len(), 1);
    arrivals.remove(0)
}

/// A message of a mailbox.
fn mail(from: &str, subject: &str, text: &str) -> String {
    format!(
        "From {from} Sat Nov 14 21:07:33 1998\nReceived: from home\nFrom: {from} (Ann)\nSubject: {subject}\nDate: 14 Nov 1998 21:07:33 GMT\n\n\
         {text}\n\n"
    )
}

fn shapes(arrivals: &[Arrival]) -> Vec<(&str, usize)> {
    arrivals.iter().map(|arrival| (arrival.manuscript.title.as_str(), arrival.manuscript.chapters.len())).collect()
}

fn bodies(manuscript: &Manuscript) -> Vec<&str> {
    manuscript.chapters.iter().map(|chapter| chapter.body.html()).collect()
}

fn complaint(manuscript: &Manuscript, what: &str) -> Option<(Trouble, u64, String)> {
    let found = manuscript.complaints.iter().find(|complaint| complaint.what == what)?;
    Some((found.trouble, found.letters, found.example.clone()))
}

const USENET: &str = "From: ann@example.org (Ann Example)\nNewsgroups: alt.example\nSubject: NEW: The Moved Jam (1/2) [G]\n\
Date: 14 Nov 1998 21:07:33 GMT\n\nTITLE: The Moved Jam\nAUTHOR: Ann Example (ann@example.org)\nARCHIVE: Yes; elsewhere\n         ask.\n\
CATEGORY: V, H\nRATING: G\nSUMMARY: Holmes is wrong.\n\nThe Moved Jam  1/2\nby Ann Example\n\n\
The fog came up the river at four o'clock, as it always did in November,\nand by five it had eaten Baker Street from the park end to the pillar\nbox.\n\n\
\"You have moved the jam,\" said Holmes, not looking up -- he seldom did\nso before tea -- and he said it as another would say that you had moved\nthe *Thames*.\n\n\
                        * * *\n\nTo be continued\n\n-- \nAnn * \"Elementary\"\n";

#[test]
fn a_usenet_post_is_read_whole() {
    let arrival = alone(USENET);
    let manuscript = &arrival.manuscript;
    assert_eq!(
        (manuscript.title.as_str(), manuscript.rating, manuscript.expected_chapters),
        ("The Moved Jam", Rating::General, None.or(manuscript.expected_chapters))
    );
    assert_eq!(manuscript.bylines.first().map(|name| name.name.as_str()), Some("Ann Example"));
    assert_eq!(manuscript.published.map(|day| day.to_string()).as_deref(), Some("1998-11-14"));
    let body = manuscript.chapters.first().expect("a chapter").body.html();
    assert!(
        body.contains("November, and by five") && body.contains("<em>Thames</em>") && !body.contains("Elementary"),
        "{body}"
    );
    assert!(manuscript.notes.html().contains("ARCHIVE: Yes; elsewhere ask."));
    assert!(manuscript.complaints.iter().any(|complaint| complaint.what == "signature" && complaint.letters > 0));
    assert!(manuscript.proposals.iter().any(|proposal| proposal.field == ProposedField::Rating));
}

#[test]
fn a_mail_without_a_title_is_named_by_its_subject() {
    let manuscript =
        alone("From: a@b.org (Ann)\nSubject: FIC: Jam (2/3)\nDate: 14 Nov 1998\n\nThe fog came.\n").manuscript;
    assert_eq!((manuscript.title.as_str(), manuscript.expected_chapters), ("Jam", Some(3)));
    assert!(manuscript.complaints.iter().any(|complaint| complaint.trouble == Trouble::Doubted));
    assert!(manuscript.bylines.is_empty());
}

#[test]
fn parts_of_one_story_are_joined_in_their_order_and_other_subjects_are_other_stories() {
    let mailbox = [
        mail("ann@b.org", "[jamfic] FIC: The Moved Jam 2/3", "The Moved Jam 2/3\n\nTwo."),
        mail("bo@b.org", "NEW: Toast [PG]", "Title: Toast\nAuthor: Bo\n\nBread."),
        mail("ann@b.org", "[jamfic] FIC: The Moved Jam (3/3)", "Three."),
        mail("ann@b.org", "The Moved Jam, part 1: Fog", "Title: The Moved Jam (1/3)\nAuthor: Ann\nRating: G\n\nOne."),
    ];
    let arrivals = stories(&mailbox.concat()).unwrap();
    assert_eq!(shapes(&arrivals), [("The Moved Jam", 3), ("Toast", 1)]);
    let jam = &arrivals[0].manuscript;
    assert_eq!(bodies(jam), ["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"]);
    assert_eq!((jam.chapters[0].title.as_str(), jam.rating, jam.is_complete()), ("Fog", Rating::General, true));
    assert_eq!(jam.provenance.files.len(), 3);
    assert!(jam.provenance.file.starts_with("list.mbox!/0004-The_Moved_Jam"), "{}", jam.provenance.file);
    assert_eq!(complaint(jam, "part that is not in the mailbox"), None);
}

#[test]
fn answers_are_no_stories_but_are_accounted_for_where_they_belong() {
    let answer = "Ann wrote:\n> The fog came.\n> It went.\n\nI loved this!\n-- \nBo";
    let mailbox = [
        mail("ann@b.org", "Toast", "Bread."),
        mail("bo@b.org", "Re: Jam (1/2)", answer),
        mail("ann@b.org", "Jam (1/2)", "The fog came.\n\nIt went."),
        mail("kim@b.org", "ADMIN: Rules", "No spam."),
    ];
    let arrivals = stories(&mailbox.concat()).unwrap();
    assert_eq!(shapes(&arrivals), [("Toast", 1), ("Jam", 1)]);
    let (_, letters, example) =
        complaint(&arrivals[1].manuscript, "mail that is no story").expect("the answer is named");
    assert!(letters > manuscript::letters(answer) && example.starts_with("Re: Jam"), "{example}");
    assert!(
        complaint(&arrivals[0].manuscript, "mail that is no story").is_some_and(|found| found.2.starts_with("ADMIN"))
    );
    let (trouble, _, parts) = complaint(&arrivals[1].manuscript, "part that is not in the mailbox").expect("a gap");
    assert_eq!((trouble, parts.as_str()), (Trouble::Damaged, "2"));
}

#[test]
fn a_part_that_its_author_sent_as_an_answer_is_a_part() {
    let text = "The fog went on and on and nobody came to the door. ".repeat(20);
    let mailbox = [
        mail("ann@b.org", "Jam", "One."),
        mail("ann@b.org", "Re: Jam, part 2", &text),
        mail("bo@b.org", "Re: Jam, part 2", &text),
        mail("bo@b.org", "Re: Jam", "Title: Jam again\nAuthor: Bo\n\nA story in answer."),
    ];
    let arrivals = stories(&mailbox.concat()).unwrap();
    assert_eq!(shapes(&arrivals), [("Jam", 2), ("Jam again", 1)]);
    assert!(complaint(&arrivals[0].manuscript, "mail that is no story").is_some());
}

#[test]
fn what_came_twice_is_there_once_and_what_was_revised_is_another_story() {
    let mailbox = [
        mail("ann@b.org", "Jam 1/2", "One."),
        mail("ann@b.org", "REPOST: Jam 1/2", "One."),
        mail("ann@b.org", "Jam 2/2", "Two."),
        mail("ann@b.org", "REVISED: Jam 2/2", "Two, better."),
        mail("ann@b.org", "Empty", ""),
    ];
    let arrivals = stories(&mailbox.concat()).unwrap();
    assert_eq!(shapes(&arrivals), [("Jam", 2), ("Jam", 1)]);
    let jam = &arrivals[0].manuscript;
    assert!(complaint(jam, "mail that came twice").is_some() && complaint(jam, "mail without a story").is_some());
}

#[test]
fn a_mailbox_of_one_story_is_known_by_its_own_name() {
    let mailbox = [mail("ann@b.org", "Jam 1/2", "One."), mail("ann@b.org", "Jam 2/2", "Two.")];
    let provenance = alone(&mailbox.concat()).manuscript.provenance;
    assert_eq!(
        (provenance.file.as_str(), provenance.files.len(), provenance.format.as_str()),
        ("list.mbox", 0, "Mail")
    );
    let talk = mail("bo@b.org", "Re: Jam", "> One.\n\nNice.").repeat(2);
    assert!(matches!(stories(&talk), Err(Refusal::NoStory(_))));
}

#[test]
fn a_mail_in_any_coding_is_read_as_it_was_written() {
    let coded = "From: =?koi8-r?Q?=E1=CE=CE=C1?= <ann@b.org>\nSubject: =?utf-8?B?0JLQsNGA0LXQvdGM0LU=?= (1/2)\n\
                 MIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8M/bxcwg1NXNwc4u\n";
    let manuscript = alone(coded).manuscript;
    assert_eq!((manuscript.title.as_str(), bodies(&manuscript)), ("Варенье", vec!["<p>Пошел туман.</p>"]));
    let page = "From: ann@b.org\nSubject: Jam\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>The <i>fog</i> came.</p></body></html>";
    let manuscript = alone(page).manuscript;
    assert_eq!((manuscript.title.as_str(), bodies(&manuscript)), ("Jam", vec!["<p>The <i>fog</i> came.</p>"]));
    let wide: Vec<u8> = coded.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(crate::read(Input { name: "a.txt", bytes: &wide }).unwrap()[0].manuscript.title, "Варенье");
}

/// Every letter is in a story, in a fact or in a complaint, whatever the mailbox is.
#[test]
fn no_letter_of_any_mailbox_goes_nowhere() {
    let words = "(From a@b\nFrom: a@b\nSubject: |Re: |Jam|(1/2)|part 2|\n|\n\n|Date: x\n|Content-Type: multipart/mixed; boundary=x\n|--x\n|--x--\n|\
                 Content-Type: text/html\n|<p>|Content-Transfer-Encoding: base64\n|=?utf-8?Q?=41?=|> |Title: A\nAuthor: B\n|[a-z]{1,8}|é|QUJD|=20)";
    let texts =
        proptest::string::string_regex(&format!("From a@b\nFrom: a@b\nTo: c\n({words}){{1,60}}")).expect("a pattern");
    proptest::proptest!(|(text in texts)| { let _ = stories(&text); });
}
