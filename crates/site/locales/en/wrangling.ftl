# The wranglers' desk.

nav-wrangling = Wrangling
desk-title = Wrangling
desk-what = Tags that authors made up, and what they mean. A decision changes no work: everybody keeps the words they wrote, and is found by what they mean.
desk-no-fandoms = Your fandoms will stand here, with the tags that wait in their bins. Sign up for one to begin.
desk-fandoms = Who wrangles which fandom
desk-sign-up = Sign up
desk-sign-up-hint = A canonical fandom. What waits in its bins is yours then, as it is everybody’s who signs up for it.
desk-nobody = Nobody wrangles a fandom yet.
desk-wrangler = Wrangler
desk-fandom-holds = Words of the fandom’s name
desk-narrow = Show these
desk-none-such = Nobody wrangles such a fandom.
desk-report = The last 1,000 tags that were decided about, as a table
desk-drop = Drop
desk-drop-of = Drop { $what } from { $of }
desk-bin-of = { $what }: { $of }
desk-loose = Belonging nowhere
desk-loose-what = Tags that turn up in works and belong to no fandom, and fandoms that nobody has decided about.
desk-loose-of = Belonging nowhere: { $what }
desk-latest = What you decided last
bin-count = { $what ->
    [one] { $what } tag waits
   *[other] { $what } tags wait
 }
bin-oldest = Oldest first
bin-empty = Nothing waits here. A tag that somebody makes up will, as soon as a work shows it.
bin-how = Choose for each tag, or tick several and choose for all of them below. Nothing is decided before you press the button, and everything can be undone.
bin-keys = Keys: j and k walk, c canonical, s another name for, b belongs, x set aside, 1 to 3 what is offered, u not now, t tick, a tick all or none, d decide, z undo the last. Enter in a field goes to the next tag.
bin-tick = Tick
bin-later = Not now
bin-canonical = Canonical
bin-as = Means “{ $what }”
bin-synonym = Another name for …
bin-belongs = Belongs here, or to …
bin-aside = Set aside
bin-name = Which one, where a name is needed
bin-all = For all that are ticked
bin-all-what = Decision
bin-decide = Decide
bin-outcome = { $what ->
    [one] One decision holds
   *[other] { $what } decisions hold
 }; { $of ->
    [one] one does not
   *[other] { $of } do not
 }, for the reason beside it.
ruling-not-now = As this tag stands, that cannot be done to it.
ruling-rests = Wrangling rests at present, and only the owners of the archive decide about tags.
ruling-not-your-role = That is for the owners of the archive.
ruling-changed = Somebody has decided otherwise meanwhile. Have another look.
verdict-canonized = is canonical
verdict-decanonized = is canonical no more
verdict-merged = means
verdict-split = means nothing any more
verdict-set-aside = was set aside
verdict-put-back = is in its bins again
verdict-banned = is not used any more
verdict-described = is described in other words
verdict-renamed = is called so now
verdict-retyped = is of this kind now
verdict-assigned = belongs to
verdict-released = belongs no more to
verdict-attached = is a part of
verdict-detached = is no part any more of
verdict-undid = was undone
history-title = Who decided what
history-what = Every decision about tags, the newest first. One that others were built upon cannot be undone before they are.
history-none = Nothing was decided yet.
history-undo = Undo
history-undo-of = Undo what was decided about { $what }
history-undo-together = Undo all { $what } that were decided together
history-undone = undone
history-built-upon = It was not undone: something was decided since that was built upon it, or the tag has changed. Undo that first.
tag-wrangle = Wrangle this tag
tag-talk-link = What wranglers say of it
tag-talk = { $what ->
    [0] Talk with other wranglers
    [one] { $what } comment by wranglers
   *[other] { $what } comments by wranglers
 }
edit-tag-title = Wrangling: { $what }
edit-make-canonical = Make it canonical
edit-set-aside = Set it aside
edit-undecide = Undecide
edit-ban = Take it out of use
edit-about = In words
edit-about-what = What it means
edit-about-hint = For whoever comes to its page. Plain text; every line is a paragraph.
edit-about-do = Say so
edit-synonym = Another name for
edit-synonym-of = The canonical tag that it means; a name that there is none of makes one
edit-synonym-do = It means this
edit-belongs-to = What it belongs to
edit-belongs-do = It belongs there
edit-part-of = What it is a part of
edit-part-do = It is a part of this
edit-take = Take away
edit-take-of = Take away { $what }
edit-tag-name = Its name
edit-name-hint = Capitals and accents can be changed by every wrangler; other letters by the owners. Works show the new spelling.
edit-name-do = Call it so
edit-kind = Its kind
edit-kind-what = What it is
edit-kind-hint = Only where nobody has decided about it and no work has it.
edit-kind-do = Make it this
edit-wranglers = Wrangled by
standing-canonical = Canonical
standing-synonym = Another name for
standing-unwrangled = Nobody has decided about it yet
standing-banned = Out of use: on no page and no work, and nobody can write it
standing-unwrangleable = Set aside
vocabulary-title = All of it as one file
vocabulary-link = Take the archive’s canonical tags away as a file, or take one in
vocabulary-what = Canonical tags, their other names, what they belong to and what they are a part of, as a text that can be edited and given to other archives. Taking one in changes and takes away nothing that is here: it adds, and tells of every line that it could not add.
vocabulary-download = Take it away
vocabulary-file = A file to take in
vocabulary-file-hint = Up to 2 MB; larger ones are taken in at the terminal, with foolscap tags import.
vocabulary-dry = Only say what would be taken, and change nothing
vocabulary-take = Take it in
vocabulary-report = What became of it
vocabulary-dry-done = Nothing was changed. This is what taking it in would do:
vocabulary-canonical = Canonical tags: { $what }
vocabulary-synonyms = Other names: { $what }
vocabulary-parents = Belongs to: { $what }
vocabulary-metatags = Part of: { $what }
vocabulary-descriptions = Said in words: { $what }
vocabulary-known = So already: { $what }
vocabulary-complaints = { $what ->
    [one] One line was not taken:
   *[other] { $what } lines were not taken:
 }
vocabulary-line = Line { $what }: { $of }
vocabulary-no-text = it is no text in UTF-8
fault-unknown-kind = “{ $what }” is no kind of tag; the kinds are media, fandom, character, relationship and additional.
fault-no-tag = This is neither a tag nor something about one.
fault-none-above = No tag above this line was taken that it could be about.
fault-other-kind = “{ $what }” is of another kind here: { $of }.
fault-means-another = “{ $what }” is another name for “{ $of }” here.
fault-is-canonical = “{ $what }” is canonical here, so it is no other name.
fault-said-otherwise = Something else is said of “{ $what }” here.
fault-is-aside = “{ $what }” is set aside here.
