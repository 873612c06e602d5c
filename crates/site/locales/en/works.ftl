# A work's pages. Labels are the words that fans' tools look for (formats.md §2.3).

by = by
anonymous = Anonymous
multifandom = Multifandom

label-rating = Rating:
label-warning = { $what ->
    [one] Archive Warning:
   *[other] Archive Warnings:
 }
label-category = { $what ->
    [one] Category:
   *[other] Categories:
 }
label-fandom = { $what ->
    [one] Fandom:
   *[other] Fandoms:
 }
label-relationship = { $what ->
    [one] Relationship:
   *[other] Relationships:
 }
label-character = { $what ->
    [one] Character:
   *[other] Characters:
 }
label-additional = { $what ->
    [one] Additional Tag:
   *[other] Additional Tags:
 }
label-language = Language:
label-series = Series:
label-permissions = Others may:
label-stats = Stats:

stat-published = Published:
stat-updated = Updated:
stat-completed = Completed:
stat-words = Words:
stat-chapters = Chapters:
stat-comments = Comments:
stat-kudos = Kudos:
stat-bookmarks = Bookmarks:
stat-hits = Hits:
stat-language = Language:

series-part = Part { $what } of
series-previous = Previous work
series-next = Next work
series-river-of = In the series “{ $what }”
latest-chapter = Latest chapter

mark-no-category = No category
mark-complete = Complete work
mark-in-progress = Work in progress
show-warnings = Show warnings
show-additional = Show additional tags
mark-concealed = Warnings are hidden until you open them
mark-side = (in the background)
mark-restricted = Members only
mark-draft = Draft
mark-hidden = Hidden

notice-draft = This is a draft. Only you and those who keep order can see it.
notice-hidden = A moderator has hidden this work. Only you and those who keep order can see it.
notice-restricted = Members only: guests are asked to log in.
notice-chapter-gone = The chapter that you asked for is not here. This is its work.
notice-chapter-draft = This chapter is a draft.
notice-chapter-scheduled = This chapter is a draft, and posts itself on { $what }.

work-actions = What you can do here
entire-work = Entire work
chapter-by-chapter = Chapter by chapter
chapter-index = Chapter index
chapter-index-for = Chapters of
chapter-index-of = Chapters of { $what }
chapter-number = Chapter { $what }
chapters-label = Chapters
previous-chapter = Previous chapter
next-chapter = Next chapter
download = Download
share = Share
share-title = Share “{ $what }”
share-words = Words to share it
share-copy = HTML to copy
share-hint = Title, creators, tags and summary, with links to this archive. Whoever sees it may read the work.
about-work = About this work
summary-heading = Summary:
notes-heading = Notes:
end-notes-heading = End Notes:
work-text = Work Text:
chapter-text = Chapter Text

gate-title = This work may hold adult content
gate-what = Its author rated it for adults, or did not rate it. If you go on, you say that you want to see such works and may.
gate-go-on = Yes, show it
gate-back = No, take me to the first page
gate-cookie = Your answer is remembered in this browser, and nowhere else.

mark-named = Named people
mark-link = By link
mark-scheduled = Scheduled
mark-unrevealed = Mystery
mark-deleted = Deleted

notice-scheduled = This draft posts itself on { $what }. Until then only its creators and those who keep order can see it.
notice-unrevealed = This work is not revealed. Others find a mystery here, without title or text.
notice-anonymous = Anonymous: only its creators and those who keep order see who made it.
notice-for-named = For the people its author has named.
notice-link = For those who were given its secret link. It is in no list.
notice-draft-goes = This draft goes into the bin on { $what }, unless it is changed before. Saving it begins the time anew.
notice-deleted = This work is deleted. Its creators can fetch it back until { $what }.

mystery-work = Mystery Work
mystery-what = There is a work here, and it is not revealed yet. Come back when it is.
mystery-go-on = See other works

stone-title = This work was deleted
stone-what = Its author took it away. Copies that readers kept are theirs.

