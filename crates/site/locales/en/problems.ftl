# What went wrong, whether anything was lost, what to do.

problem-home = Go to the first page
problem-incident = If you write to the archive about this, name incident { $what }.

not-found-title = There is nothing here
not-found-what = No page stands at this address. A work may have been deleted, or its author may have taken it back to their desk.
not-found-do = Check the address, or look for the work by its fandom or its author.

log-in-title = This is for members
log-in-what = Its author shares it with people who have an account here.
members-what = What this page does, it does for people who have an account here.
log-in-do = Log in, and you come back to this address.

forbidden-title = This is not yours to open
forbidden-what = Your account does not have leave for this page.
forbidden-do = If it should, ask a moderator of the archive.

invalid-title = That makes no sense here
invalid-what = What your browser sent does not fit this address. Nothing was changed.
invalid-do = Go back and try again from the page you were on.

too-large-title = That is too much at once
too-large-what = More was sent than this form takes. Nothing was changed.
too-large-do = Go back and send less.

too-often-title = Slower, please
too-often-what = This was tried too often in a short time. Nothing was changed, and your account is not locked.
too-often-do = Wait a few minutes and try again. If others guess at your password, a browser that you have logged in with before is not made to wait.

busy-title = The archive is busy
busy-what = Too much is going on at the moment. Nothing was lost or changed.
busy-do = Wait a little and load the page again. What you were sending is sent again then.

broken-title = Something broke, and it was not you
broken-what = The page could not be made. Nothing you had stored was lost.
broken-do = Load the page again. If it keeps happening, tell those who run the archive.

agree-title = The terms have changed
agree-what = The terms of this archive have changed since you agreed to them. You can go on reading; posting waits for your yes.
agree-do = Read them, agree, and you come back to this address.

forged-title = This form has gone stale
forged-what = Your session has ended since the page was made, or the form came from another site. Nothing was changed.
forged-do = Go back, load the page again and send the form once more. Your browser keeps what you typed until then.

closed-title = This archive takes no new accounts
closed-what = Its host makes accounts by hand, or has closed the door for now.
closed-do = You can read everything that is for guests. To join, ask those who run the archive.

sanctioned-until = You are suspended, so that you can post nothing before { $what }. The reason: { $of }
sanctioned-for-good = You are banned, so that you can post nothing. The reason: { $what }
sanctioned-title = You can read, and no more for now
sanctioned-what = Your account is suspended or banned, as the letter about it says. Nothing was changed.
sanctioned-do = If you think that this is wrong, write to those who run the archive.

takes-two-title = This takes two people
takes-two-what = One proposes, and another agrees; the first one was you. Nothing was changed.
takes-two-do = Ask another who keeps order to look at it.

reaches-many-title = Not within this hour
reaches-many-what = Whoever is new here reaches ten other people in an hour, with gifts, questions and the collections of others, and you have reached them. Nothing was changed.
reaches-many-do = Try again later. It holds for the first days of an account only.

letter-waits-title = A letter has to leave first
letter-waits-what = The letter that brings the creators the text of this work has not been sent yet. Nothing was changed.
letter-waits-do = Try again in a minute. If it stays so, ask the host whether mail leaves the archive.
