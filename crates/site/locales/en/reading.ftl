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
