# Reading lists: out of a library, into it, and what is elsewhere.

lists-title = Take your library out or in
lists-out = Out
lists-out-what = Everything that is remembered of your reading and that you say of it: where you are, notes, stars, shelves, times, and the works’ addresses. Only you can take it.
lists-out-json = Library as JSON
lists-out-csv = Library as CSV
lists-in = In
lists-in-what = Bring a reading list: one that you took out here, what exporters write of AO3 histories, bookmarks and works marked for later, what FicTracker keeps, Goodreads, StoryGraph, or a list of addresses. You see first what would become of each line; nothing changes until you say so. What you said here later than the list stays.
lists-file = The list
lists-file-hint = CSV, JSON or plain text, up to 20,000 lines and 16 MB.
lists-look = Look what is in it
lists-brought = Lists that you brought
list-title = A reading list
list-of-addresses = A list of addresses
list-of-another-tool = A list of another tool
list-too-large = This file is larger than { $what } MB. Nothing was taken. Divide it and bring its parts.
list-too-many-lines = This list has { $what } lines; at most { $of } are taken at once. Nothing was taken. Divide it and bring its parts.
list-breaks-off = This file ends in the middle, so something of it is missing. Nothing was taken. Export or fetch it again.
list-newer = A newer version of Foolscap wrote this list. Nothing was taken.
list-no-columns = None of the columns of this table is called like an address or a title. Nothing was taken. Name one of them “title” or “address” in the first row.
list-no-list = This is no reading list that can be read. Nothing was taken.
line-no-work = It names neither an address nor a title.
line-too-many-cells = It has more cells than the first row has names; perhaps a quotation mark is missing.
line-breaks-off = The file ends in the middle of this line.
line-too-long = It has a text of { $what } letters; at most { $of } fit.
line-malformed = It is not written as Foolscap writes it.
line-no-shelf = There is no room for its shelf.
line-title-by = { $what } by { $of }
fate-new = will be taken
fate-here = known already
fate-ask = perhaps here
fate-elsewhere = not here; will be kept as a work elsewhere
fate-kept = not here, and kept as a work elsewhere already
fate-taken = taken
fate-put = kept as a work elsewhere
fate-wrong = cannot be taken.
list-fates = What becomes of its lines
list-all-lines = All lines
list-line = line { $what }
list-nothing-changed = Nothing of your library has changed yet.
list-shows-shelf = The shelf “{ $what }” will be made, and others will see it.
list-take = { $what ->
    [one] Take { $what } line
   *[other] Take { $what } lines
 }
list-nothing-waits = Nothing waits to be taken.
list-asks = { $what ->
    [one] { $what } line may be a work that is here, by its title and author.
   *[other] { $what } lines may be works that are here, by their titles and authors.
 }
list-answer = Say which they are
list-is-it = Is { $what } one of these?
list-is-none = No; keep it as a work elsewhere
list-say = Save my answers
list-put-away = Put this list away
list-put-away-what = What was taken stays in your library. Only this ledger goes.
elsewhere-title = Works elsewhere
elsewhere-none = Nothing is here. What is on a list that you bring and not in this archive will stand here.
elsewhere-last = last read on { $what }
elsewhere-shelves = shelves: { $what }
elsewhere-forget = Forget it
elsewhere-forget-which = Forget it: { $what }
library-elsewhere = Elsewhere
library-lists = Out and in
