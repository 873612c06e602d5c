# Lists of works, tags and people.

works-count = { $what ->
    [one] { $what } work
   *[other] { $what } works
 }
works-title = Newest works
blurb-fandoms = Fandoms:

home-newest = Recently updated
home-empty = No works yet. What is posted or imported will stand here, the newest first.
home-all-works = More new works
home-favourites = At hand
home-fandoms = Fandoms
home-all-fandoms = { $what ->
    [one] The one fandom
   *[other] All { $what } fandoms
 }

fandoms-title = Fandoms
fandoms-count = { $what ->
    [one] { $what } fandom
   *[other] { $what } fandoms
 }
fandoms-empty = No fandoms yet. Each will stand here with its number of works as soon as a work is posted in it.

kind-rating = Rating
kind-warning = Archive warning
kind-category = Category
kind-media = Medium
kind-fandom = Fandom
kind-relationship = Relationship
kind-character = Character
kind-additional = Additional tag
tag-works-title = { $what } - Works
tag-empty = No works yet. The next one with this tag will stand here.

people-search-title = Look for people
people-search-name = Words of their names
people-search-name-hint = All of them, or parts of them, in any name that somebody writes under. Capitals and accents do not matter.
people-search-fandoms = Fandoms they write in
people-search-none = Nobody here is called so and writes in that. Fewer words find more.
people-search-count = { $what ->
    [one] One person
   *[other] { $what } people
 }

person-member = Member
person-author = Author of imported works
person-pseuds = Writes as
person-joined = Here since { $what }, as number { $of }
person-wishes = What others may do with these works
person-drafts = In no list
person-shared = Shared with you
person-discarded = Deleted
section-all = All { $what }
unlisted-empty = Nothing is here.
person-empty = No works to see here yet.

series-kind = Series
series-count = { $what ->
    [one] { $what } work
   *[other] { $what } works
 }, { $of ->
    [one] { $of } word
   *[other] { $of } words
 }
series-feed = Feed
series-edit = Edit series
series-manage = Works and order
series-delete = Delete series
series-begun = Begun:
series-works = Works:
series-complete = Complete:
series-yes = Yes
series-no = No
series-is-complete = This series is complete
series-save = Save series
series-back = Back
series-manage-what = Number the works in the order in which they are to be read; where your browser runs scripts, drag them.
series-place-of = Place of “{ $what }”
series-take-out = Take out
series-take-out-of = Take out “{ $what }”
series-last = A series goes with its last work.
series-put-in-title = Put another work of yours into it
series-put-in = Put it in
series-work = Work
series-leave = Take my name off all of it
series-leave-what = Your names go off all works of this series, which keep their other creators. For some days you can come back to each.
series-delete-what = { $what ->
    [one] The series goes for good: its title, its words, its order. Its work stays.
   *[other] The series goes for good: its title, its words, its order. Its { $what } works stay.
 }
order-drag = Move:
