# Posting: the forms of works and chapters, their drafts and versions.

post-new = Post a new work
edit-work = Edit work
nav-post = Post

part-tags = What it is about
part-title-page = Title page
part-readers = Readers
part-text = The text

field-needed = needed
field-rating = Rating
choose-rating = Choose a rating
field-warnings = Archive warnings
field-categories = Categories
field-fandoms = Fandoms
field-tags-hint = Commas between tags. Their order is kept.
field-relationships = Relationships
field-side-relationships = Relationships in the background
field-characters = Characters
field-side-characters = Characters in the background
field-additional = Additional tags
field-additional-hint = Up to 75 tags of your own on a work, together with fandoms, relationships and characters.
field-title = Title
field-pseuds = Under which of your names
field-cocreators = Ask others to be named beside you
field-cocreators-hint = Names of people here, with commas between them: of an account, or one they write under, or both as name (account). They get a letter, can read the work at once, and are named when they say yes.
field-series = Series
field-series-own = Put it into a series of yours
series-none = None
field-series-title = Or into a new one, called
field-series-place = Place in the series
field-series-place-hint = A number; leave it open for the last place.
field-parents = What it comes from
field-parents-hint = Its address, here or anywhere. Of a work that is elsewhere, say the title and the author too. Whoever made it is told when this is posted, if they are here.
field-parent-kind = This work is
field-parent-address = Address
field-parent-title = Title, if it is elsewhere
field-parent-author = Author, if it is elsewhere
field-parent-language = Language, if it is elsewhere
field-recipients = A gift for
field-recipients-hint = Names with commas between them: of people here, or any others. People here are told when it is posted, if they take gifts.
field-summary = Summary
field-notes = Notes at the beginning
field-end-notes = Notes at the end
field-language = Language
field-expected = Chapters in all
field-expected-hint = A number, or ? if you do not know yet.
field-access = Who may read it
access-everyone = Everyone
access-members = Members only
field-commenters = Who may comment
commenters-everyone = Everyone
commenters-members = Members only
commenters-nobody = Nobody
field-moderated = Comments wait until I have let them through
field-unsearched = Let nobody find this work by words in its text
field-unsearched-hint = It is still found by title, summary, notes and tags. For all of your works at once you can say so among your preferences.
field-commenters-hint = Readers cannot comment here yet. What you choose is kept and holds as soon as they can.
field-wishes = What others may do with it
field-wishes-hint = Printed on every copy. Leave it open, and people will ask or guess. New works begin with what your preferences say.
wish-bind = Bind it as a book
wish-podfic = Record it as a podfic
wish-translate = Translate it
wish-remix = Write on from it
wish-keep = Keep a copy
wish-ai = Train machines on it
answer-unsaid = Not said
answer-yes = Yes
answer-ask = Ask first
answer-no = No
field-text = Text
field-text-hint = 10 to 510,000 letters. An empty line begins a paragraph; HTML works too.
tag-side = { $what } (in the background)

deed-preview = Preview
deed-save-draft = Save draft
deed-post = Post
deed-save = Save changes
deed-cancel = Cancel
autosave-kept = Kept as you type
autosave-local = Kept in this browser
autosave-restored = What you typed here and had not saved was kept, and is in the form again.
autosave-many = What you typed into other forms, and did not save, is kept:
autosave-untitled = Untitled
autosave-go-on = Go on with it
autosave-drop = Throw it away
autosave-undo = Take what is saved instead

preview-title = Preview
preview-what = This is how it will look. Nothing has been saved yet; the form is below.

doctor-title = What came in: { $what }
doctor-pasted = what you pasted
doctor-turned = the text in its other view
doctor-words = { $what ->
    [one] one word
   *[other] { $what } words
 }
doctor-letters = { $what } letters came in, { $of } stand in the text and its notes
doctor-letters-facts = , { $what } on the title page
doctor-letters-dropped = , { $what } were left out
doctor-kept = Kept: { $what }.
doctor-nothing = Nothing was dropped or changed.
doctor-damaged = Damaged before it came here
doctor-dropped = Left out
doctor-doubted = Worth a look
doctor-changed = Changed without a letter lost
doctor-complaint = { $what } × { $of }
doctor-complaint-letters = { $what ->
    [one] (one letter)
   *[other] ({ $what } letters)
 }
