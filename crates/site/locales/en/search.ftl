# Finding works: the search page, the filters of a list, the parts of a query in plain words, feeds.

search-title = Search works
search-label = What to look for
search-quick = Search works
search-send = Search
search-help = What can be asked
search-empty = Nothing fits all of this. Take a part away above, or try other words.
index-not-ready = The index is being made. Search will work in a moment.
index-not-ready-list = The index is being made. Until then these are the works as they are: filters, what you have read, and what you never want to see, wait.
index-not-ready-rules = The index is being made. Until then what you never want to see waits.
feed-link = Atom feed
feed-not-own = This feed is the same for everybody, so it knows nothing of what you have read, marked or follow. A saved search has a feed of its own that does.

languages-title = Languages
languages-by = Works by language
languages-empty = No works yet. Each language that a work is in will stand here.
language-empty = No works in this language yet. The next one will stand here.

example-field = a fandom; also character, relationship, additional, rating, warning, category, tag, title, summary, notes, series
example-not = a minus leaves out
example-words = a range, and only finished works; also chapters, kudos, comments, crossover, single, restricted, otp; a minus turns each round
example-role = a ship that the work is about; also side, first; and what authors permit: bind, podfic, translate, remix, keep
example-phrase = words side by side, in the text of the story too; about:"…" looks everywhere but there
example-text = a word in the text of the story; words without quotes are not looked for there by themselves
example-or = one of these, of any sort, each with a minus if need be; by somebody
example-mine = what you have not read, with new chapters, and so on: unread, unseen, reading, dropped, later, grown; in:bookmarks, in:subscriptions, in:downloads
example-shelf = what stands on a shelf of yours
example-library = in your own library, by your stars and by your notes
example-sort = updated in the last two weeks, the longest first

filters-title = Filter and sort
filters-sort = Sort by
filters-usual = The usual order
filters-within = Search within results
filters-shelf = On your shelf
filters-any-shelf = Any, or none
filters-mine = Your reading
mine-not-read = Hide what I have read
mine-not-seen = Hide what I have opened
mine-not-dropped = Hide what I have dropped
mine-reading = Only what I have begun and not finished
mine-grown = Only with new chapters since I read
mine-later = Only what I marked for later
mine-downloads = Only what I have downloaded
filters-include = Include
filters-exclude = Exclude
filters-also = Other tags to include
filters-not = Other tags to exclude
filters-crossover = Crossovers
crossover-any = Any
crossover-yes = Only crossovers
crossover-no = No crossovers
filters-complete = Completion
complete-any = Any
complete-yes = Complete
complete-no = In progress
filters-words-from = Words from
filters-words-to = Words to
filters-from = Updated from
filters-to = Updated to
filters-language = Language
filters-any-language = Any language
filters-send = Sort and filter
filters-clear = Clear filters

sort-relevance = Best match
sort-author = Author
sort-title = Title
sort-posted = Date posted
sort-updated = Date updated
sort-words = Words
sort-chapters = Chapters
sort-kudos = Kudos
sort-comments = Comments
sort-opened = When I opened it last
sort-stars = My stars
sort-turned = { $what }, the other way round

