# Kudos, comments.

feedback = Feedback
kudos-leave = Kudos ♥
kudos-thanks = Thank you for leaving kudos!
kudos-before = You have left kudos here before. Once says it.
kudos-heading = Kudos for
kudos-of = Kudos for { $what }
kudos-none = Nobody has left kudos yet.
kudos-members = { $what ->
    [one] { $what } member has left kudos.
   *[other] { $what } members have left kudos.
}
kudos-guests = { $what ->
    [one] { $what } guest as well.
   *[other] { $what } guests as well.
}
kudos-and = { " " }and
kudos-others = { $what ->
    [one] { $what } other
   *[other] { $what } others
}
kudos-guests-short = { $what ->
    [one] { $what } guest
   *[other] { $what } guests
}
kudos-have-left = { $what ->
    [one] left kudos.
   *[other] left kudos.
}

# Comments.
comments-of = Comments on { $what }
comments-heading = Comments on
comment-heading = A comment on
comments-all = All comments
comments-link = { $what ->
    [0] Comments
   *[other] Comments ({ $what })
}
comments-none = Nobody has said anything here yet.
comments-more = { $what ->
    [one] { $what } more answer
   *[other] { $what } more answers
}
comments-many = { $what } or more further answers
comments-waiting = { $what ->
    [one] { $what } comment waits for you
   *[other] { $what } comments wait for you
}
comments-waiting-of = Comments that wait on { $what }
comments-waiting-heading = Comments that wait on
comments-none-waiting = Nothing waits. What is said here from now on comes to this page first, as long as you let comments through yourself.
comments-approve = Let the chosen through
comments-approve-all = Let all { $what } through
comments-delete = Delete the chosen
comments-delete-spam = Delete the chosen as spam
comments-waiting-spam-hint = “As spam” teaches the archive’s sieve, which holds what is like it.
comment-choose = Choose
comments-muted = { $what ->
    [one] { $what } comment by somebody you muted
   *[other] { $what } comments by people you muted
}
comments-not-now = Nothing can be said here now.
comments-no-answers = This comment cannot be answered.
comments-nobody = Nobody can comment on this work.
comments-members = Members comment on this work.
comments-approve-link = Let it through
inbox-approve = Let through what waits
inbox-answer-here = Answer here
inbox-title = Inbox
inbox-all = Everything
inbox-unread = Only what is unread
inbox-none = Here will be what others say at your works and answer you.
inbox-mark-read = Mark as read
inbox-mark-unread = Mark as unread
inbox-put-away = Delete from the inbox
inbox-is-unread = unread
inbox-is-answered = answered
comment-parent = What it answers
comment-thread = Thread
comment-answer = Answer
comment-answer-heading = Answer
comment-say-heading = Say something
comment-edit = Edit
comment-delete = Delete
comment-freeze = Freeze
comment-thaw = Unfreeze
comment-hide = Hide
comment-show = Show again
comment-hide-spam = Hide as spam
comment-hide-all = Hide everything they said, and take back their kudos
comment-deleted = (This comment was deleted.)
comment-hidden = (Those who keep order in this archive have hidden this comment.)
comment-by-creator = creator
comment-by-guest = guest
comment-anonymous-creator = Anonymous Creator
comment-account-gone = Somebody who has left
comment-on-chapter = on chapter { $what }
comment-edited = Changed { $what }
comment-is-waiting = A creator of this work has not let this through yet; until then few people see it.
comment-held-wish = It waits because you look at every comment first.
comment-held-leads = It waits because it leads elsewhere, and nobody here knows yet who says it.
comment-held-guest = It waits because guests’ comments are looked at first in this archive.
comment-held-unwelcome = It waits because a word or a name stands on a creator’s list.
comment-held-spam = It waits because it is like comments that nobody wanted here.
comment-is-hidden = Those who keep order have hidden this; others see only that there is something.
comment-is-frozen = Frozen: nobody can answer or change it.
comment-name = Your name
comment-email = Your e-mail address
comment-email-hint = Answers are sent there. Nobody sees it.
comment-pseud = Under the name
comment-text = Comment
comment-text-hint = At most 10,000 characters; plain text or simple HTML, such as <blockquote>words of the text</blockquote>.
comment-follow = Comment
comment-quote = Quote
comment-back-down = Back under the text
comment-restored = What you had typed here is back.
comment-send = Post comment
comment-save = Save
comment-back = Back to the comment
comment-edit-title = Edit a comment
comment-delete-title = Delete a comment
comment-delete-what = This comment will be gone for good.
comment-delete-stub = The words and the name will be gone for good. That there was a comment stays to be seen, because others have answered.
comment-waits = Thank you. A creator of this work looks at comments before others see them.
comment-unsaid = What you answer was deleted meanwhile. Your text is here; you can say it at the work itself.
comment-refused = This cannot be said here. Your text is still in the box.
comment-not-editable = This comment cannot be changed any more: somebody has answered it, or it stands still. Your text is still in the box.
comment-too-often = { $what ->
    [one] That was much at once. In a minute you can go on; your text is still in the box.
   *[other] That was much at once. In { $what } minutes you can go on; your text is still in the box.
}

mail-kudos-subject = { $what }: kudos for you
mail-kudos-text = Since the last letter kudos were left at works of yours:
mail-commented-subject = { $what }: a comment on a work of yours
mail-commented-text = { $what } says at “{ $of }”:
mail-said-of-tag-subject = { $what }: something is said of a tag
mail-said-of-tag-text = { $what } says of the tag “{ $of }”:
mail-answered-subject = { $what }: an answer to your comment
mail-answered-text = { $what } answers you at “{ $of }”:
mail-comment-changed-subject = { $what }: a comment was changed
mail-comment-changed-text = { $what } has changed what they said at “{ $of }”. It now says:
mail-comment-copied-subject = { $what }: what you said
mail-comment-copied-text = You said, as { $what }, at “{ $of }”:
mail-comment-waits = Others see it when you have let it through.

# Words and names that an author does not wish to meet.
unwelcome-title = Words and names you do not wish to meet
unwelcome-what = What is said at your works and holds one of these words, or is said by one of these names, waits for you, or cannot be said. Nobody but you sees this list.
unwelcome-done = That is kept. It holds for what is said from now on.
unwelcome-words = Words, one on each line
unwelcome-words-hint = A word is met whole, whatever its capitals and accents; several words on a line are met in a row.
unwelcome-names = Names of guests or members, one on each line
unwelcome-way = What meets the list
unwelcome-waits = waits until you have looked at it
unwelcome-refused = cannot be said; whoever says it is told no reason
unwelcome-save = Save

quoting-link = Quote from the text
quoting-heading = Quote from
quoting-of = Quote from { $what }
quoting-what = Choose a paragraph: it is put into the box for your comment.
quoting-without = Comment without a quotation
quoting-none = There is nothing to quote in this chapter.