doctor-offers = What it says of the story
doctor-before = The text that stood here before
doctor-look = How the text looks
kept-italics = { $what ->
    [one] one passage in italics
   *[other] { $what } italics
 }
kept-bold = { $what ->
    [one] one passage in bold
   *[other] { $what } in bold
 }
kept-underlines = { $what ->
    [one] one underlined passage
   *[other] { $what } underlined
 }
kept-strikes = { $what ->
    [one] one passage struck through
   *[other] { $what } struck through
 }
kept-scene-breaks = { $what ->
    [one] one scene break
   *[other] { $what } scene breaks
 }
kept-headings = { $what ->
    [one] one heading
   *[other] { $what } headings
 }
kept-footnotes = { $what ->
    [one] one footnote
   *[other] { $what } footnotes
 }
kept-links = { $what ->
    [one] one link
   *[other] { $what } links
 }
kept-images = { $what ->
    [one] one picture
   *[other] { $what } pictures
 }
kept-players = { $what ->
    [one] one player
   *[other] { $what } players
 }
kept-lists = { $what ->
    [one] one list
   *[other] { $what } lists
 }
kept-tables = { $what ->
    [one] one table
   *[other] { $what } tables
 }
kept-quotations = { $what ->
    [one] one quotation
   *[other] { $what } quotations
 }
kept-blocks = { $what ->
    [one] one letter, chat or cutting
   *[other] { $what } letters, chats and cuttings
 }

offer-byline = By
offer-series = Series
offer-source = First published at
offer-taken = It is in the form now.
offer-left = You typed something else, and that stays.
offer-guessed = A guess. It is not in the form.
offer-told = It has no field here.

field-file = Take the text from a file
field-file-hint = Word, LibreOffice, RTF, Markdown, HTML, EPUB or plain text, at most 16 MB. Nothing is saved yet, and what you typed elsewhere in the form stays. Text copied from Word or Google Docs can also be pasted below.
field-file-goes = Where its text goes
file-goes-instead = in place of the text below
file-goes-after = after the text below
deed-take = Read the file
file-chapters = It has { $what } chapters. The first one is the text below, the others stand under it; saved, they are chapters of this work.
file-one-text = It has { $what } chapters. Here they are one text, each under its title. A new work takes them as chapters.
field-more = Chapters that follow
field-more-hint = Untick one to leave it out. Each has a form of its own as soon as the work is saved.
more-untitled = A chapter without a title
field-view = Write as
view-rich = Rich text
view-html = HTML
view-markdown = Markdown
view-failed = The archive could not be reached, so nothing was changed. Try again.
deed-to-html = Show it as HTML
deed-to-markdown = Show it as Markdown
tools = Formatting
tool-bold = Bold
tool-italic = Italic
tool-underline = Underline
tool-strike = Strike through
tool-link = Link
tool-link-where = Where shall the link lead?
tool-heading = Heading
tool-quote = Quotation
tool-list = List
tool-numbers = Numbered list
tool-break = Scene break
tool-footnote = Footnote
tool-undo = Undo
tool-redo = Redo

part-when = When
field-posts-at = Posts itself on
field-posts-at-hint = Date and time in { $what }, the time zone of your preferences. With a time here, Post does not post it now but then.
field-published = Date of publication
field-published-hint = Only if it appeared elsewhere before; otherwise it is the day of posting.
posts-itself = Posts itself on { $what }
deed-unschedule = Not at that time
deed-post-now = Post now
draft-chapters = Draft chapters of posted works

note-logged-out = You are logged out, so nothing was saved. Everything you typed is below: log in, come back to this page and press the button again.
note-other-session = You have logged in anew since this page was opened, so nothing was saved yet. Everything you typed is below: press the button again.
note-agree-first = The terms have changed, so nothing was saved. Everything you typed is below: agree to them in another tab, by the link above, and press the button again.
note-busy = The archive is busy, so nothing was saved. Everything you typed is below: wait a little and press the button again.
note-broken = Something broke while this was being saved, and it was not you. Everything you typed is below: look whether it was saved, and if not, press the button again.
copies-what = Nothing was saved. This is everything that you typed: copy what you want to keep before you leave this page.
log-in-elsewhere = Log in in another tab

