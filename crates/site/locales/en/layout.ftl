# Head and foot of every page, and the pages about the site itself.

skip-to-main = Skip to the text
nav-label = Site
nav-fandoms = Fandoms
nav-works = Works
nav-about = About
nav-settings = Settings

footer-archive = { $what } runs on Foolscap.
footer-about = About
footer-settings = Reader’s settings
footer-joke = Thirteen and a half inches by seventeen, and every fool a cap.

pager-label = Pages
pager-previous = Previous
pager-next = Next

about-title = About
about-heading = About { $what }
about-tagline = A house for fan works: to read, to keep, and to take away as a book.
about-foolscap = It runs on Foolscap, free software that anybody can run: one program, a folder, and your archive is there. Stories come in from the files people have, and go out again as files people keep.
about-name = Foolscap was a sheet of paper, named after the watermark in it: a jester’s cap with bells.
about-reading-title = Reading
about-reading = Every page works without script and without an account. Colours, typeface, size and line width are yours to choose and stay in your browser.
about-reading-link = Reader’s settings
about-keys-title = Keys
about-keys-walk = next and previous work, chapter or comment on a page
about-keys-turn = previous and next chapter, or page of a list
about-keys-series = previous and next work of a series
about-keys-latest = latest chapter
about-keys-search = search
about-keys-help = this list
about-keys-off = Never while you are typing. Single keys can be switched off:
about-keys-close = Close
about-faces-title = Typefaces
about-faces = Literata by The Literata Project Authors, Atkinson Hyperlegible by the Braille Institute of America, and Foolscap Dyslexic, a shortened OpenDyslexic by Abbie Gonzalez: all under the SIL Open Font License.
about-version = Foolscap { $what }

doors-title = Doors
doors-what = Every address of this archive and who may ask for it. What somebody then sees is decided work by work.
doors-method = Verb
doors-path = Address
doors-door = For
