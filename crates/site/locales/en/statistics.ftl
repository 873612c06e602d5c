# What was counted of somebody's own works, for themselves alone.

statistics-link = Statistics
statistics-title = Your statistics
statistics-of = Statistics of “{ $what }”
statistics-privacy = Only you and those you write with see this. Readers are members whose reading is remembered; they, and those who subscribe, are told in round numbers, and only from ten on, so that nothing is said of a single one.
statistics-none = There is nothing to count yet: you have no posted work.
statistics-years = Years
statistics-all-years = All years
statistics-over-time = Words over time
statistics-months-plot = Words published in each month, the last ninety months, one bar a month; the table below has the numbers.
statistics-table = The numbers behind it
statistics-month = Month
statistics-first = The first five
statistics-grouping = How works are listed
statistics-flat = All together
statistics-by-fandom = By fandom
statistics-order = Order
statistics-title-column = Title
statistics-revised = Updated
statistics-words = Words
statistics-hits = Hits
statistics-kudos = Kudos
statistics-threads = Conversations
statistics-bookmarks = Bookmarks
statistics-readers = Readers
statistics-followers = Subscribers
statistics-followed = Members who subscribe to you: { $what }
statistics-finished = Of them finished
statistics-few = under 10
statistics-together = Together
statistics-far = How far readers came
statistics-far-plot = Readers who came at least to each chapter, one bar a chapter; the table below has the numbers.
statistics-chapter = Chapter
statistics-published = Published
statistics-reached = Came so far

hits-total = { $what ->
    [one] { $what } hit
   *[other] { $what } hits
 }
hits-what = A visitor counts once a day, days begin at three in the morning (UTC), and neither creators nor robots count. Nobody knows who they were.
hits-none = Nobody has opened it yet.
hits-plot = Hits of the last ninety days, one bar a day; the table below has the numbers.
hits-day = Day
hits-hits = Hits