clash-title = This text was saved somewhere else since you opened it
clash-merged = Nothing was saved yet. The two of you changed different paragraphs, so the form below holds both changes. Look it over and save it.
clash-asked = Nothing was saved yet. The same paragraphs were changed in both places. The form below holds what you typed; beside it stands what is saved now. Saving replaces it, and it stays among the versions.
clash-show = What is different
clash-yours = What you typed
page-clash-title = The title page was saved somewhere else since you opened it
page-clash-what = Nothing was saved yet. The form below holds what you typed. This is saved now, and saving puts what you typed in its place:
page-clash-same = Nothing was saved yet. What is saved now says the same as what you typed.
version-number = Version { $what }
version-column = Version
version-words = Words

own-actions = What its creators can do
edit-tags = Edit tags
add-chapter = Add chapter
edit-chapter = Edit chapter
manage-chapters = Order of chapters
manage-what = Give each chapter its number; they are counted anew from one.
manage-place = Place of chapter { $what }
deleted-chapters = Deleted chapters
deleted-chapter-until = until { $what }
manage-save = Save order
chapter-of = Chapter of
chapter-in-draft = The work is a draft. When you post it, its first chapter is posted with it; the others stay drafts until you post them.
part-chapter = Chapter
field-chapter-title = Chapter title
field-place = Chapter number
deed-edit = Edit
deed-delete = Delete

delete-work = Delete work
delete-chapter = Delete chapter
delete-work-what = With it go { $what ->
    [one] its one chapter
   *[other] all { $what } chapters
 } and { $of ->
    [one] its one word
   *[other] all { $of } words
 }, every version, and its place in lists and series.
delete-chapter-what = With it go its { $what ->
    [one] one word
   *[other] { $what } words
 } and every version of it. The other chapters move up. For a while it can be fetched back from the page of their order, and its text comes to its creators by mail.
delete-last = A work keeps at least one chapter, and a posted work one that is posted. Nothing was deleted.
delete-yes = Yes, delete it
delete-back = No, keep it

drafts = Drafts
drafts-what = Only you and those who keep order see them. They stay until you post or delete them; where one goes into the bin by itself, its page says when.
drafts-empty = No drafts. What you save and do not post yet will stand here.

versions = Versions
versions-what = Every saved state of this chapter, the newest first. Only its creators see them.
versions-back = Back to the chapter
versions-all = All versions
versions-older = Older versions
version-at = Saved
version-by = By
version-now = Now (version { $what })
version-restore = Bring this version back
version-restore-what = It becomes the newest version; the others stay.
access-narrow = For the people you named, or by its secret link. You change it on the page “Who sees it”.

many-title = Edit several works
many-what = Tick works one by one, a fandom, or all. Then change or delete them together. Works are orphaned on a page of its own:
many-none = You have no works here.
many-all = All of them
many-all-of = All in { $what }
many-edit = Edit them
many-delete = Delete them
many-delete-title = Delete several works
many-delete-not = Keep them
many-edit-title = Edit these works
many-edit-what = What you leave as it is here stays as it is in each work.
many-keep = Leave as it is
many-ticked = What you tick takes the place of what is there. With nothing ticked, it stays.
many-add = Add: { $what }
many-remove = Take away: { $what }
many-leave = Take my names off; those of the others stay
many-save = Change them
many-changed = { $what ->
    [0] Nothing was changed.
    [one] One work was changed.
   *[other] { $what } works were changed.
 }
many-deleted = { $what ->
    [0] Nothing was deleted.
    [one] One work was deleted. It can be fetched back for a while.
   *[other] { $what } works were deleted. They can be fetched back for a while.
 }
many-bad = { $what ->
    [one] One work is as it was, and this is why
   *[other] { $what } works are as they were, and this is why
 }
