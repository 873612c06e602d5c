# What readers save of their searching: searches by name, and what they never want to see.

filters-title = My filters
filters-searches = Saved searches
filters-searches-what = Searches that you come back to. Lists can begin with one, and each can have a feed for your feed reader.
filters-none = You have saved no search yet.
filters-name = Name
filters-query = Search for
filters-query-hint = As in the search box: fandom:"Sherlock Holmes" -angst words:5k-20k complete. A search of the same name is changed.
filters-save = Save
filters-remove = Forget
filters-remove-of = Forget “{ $what }”
filters-more = More for “{ $what }”
filters-usual = Begin lists with it
filters-usual-of = Lists of this tag
filters-usual-hint = Nothing here means all lists that begin with no other search.
filters-usual-all = All your lists begin with this.
filters-usual-tag = Your lists of { $what } begin with this.
filters-usual-not = Stop
filters-feed = Make a feed
filters-feed-anew = Make a new address for its feed
filters-feed-end = End its feed
filters-feed-what = The feed shows what you may see, to whoever has its address. A new address ends the old one.
filters-feed-is = The address of the feed. It is shown only now; give it to your feed reader and to nobody else.

never-title = Never show me
never-what = What you enter here is gone from your lists and searches, and from nobody else’s. Each list says how much it hides, and can show it once.
never-none = You hide nothing.
never-it = Never show me
never-hint = The name of a tag, or: by:somebody, language:de, anonymous, fandoms:>5, relationships:>10.
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
never-gone = something that is not here any more
slip-no-rule = “{ $what }” is neither a tag nor anything else that can be hidden.
