# A work's pages. Labels are the words that fans' tools look for (formats.md §2.3).

by = by
anonymous = Anonymous
multifandom = Multifandom

label-rating = Rating:
label-warning = { $what ->
    [one] Archive Warning:
   *[other] Archive Warnings:
 }
label-category = { $what ->
    [one] Category:
   *[other] Categories:
 }
label-fandom = { $what ->
    [one] Fandom:
   *[other] Fandoms:
 }
label-relationship = { $what ->
    [one] Relationship:
   *[other] Relationships:
 }
label-character = { $what ->
    [one] Character:
   *[other] Characters:
 }
label-additional = { $what ->
    [one] Additional Tag:
   *[other] Additional Tags:
 }
label-language = Language:
label-series = Series:
label-stats = Stats:

stat-published = Published:
stat-updated = Updated:
stat-completed = Completed:
stat-words = Words:
stat-chapters = Chapters:
stat-language = Language:

series-part = Part { $what } of
series-previous = Previous work
series-next = Next work

mark-no-category = No category
mark-complete = Complete work
mark-in-progress = Work in progress
mark-side = (in the background)
mark-restricted = Members only
mark-draft = Draft
mark-hidden = Hidden

notice-draft = This is a draft. Only you and those who keep order can see it.
notice-hidden = A moderator has hidden this work. Only you and those who keep order can see it.
notice-restricted = Members only: guests are asked to log in.
notice-chapter-draft = This chapter is a draft.

work-actions = What you can do here
entire-work = Entire work
chapter-by-chapter = Chapter by chapter
chapter-index = Chapter index
chapter-index-for = Chapters of
chapter-index-of = Chapters of { $what }
chapter-number = Chapter { $what }
chapters-label = Chapters
previous-chapter = Previous chapter
next-chapter = Next chapter
download = Download
about-work = About this work
summary-heading = Summary:
notes-heading = Notes:
end-notes-heading = End Notes:
work-text = Work Text:
chapter-text = Chapter Text

gate-title = This work may hold adult content
gate-what = Its author rated it for adults, or did not rate it. If you go on, you say that you want to see such works and may.
gate-go-on = Yes, show it
gate-back = No, take me to the first page
gate-cookie = Your answer is remembered in this browser, and nowhere else.
