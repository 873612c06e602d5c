# Those who keep order, and the host.

hosting-title = Keeping order
hosting-how = A work is hidden on its own page, by “Keep order”; a person is suspended on theirs.
keep-order = Keep order

deeds-title = Who did what
deeds-what = Every act of those who keep order. Nothing here is ever changed or taken out.
deeds-latest = The latest
deeds-none = Nothing was done yet.
deeds-broken = Entry { $what } of the log is not as it was written: somebody has changed the database by hand.
deed-when = When (UTC)
deed-who = Who
deed-what = What
deed-to = To what
deed-why = Why
deed-host = The host, at the terminal
deed-hid = Hid
deed-showed = Showed again
deed-corrected = Corrected
deed-proposed-purge = Proposed that it goes for good
deed-dropped-purge = Dropped the proposal
deed-purged = Agreed, and it is gone
deed-warned = Warned
deed-suspended = Suspended
deed-banned = Banned
deed-lifted = Lifted the sanction
deed-gave-role = Gave a role
deed-took-role = Took a role
deed-made-account = Made an account
deed-made-reset-link = Made a link for a new password
deed-took-orphans-name = Took a name off orphaned works
deed-exported = Wrote everything of theirs into a file
deed-took-second-factor = Took second factor and passkeys away
deed-logged-out = Logged out everywhere
deed-changed-setting = Changed a setting
deed-invited-address = Invited
deed-invited-waiting = Invited those who waited longest: so many
deed-gave-invitations = Gave more invitations
deed-refused-invitations = Refused more invitations
deed-banned-address = Kept an address out
deed-lifted-address = Let an address join again
deed-blanked-profile = Took away what they say of themselves
deed-blanked-name = Took away what stands beside a name
deed-deleted-comment = Deleted a comment on this work
deed-hid-shelf = Hid a shelf of this person’s
deed-showed-shelf = Showed a hidden shelf of this person’s again
deed-hid-bookmark = Hid a bookmark of this person’s
deed-showed-bookmark = Showed a hidden bookmark of this person’s again
deed-hid-comment = Hid a comment on this work
deed-showed-comment = Showed a hidden comment on this work again
deed-froze-comment = Froze a thread of comments on this work
deed-thawed-comment = Let a frozen thread of comments on this work go on
deed-hid-spam = Hid a comment on this work as spam
deed-taught-sieve = Had the sieve learn from what is here
deed-emptied-sieve = Had the sieve forget what it had learnt
deed-hid-all-comments = Hid everything that somebody said, and took their kudos away
deed-took-name = Took a name away; this one was given
deed-hid-all = Hid all their works
deed-showed-all = Showed all their works again that were hidden so
deed-other = Something this version has no word for

field-reason = Reason
field-reason-hint = It is told to those it concerns, and kept in the log.

hiding-title = Keep order: a work
hiding-is-hidden = This work is hidden. Its creators can read it, and no more.
hiding-is-shown = This work is shown to those its author shows it to.
hiding-hide = Hide
hiding-show = Show again
hiding-left = Left or orphaned it in the last three days: { $what }
hiding-history = What was done
purges-title = To go for good
purges-none = No work is proposed to go for good.
purge-title = It may go for good
purge-propose = Propose that it goes for good
purge-proposed = Proposed by { $what } on { $of }:
purge-takes-two = Another who keeps order has to agree. Until then the work is hidden, and nothing is lost.
purge-what = If you agree, the work is gone for good, with everything in it. Its creators have got its text by letter.
purge-agree = Agree: it goes for good
purge-drop = Drop the proposal

orphans-name-title = Keep order: a name on orphaned works
orphans-name-what = { $of ->
    [one] One work stands under “{ $what } (orphan_account)”. It will stand under “orphan_account” alone.
   *[other] { $of } works stand under “{ $what } (orphan_account)”. They will stand under “orphan_account” alone.
 } This cannot be undone, and the log will not say which name it was.
orphans-name-take = Take the name off
orphans-name-link = Take this name off orphaned works

sanction-title = Keep order: { $what }
sanction-oneself = This is you: nobody warns, suspends or bans themselves.
sanction-owner = This person owns the archive, so nobody can warn, suspend or ban them. Another owner can take that role away first.
sanction-keeps-order = This person keeps order too. Only an owner can warn, suspend or ban them.
sanction-none = This person is under no sanction.
sanction-suspended = Suspended until { $what } (UTC).
sanction-banned = Banned.
sanction-until = Suspended until the end of
sanction-suspend = Suspend
sanction-ban = Ban
sanction-warn = Warn
sanction-lift = Lift the sanction
events-title = What happened to accounts
events-what = What happens to one account in one hour is one line, which is kept for ninety days. From where somebody came is not kept at all.
event-last = When last (UTC)
event-whose = Whose
event-times = How often in that hour
event-gone = An account that is gone, number { $what }
event-nobody = Names that no account has
event-logged-in = Logged in
event-wrong-password = Wrong password
event-wrong-code = Wrong code after the password
event-changed-password = Changed the password
event-asked-address = Asked for another address
event-changed-address = Changed the address
event-renamed = Changed the name
event-second-factor-on = Switched the second factor on
event-second-factor-off = Switched the second factor off
event-added-passkey = Added a passkey
event-removed-passkey = Took a passkey away
event-took-along = Took everything along in a ZIP
event-deleted = Deleted the account
find-title = Find people
find-wanted = Who
find-hint = A part of a name, of a former name or of a name that somebody writes under; a number; or a whole mail address, which stands in no log.
find = Find
find-nobody = Nobody here is or was called so.
find-more = There are more. The first { $what }:
account-works-title = Keep order: all works of { $what }
account-works-link = Hide all works of this account
account-works-none = There is nothing to hide, and nothing that was hidden so.
account-works-to-hide = { $what ->
    [one] One work would be hidden
   *[other] { $what } works would be hidden
 }
