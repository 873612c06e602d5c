# A tag's own page, the indexes of media and fandoms, and looking for tags.

tag-is-canonical = This is how the archive lists it: works with other names for the same are found here too.
tag-is-fixed = One of the archive’s own marks. Every archive of this kind has the same.
tag-is-medium = A medium: fandoms belong to it.
tag-is-synonym = Another name for
tag-is-unwrangled = Wranglers have not decided about this tag yet. It finds the works that carry exactly this name.
tag-is-unwrangleable = This tag stands for itself alone: it is not gathered under another name.
tag-parents = Belongs to
tag-synonyms = Other names for it
tag-metatags = Part of
tag-subtags = Parts of it
tag-children-fandom = Fandoms
tag-children-character = Characters
tag-children-relationship = Relationships
tag-children-additional = Additional tags

media-title = Fandoms by medium
media-more = { $of }: all { $what }
fandoms-all = All fandoms by letter
fandoms-of-title = { $what } - Fandoms
fandoms-of-about = What this medium is
fandoms-letters = Letters
fandoms-numbers = 0–9
fandoms-scripts = Other scripts

tag-search-title = Look for tags
tag-search-name = Words of its name
tag-search-name-hint = All of them, whole. Capitals and accents do not matter.
tag-search-kind = Kind
tag-search-status = What wranglers said
tag-search-sort = Order
tag-search-none = No tag here is called so. Fewer words find more.
tag-search-count = { $what ->
    [one] { $what } tag
   *[other] { $what } tags
 }
status-any = Any
status-canonical = Canonical
status-not-canonical = Not canonical
status-synonym = Another name for something
status-wrangled = Canonical, or another name
status-unwrangled = Undecided
sort-tag-name = By name
sort-tag-created = The newest first
sort-tag-uses = The most used first

pairings-title = { $what }: relationships by character
pairings-link = Relationships by character
pairings-empty = No relationships yet. Those that belong to a character of this fandom will stand here.

cloud-title = Tags in every fandom
cloud-empty = No tags yet. Those that are used in whatever fandom will stand here.
tag-keep-at-hand = Keep it at hand on the first page
tag-put-away = Put it away from the first page
