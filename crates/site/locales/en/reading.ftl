# How a reader likes a page.

settings-title = Reader’s settings
settings-save = Save settings
settings-cookie = Kept in one cookie in this browser, and nowhere else.
settings-sample-title = How a page will look
settings-sample-one = “You have been reading by candlelight again,” said the jester, who had come in without knocking, as jesters may. “It is bad for the eyes, and worse for the candle.”
settings-sample-two = The clerk turned a leaf. There were 1,284 of them, and she was on the ninth.
settings-sample-three = Somewhere below, very small, a bell rang.

setting-theme = Colours
setting-face = Typeface
setting-size = Size
setting-width = Line width
setting-edge = Right edge
setting-paragraphs = Paragraphs
setting-share = Words to share a work
share-offered = Offered
share-hidden = Not offered
setting-keys = Single keys
keys-on = They do something
keys-off = They do nothing

theme-auto = Like the device
theme-paper = Paper
theme-lamplight = Lamplight
theme-sepia = Sepia
theme-contrast = High contrast
face-literata = Literata
face-atkinson = Atkinson Hyperlegible
face-dyslexic = For dyslexic readers
face-system = The device’s own
size-small = Small
size-medium = Medium
size-large = Large
size-huge = Very large
width-narrow = Narrow
width-book = Like a book
width-wide = Wide
edge-ragged = Ragged
edge-justified = Straight
paragraphs-spaced = A line apart
paragraphs-indented = Indented

# A reader’s memory.
reading-title = My reading of “{ $what }”
reading-mine = My reading
reading-continue = Continue reading
reading-continue-of = Continue reading “{ $what }”
reading-state = Where I am
reading-state-reading = Reading
reading-state-finished = Finished
reading-state-dropped = Dropped
reading-later = Marked for later
reading-mark-later = Mark for later
reading-not-later = Not for later any more
reading-read-up-to = Read up to here
reading-read-to = Read up to chapter { $what }
reading-in = In chapter { $what }
reading-new-chapters = { $what ->
    [one] +1 chapter since you read it
   *[other] +{ $what } chapters since you read it
 }
reading-changed = Changed since you read it
reading-visits = { $what ->
    [one] Opened once, on { $of }
   *[other] Opened { $what } times, last on { $of }
 }
reading-stars = { $what ->
    [one] 1 star of 5
   *[other] { $what } stars of 5
 }
reading-stars-label = My stars, from 0 to 5
reading-note = My note
reading-save = Save
reading-forget = Forget it
reading-forget-what = Everything that is remembered of your reading of this work goes, for good: your place, your note, your stars. It stays on your shelves until you take it off.

library-title = My library
library-what = Only you see this. It is in no log and on nobody else’s page. Authors are told how many members have read a work, in round numbers and only from ten on; whoever switches this off is not counted.
library-parts = Parts of your library
library-all = All
library-reading = Reading
library-finished = Finished
library-dropped = Dropped
library-later = Marked for later
library-grown = With new chapters
library-apart = Not in the lists
library-apart-count = { $what ->
    [one] 1 more that lists do not show
   *[other] { $what } more that lists do not show
 }
library-apart-what = What you have read or marked and no list shows you now: what was deleted, taken back or hidden, and what is shared with you alone.
library-search = Search your library
library-search-hint = Tags, words, unread, later, stars:4-5, note:"…", shelf:"…", sort:stars and everything else that can be asked of works.
library-never-read = Never show me what I have read
library-beside = Beside your library
library-downloaded = Downloaded
library-bookmarked = Bookmarked
library-subscribed = Subscribed
library-downloaded-title = Downloaded works
library-bookmarked-title = Bookmarked works
library-subscribed-title = Subscribed works
library-downloaded-none = Nothing is here. Works that you download while you are logged in will stand here, with what is new in them since.
library-bookmarked-none = Nothing is here. Works that you bookmark will stand here.
library-subscribed-none = Nothing is here. Works that you subscribe to will stand here.
gathered-what = Only you see this page.
gathered-off = Your reading is not remembered, and your downloads are not either.
gathered-followed = Here are the works. All that you subscribe to, and where each subscription ends:
gathered-all-bookmarks = All your bookmarks
file-fetched = { $what }, downloaded on { $of }
file-chapters-since = { $what ->
    [one] 1 chapter since you downloaded the { $of }
   *[other] { $what } chapters since you downloaded the { $of }
 }
file-changed-since = Changed since you downloaded the { $what }
file-again = Download again
file-again-of = Download again: { $what } of { $of }
library-empty = Nothing is here. What you open or mark for later will stand here.
library-off = Your reading is not remembered. Here is what you marked for later.
library-paused = Your reading is not remembered for now.
memory-title = Memory
habit-what = Is my reading to be remembered?
habit-on = Yes
habit-paused = Not for now; what is remembered stays and shows
habit-off = No; what is remembered stays and does not show
habit-save = Save
clear-title = Clear
clear-before = Not opened since
clear-before-hint = What you have marked, noted, given stars or put on a shelf stays.
clear-part = Clear this part
clear-sure = All of it, with marks, notes and stars, for good; shelves stay
clear-all = Clear everything

home-continue = Continue reading
home-later = Marked for later
home-library = My library
