# What readers save of their searching: searches by name, and what they never want to see.

saved-title = My filters
saved-searches = Saved searches
saved-searches-what = Searches that you come back to. Lists can begin with one, and each can have a feed for your feed reader.
saved-none = You have saved no search yet.
saved-name = Name
saved-query = Search for
saved-query-hint = As in the search box: fandom:"Sherlock Holmes" -angst words:5k-20k complete. A search of the same name is changed.
saved-save = Save
saved-this = Save this search
saved-remove = Forget
saved-remove-of = Forget “{ $what }”
saved-more = More for “{ $what }”
saved-usual = Begin lists with it
saved-usual-of = Lists of this tag
saved-usual-hint = Nothing here means all lists that begin with no other search. The lists of one person’s works begin with none.
saved-usual-all = All your lists begin with this.
saved-usual-tag = Your lists of { $what } begin with this.
saved-usual-not = Stop
saved-feed = Make a feed
saved-feed-anew = Make a new address for its feed
saved-feed-end = End its feed
saved-feed-what = The feed shows what you may see, to whoever has its address. A new address ends the old one.
saved-feed-is = The address of the feed. It is shown only now; give it to your feed reader and to nobody else.

never-title = Never show me
never-what = What you enter here is gone from all your lists and searches, and from nobody else’s. Each such list says how much it hides, and can show it once.
never-show-works = Never show me these works
never-show-work = Never show me this work
never-none = You hide nothing.
never-it = Never show me
never-hint = The name of a tag, or: by:somebody, language:de, anonymous, fandoms:>5, relationships:>10; or what you have to do with works: in:read, in:seen, in:dropped, in:library, in:bookmarks, in:downloads, shelf:"rainy days".
never-unless = Unless it is
never-unless-hint = The same, with commas between.
never-unless-said = unless: { $what }
never-reason = Why (only you see this)
never-add = Hide it
never-remove = Show again
never-remove-of = Show { $what } again
never-by = works by { $what }
never-work = the work “{ $what }”
never-anonymous = anonymous works
never-language = works in { $what }
never-fandoms = { $what ->
    [one] works with more than one fandom
   *[other] works with more than { $what } fandoms
 }
never-relationships = { $what ->
    [one] works with more than one relationship
   *[other] works with more than { $what } relationships
 }
never-mine-read = works that you have read
never-mine-seen = works that you have opened
never-mine-reading = works that you are reading
never-mine-dropped = works that you have dropped
never-mine-later = works that you marked for later
never-mine-grown = works with new chapters since you read
never-mine-library = works in your library
never-mine-bookmarks = works in your bookmarks
never-mine-subscriptions = works that you follow
never-mine-downloads = works that you have downloaded
never-shelf = works on your shelf “{ $what }”
never-gone = something that is not here any more
slip-no-rule = “{ $what }” is neither a tag nor anything else that can be hidden.

hidden-total = { $what ->
    [one] { $what } work hidden:
   *[other] { $what } hidden:
 }
hidden-by = { $what } by { $of }
hidden-mine-read = { $what } you have read
hidden-mine-seen = { $what } you have opened
hidden-mine-reading = { $what } you are reading
hidden-mine-dropped = { $what } you have dropped
hidden-mine-later = { $what } marked for later
hidden-mine-grown = { $what } with new chapters since you read
hidden-mine-library = { $what } in your library
hidden-mine-bookmarks = { $what } in your bookmarks
hidden-mine-subscriptions = { $what } that you follow
hidden-mine-downloads = { $what } that you have downloaded
hidden-by-mute = { $what } by { $of }, whom you muted
hidden-by-others = { $what } by everything else
hidden-change = Change what is hidden
muted-whom = Whom you muted
