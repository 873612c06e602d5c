# What members follow, and how they are told.

subscribe = Subscribe
unsubscribe = Unsubscribe
unsubscribe-of = Unsubscribe from “{ $what }”
unsubscribe-all = Unsubscribe from all of these
unsubscribe-sure = Yes, end all my subscriptions
unsubscribe-sure-some = Yes, end all of: { $what }

subscriptions-title = My subscriptions
subscriptions-done = You will be told. The newest subscription stands first.
subscriptions-none = Here will be what you subscribe to: works, series, people, tags, collections, and searches that you have saved. Each has a button for it.
subscriptions-all = All
subscriptions-work = Works
subscriptions-series = Series
subscriptions-person = People
subscriptions-tag = Tags
subscriptions-search = Searches
subscriptions-collection = Collections
subscriptions-save = Save
subscription-since = since { $what }
subscription-gone = Something that is not here any more
subscription-pace = How soon you are told
pace-usual = As for everything
pace-now = By mail, at once
pace-daily = By mail, once a day
pace-weekly = By mail, once a week
pace-page = On your page of notices only

habit-title = For everything
habit-pace = How soon you are told, where a subscription does not say otherwise
habit-quiet-from = No mail from
habit-quiet-until = until
habit-quiet-hint = What happens in these hours waits until they are over. The same hour twice means that mail comes at any time.
habit-zone = Hours are those of { $what }.
habit-offset = Your clock
habit-feed-what = A feed of all your notices, for your feed reader. It shows what you may see, to whoever has its address.

ending-title = Unsubscribe
ending-one = You will not be told of “{ $what }” any more.
ending-letters = You will get no more mail about what you subscribe to. Your subscriptions stay, and your page of notices goes on.
ending-do = Unsubscribe
ending-done = It is ended. You get no more mail about it.

nav-notices = Notices ({ $what })
home-news = New for you
notices-title = Notices
notices-none = Here will be what happens to what you subscribe to.
notices-put-away = Delete
notices-all-read = Mark all as read
notice-because = Because you subscribe to
notice-posted = New work
notice-collected = New in a collection
notice-named = Its creators are named now
notice-ended = Complete now
notice-chapters = { $what ->
    [one] A new chapter
   *[other] { $what } new chapters
 }
notice-chapters-end = { $what ->
    [one] The last chapter: it is complete
   *[other] { $what } new chapters, and it is complete
 }

mail-news-one-subject = { $what }: { $of }
mail-news-subject = News of { $what } works on { $of }
mail-news-work = { $what } by { $of }
mail-news-because = Because you subscribe to “{ $what }”. To unsubscribe: { $of }
mail-news-reason = Because you subscribe to “{ $what }”.
mail-news-page = All your notices:
mail-news-end = To get no more mail about what you subscribe to:
mail-news-end-all = No more mail about subscriptions

dead-letters-title = Letters that could not be sent
dead-letters-what = They were tried for about two weeks, or nobody knows whether they left. What they say is for their recipients alone. After ninety days they go by themselves.
dead-letters-none = Every letter has left.
dead-letters-since = Given up
dead-letters-to = To
dead-letters-about = About
dead-letters-why = Why
dead-letters-trouble = { $what ->
    [one] tried once: { $of }
   *[other] tried { $what } times: { $of }
 }
dead-letters-do = What to do
dead-letters-send = Send again
dead-letters-drop = Let it go