chips-label = What is asked for
chip-remove = Take this part away
chip-not = not { $what }
chip-or = { " or " }
chip-named = { $what }: { $of }
chip-any-tag = Tag
chip-words = with “{ $what }”
chip-title = with “{ $what }” in the title
chip-summary = with “{ $what }” in the summary
chip-notes = with “{ $what }” in the notes
chip-series = with “{ $what }” in the name of a series
chip-main = mainly { $what }
chip-side = { $what } in passing
chip-first = { $what } named first
chip-may = you may: { $what }
chip-text = with “{ $what }” in the text of the story
chip-about = with “{ $what }” anywhere but in the text
chip-by = by { $what }
chip-language = in { $what }
chip-complete = complete
chip-not-complete = in progress
chip-crossover = only crossovers
chip-not-crossover = no crossovers
chip-single = of one chapter
chip-not-single = not of one chapter
chip-restricted = for members only
chip-not-restricted = for everybody
chip-otp = of one relationship
chip-not-otp = not of one relationship
chip-anonymous = by nobody named
chip-not-anonymous = by somebody named
chip-read = that you have read
chip-not-read = that you have not read
chip-seen = that you have opened
chip-not-seen = that you have not opened
chip-reading = that you are reading
chip-not-reading = that you are not reading
chip-dropped = that you have dropped
chip-not-dropped = that you have not dropped
chip-later = marked for later
chip-not-later = not marked for later
chip-grown = with new chapters since you read
chip-not-grown = without new chapters since you read
chip-library = in your library
chip-not-library = not in your library
chip-bookmarks = in your bookmarks
chip-not-bookmarks = not in your bookmarks
chip-subscriptions = that you follow
chip-not-subscriptions = that you do not follow
chip-downloads = that you have downloaded
chip-not-downloads = that you have not downloaded
chip-shelf = on your shelf “{ $what }”
chip-stars = your stars
chip-noted = with “{ $what }” in your note
chip-posted = posted { $what }
chip-updated = updated { $what }
measure-words = words
measure-chapters = chapters
measure-kudos = kudos
measure-comments = comments
measure-bookmarks = bookmarks
measure-hits = hits
measure-fandoms = fandoms
measure-relationships = relationships
range-between = { $what } to { $of }
range-from = { $what } or more
range-to = { $what } or fewer
range-any = any
time-newer = in the last { $what }
time-older = more than { $what } ago
time-within = { $what } ago
time-between = { $what } to { $of } ago
time-from = on or after { $what }
time-to = on or before { $what }
ago-years = { $what ->
    [one] year
   *[other] { $what } years
 }
ago-months = { $what ->
    [one] month
   *[other] { $what } months
 }
ago-weeks = { $what ->
    [one] week
   *[other] { $what } weeks
 }
ago-days = { $what ->
    [one] day
   *[other] { $what } days
 }
ago-hours = { $what ->
    [one] hour
   *[other] { $what } hours
 }

hint-field = There is no field “{ $what }”, so it was read as words.
hint-number = “{ $what }” is no number or range, like 5000, 5k-20k or >100, and was left out.
hint-time = “{ $what }” is no time, like <2w, >1y, 2024 or 2024-05-17, and was left out.
hint-sort = Nothing can be sorted by “{ $what }”.
hint-empty = Nothing stands behind “{ $what }:”, so it was left out.
hint-may = Nobody is asked about “{ $what }”. It can be: bind, podfic, translate, remix, keep, ai.
hint-in = There is no “in:{ $what }”. It can be: read, seen, reading, dropped, later, grown, library, bookmarks, subscriptions, downloads.
hint-no-shelf = You have no shelf called “{ $what }”, so nothing stands on it.
hint-word = “{ $what }” beside other words was looked for as a word. For your own works, write in:{ $what }.
hint-log-in = What you have read, marked, starred and follow is known only when you are logged in. To look for such a word itself, put it in quotation marks.
hint-no-memory = Your reading is not remembered, so only what you have marked for later counts as yours.
hint-no-tag = No work has a tag “{ $what }”, so its words are looked for in the names of tags.
hint-turned = A range stood the wrong way round and was turned.
hint-open = A quotation mark is not closed; the phrase goes to the end.
hint-parenthesis = A parenthesis has no other half and was passed over.
hint-nested = Parentheses in parentheses are read as one.
hint-long = This is longer than what is read of it.
hint-many = There are more parts than are read.
hint-no-words = Words cannot be looked for at the moment; tags and everything else can.
hint-no-texts = The text of stories is not searched in this archive.
hint-some-texts = The texts of stories are still being read, so some are not found by their text yet.
hint-many-texts = Only the first eight phrases are looked for in the text of stories; the others are looked for elsewhere.
hint-not-here = Parts that a minus turns round together are no alternative to others, and count by themselves.