account-works-what = Drafts and deleted works are among them, and works with other creators, but none of yours. Their creators get one letter each and can still read and take away what is theirs. It can be undone with one button.
account-works-hide = { $what ->
    [one] Hide it
   *[other] Hide all { $what }
 }
account-works-hidden = { $what ->
    [one] One work was hidden so
   *[other] { $what } works were hidden so
 }
account-works-show = { $what ->
    [one] Show it again
   *[other] Show all { $what } again
 }
former-names = Called before: { $what }
take-name-title = Another name
take-name-what = With a reason above, this name is taken away and nobody can have it again, unless the host gives it. The account is called { $what } then, and its owner can choose another name at once.
take-name = Take this name away
blanking-title = What they say of themselves
blanking-none = Nothing.
blanking-what = With a reason above, one button takes one thing away. They are told, and can write something else.
blanking-profile = Take this profile away
blanking-name = Take away what stands beside { $what }

roles-title = Roles
roles-what = What each role may do stands in the documents (docs/roles.md). Every change is in the log.
roles-role = Role
roles-give = Give the role
roles-take = Take
roles-take-from = Take from { $what }: { $of }
role-owner = Owner
role-moderator = Moderator
role-wrangler = Wrangler
role-archivist = Archivist

run-title = How the archive is run
run-what = What is changed here holds at once, and each change stands in the log. What you have not decided here is as the settings file says.
run-done = That is kept.
run-sign-up = Who may make an account
run-open = Anybody
run-invited = Whoever was invited
run-closed = Nobody by themselves; the host makes accounts
run-queue = Anybody may leave an address and wait for an invitation
run-queue-number = How many of those who wait are invited at a time; 0 where you call them by hand
run-queue-hours = Hours from one time to the next
run-invitations = How many people each member may invite
run-asking = Members may ask for more invitations
run-restorable-days = Days in which a deleted work can be fetched back
run-draft-days = Days without a change after which a draft goes into the bin, its creators told a week before; 0 for never
run-confirm-days = Days after which an account whose address nobody has confirmed is forgotten, with its name
run-idle-days = Days after which a browser that nobody comes back with is logged out
run-wrangling = Wranglers decide about tags; otherwise only owners do
run-minimum-age = The age that new members must state
run-searches-texts = Words in quotes are looked for in the text of stories, too; authors can still keep theirs out
run-terms-version = The version of terms and privacy notice; when it changes, members are asked to agree anew
run-guest-comments = What guests say at works, where the works let them
run-guests-everyone = Everybody reads it
run-guests-held = A creator of the work looks at it first
run-guests-nobody = Guests say nothing
run-sieve = About whose comments the sieve is asked, which holds what is like comments that nobody wanted
run-sieve-everybody = About everybody’s
run-sieve-newcomers = About those of guests and of whoever is new
run-sieve-nobody = About nobody’s
run-newcomer-days = Days for which an account is new: it says three things in a quarter of an hour
run-newcomer-comments = Comments that have to be read by others before somebody is new no more
run-save = Save

correct = Correct rating, warnings, fandoms or language
correct-title = Correct a work
correct-what = Only this can be corrected on the works of others. Their creators get a letter with the reason, and the log keeps it with what stood there before.
correct-do = Correct it

# The sieve.
sieve-title = The sieve
sieve-what = It learns from what is decided here and nowhere else: what those who keep order hide as spam, and what creators let through or delete as spam when it waited. What is like the first sort waits for a creator of the work. It keeps digests of words, no words.
sieve-asleep = It has not learnt enough yet and holds nothing. It needs { $what } comments of each sort.
sieve-awake = It has learnt enough, and holds what is likely not wanted.
sieve-off = The settings say that it is asked about nobody’s comments.
sieve-learnt-spam = Learnt as unwanted
sieve-learnt-good = Learnt as wanted
sieve-waiting = Waiting now because of it
sieve-right = Held, and not wanted
sieve-wrong = Held, and let through
sieve-missed = Not held, and not wanted
sieve-since = Since { $what }
sieve-teach = Learn from what is here
sieve-teach-hint = The newest hidden comments count as unwanted, and as wanted those that have stood for a week, two hundred of each at most.
sieve-taught = It has learnt from what is here.
sieve-empty = Forget everything it has learnt
sieve-empty-hint = It holds nothing until it has learnt enough again. What waits goes on waiting.
sieve-emptied = It has forgotten everything.

growth-title = How the database grows
growth-what = Everything in this archive lies in tables of its database: works, comments, letters and so on, one thing to a row. Once a night it is noted how many rows each table has. These are the largest.
growth-sense = A table may grow as fast as the archive is used, or as a large import fills it. One that grows much faster is a sign that something is not cleared away, or that somebody floods the archive. You get a letter when a table of more than 100,000 rows has more than doubled in a week.
growth-none = Nothing is noted yet. Look again tomorrow.
growth-table = Table
growth-rows = Rows, roughly
growth-week = In a week
growth-size = Size
growth-mebibytes = { $what } MiB
growth-doubled = – more than doubled
