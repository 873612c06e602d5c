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
field-summary = Summary
field-notes = Notes at the beginning
field-end-notes = Notes at the end
field-language = Language
field-expected = Chapters in all
field-expected-hint = A number, or ? if you do not know yet.
field-access = Who may read it
access-everyone = Everyone
access-members = Members only
field-wishes = What others may do with it
field-wishes-hint = Printed on every copy. Leave it open, and people will ask or guess.
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
autosave-undo = Take what is saved instead

preview-title = Preview
preview-what = This is how it will look. Nothing has been saved yet; the form is below.
doctor-changed = What was changed on the way in
doctor-complaint = { $what } × { $of }

note-logged-out = You are logged out, so nothing was saved. Everything you typed is below: log in, come back to this page and press the button again.
note-other-session = You have logged in anew since this page was opened, so nothing was saved yet. Everything you typed is below: press the button again.
note-agree-first = The terms have changed, so nothing was saved. Everything you typed is below: agree to them in another tab, by the link above, and press the button again.
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

own-actions = What its creators can do
edit-tags = Edit tags
add-chapter = Add chapter
edit-chapter = Edit chapter
manage-chapters = Order of chapters
manage-what = Give each chapter its number; they are counted anew from one.
manage-place = Place of chapter { $what }
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
 } and every version of it. The other chapters move up.
delete-last = A work keeps at least one chapter, and a posted work one that is posted. Nothing was deleted.
delete-yes = Yes, delete it
delete-back = No, keep it

drafts = Drafts
drafts-what = Only you and those who keep order see them. They stay until you post or delete them.
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
    [one] One work was deleted. It can be fetched back for 30 days.
   *[other] { $what } works were deleted. They can be fetched back for 30 days.
 }
many-bad = { $what ->
    [one] One work is as it was, and this is why
   *[other] { $what } works are as they were, and this is why
 }