sharing = Who sees it
sharing-of = Who sees { $what }
sharing-access = For whom it is
sharing-save = Save
sharing-named = The people you name
sharing-named-hint = Names of accounts here, with commas between them. It appears in no list; they find it on your page.
sharing-link = Its secret link
sharing-link-what = Whoever has this link can read the work, with or without an account, and can pass the link on. It is in no list and hidden from search engines.
sharing-new-link = Make a new link, and let this one open nothing
sharing-anonymous = Anonymous: without my name, and on no page of mine
sharing-unrevealed = A mystery: nobody sees a word of it until I reveal it
sharing-posts-at = Posts itself on
sharing-posts-at-hint = Date and time in { $what }, your time zone. Leave it empty to post by hand.
access-named = The people I name
access-link = Whoever has its secret link

delete-title = Delete { $what }
delete-what = { $what ->
    [one] You can fetch it back for one day, and a letter with its text comes to every creator.
   *[other] You can fetch it back for { $what } days, and a letter with its text comes to every creator.
 }
delete-shows-title = Say at its address what it was called, and who wrote it if it is not anonymous
delete-reason = Say at its address why it is gone
delete-reason-hint = Only to those who could read it. With neither, the address answers as if nothing had ever been there.
delete-not = Keep it
deleted-title = { $what } is deleted
deleted-what = Until { $what } you can fetch it back as it was. After that it is gone for good.
restore = Fetch it back

creators-title = Who made it
creators-of = Who made { $what }
creators-invited = Asked, and not answered yet
creators-withdraw = Take the question back
creators-ask = Ask somebody to be named beside you
creators-ask-hint = The name of an account here, or one that somebody writes under, or both as name (account). They get a letter, can read the work at once, and are named when they say yes.
creators-send = Ask
creators-leave-title = Without your name
creators-leave-what = Your names go off this work, and those of the others stay. For three days you can come back, on the page “Questions to be named”.
creators-leave = Take my name off
orphan = Orphan for good
orphan-what = Orphaned, the work stays for its readers and is nobody’s: it belongs to the account “orphan_account”, and nothing says that you made it. This cannot be undone.
orphan-keep-name = Keep the name it is under, beside “orphan_account”

orphaning-title = Orphan works
orphaning-none = There is no posted work of yours here.
orphaning-which = Which works
orphaning-ticked = Those ticked below
orphaning-series = Mine in the series “{ $what }”
orphaning-pseud = All under the name “{ $what }”
orphaning-all = Everything I have posted
orphaning-look = See what would happen
orphaning-alone = It will belong to “orphan_account” alone.
orphaning-others = “orphan_account” takes your place beside:
orphaning-stays = Nothing happens to it:
orphaning-sure = I know that I cannot undo this
orphaned-done = { $what ->
    [one] One work is orphaned.
   *[other] { $what } works are orphaned.
 }
orphaned-left = Nothing happened to these:
why-draft = It is a draft, and nobody could find it there.
why-hidden = A moderator has hidden it, so it cannot be changed for now.
why-deleted = It is deleted. Fetch it back first.
why-last-creator = Nobody else made it. It can be orphaned or deleted.
why-not-to-be-asked = This person cannot be asked.
why-for-some = It is for the people you named, or by its secret link. You change that on its page “Who sees it”.
why-no-fandom = It would be left without a fandom.
why-broken = Something went wrong here. Try it again with this one.
why-not-yours = It is not yours to change.

requests-title = Questions to be named
requests-what = Who asks you here wants to name you as a creator of their work. Until you say yes, you are named nowhere.
requests-none = Nobody asks.
requests-asks = { $what } asks to name you as a creator of:
requests-accept = Yes, name me
requests-under = Under the name
requests-accept-of = Yes, name me as a creator of { $what }
requests-decline = No
requests-decline-of = No, do not name me as a creator of { $what }
left-title = Works you have left
left-what = If you did not mean it, come back, and you are named as before.
left-until = Until { $what }
left-return = Come back
left-unseen = A work that you do not see any more
requests-open = Others may ask to name me as a creator

estate-title = Works of a deleted account
estate-empty = Nothing is left to fetch back here.
estate-what = They come back as they were, into the account { $what }, under the name you use there by default. The link opens nothing after that.
estate-take = Fetch them back
estate-log-in = Log in to the account that shall have them, or make one, and open this page again.

blocked-title = Blocked people
blocked-what = Who stands here cannot ask you anything, nor you them. They are not told. The list is seen by nobody else.
block = Block
muted-title = Muted people
muted-what = The works of who stands here are in none of your lists and counts. They are not told. The list is seen by nobody else.
mute = Mute
blocks-none = Nobody stands here.
blocks-remove = Take off
blocks-remove-of = Take { $what } off
