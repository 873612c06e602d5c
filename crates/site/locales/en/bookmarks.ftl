# Bookmarks: the form, lists, the search.

bookmark-add = Bookmark
bookmark-add-elsewhere = Bookmark a work elsewhere
bookmark-edit = Change
bookmark-edit-own = Change your bookmark
bookmark-kind = Bookmark
bookmark-of-by = { $what }, bookmarked by { $of }
bookmark-of-none = A bookmark of { $what }
bookmark-title = Bookmark “{ $what }”
bookmark-title-elsewhere = Bookmark a work elsewhere
bookmark-title-gone = Change your bookmark
bookmark-elsewhere-what = For a work that is not in this archive. Whoever sees your bookmark sees what you say of the work.
bookmark-address = Its address
bookmark-work-title = Title
bookmark-author = Author
bookmark-fandoms = Fandoms
bookmark-rating = Rating
bookmark-not-said = Not said
bookmark-categories = Categories
bookmark-relationships = Relationships
bookmark-characters = Characters
bookmark-language = Language
bookmark-language-hint = As a code: en, de, zh.
bookmark-summary = Summary
bookmark-notes = Notes
bookmark-notes-hint = Simple HTML is kept. Pictures cannot stand here.
bookmark-tags = Your tags
bookmark-commas = With commas between them.
bookmark-pseud = Under the name
bookmark-rec-tick = I recommend it
bookmark-private-tick = Private: nobody sees it but you, and it is counted nowhere
bookmark-save = Save bookmark
bookmark-remove = Remove bookmark
bookmark-remove-what = Its notes and tags go with it, for good.
bookmark-hide = Hide bookmark
bookmark-unhide = Show bookmark again
bookmark-rec = Recommended
bookmark-private = Private
bookmark-by = Bookmarked by
bookmark-elsewhere = A work elsewhere
bookmark-mystery = A mystery: nothing is told of this work yet.
bookmark-deleted = This work was deleted.
bookmark-gone = This is not here any more, or not for now.

bookmarks-kind = Bookmarks
bookmarks-newest = Newest bookmarks
bookmarks-of = Bookmarks of “{ $what }”
bookmarks-by = Bookmarks of { $what }
bookmarks-tag = Bookmarked with “{ $what }”
bookmarks-count = { $what ->
    [one] { $what } bookmark
   *[other] { $what } bookmarks
 }
bookmarked-count = { $what ->
    [one] { $what } bookmarked item
   *[other] { $what } bookmarked items
 }
bookmarks-empty = No bookmarks to see here yet.
bookmarks-feed = Feed
bookmarks-search = Search bookmarks
bookmarks-q = What the work is
bookmarks-q-hint = In the language of search: tags, titles, authors, words:>5000.
bookmarks-tags = Tags of whoever bookmarked it
bookmarks-without = Without these tags
bookmarks-notes = Words in the notes
bookmarks-whose = Bookmarked by
bookmarks-type = What is bookmarked
bookmarks-any = Anything
bookmarks-works = Works
bookmarks-series = Series
bookmarks-elsewhere = Works elsewhere
bookmarks-since = Bookmarked since
bookmarks-sort = Sort by
bookmarks-by-date = Date bookmarked
bookmarks-by-updated = Date updated
bookmarks-by-words = Word count
bookmarks-only-rec = Only what is recommended
bookmarks-only-noted = Only with notes
bookmarks-words = Tags on these bookmarks
bookmarks-wait = The index is being made. Try again in a moment.
bookmarks-none-found = No public bookmark fits. Private ones are never found here.
