# Invitations to join: giving them away, using them, waiting for one.

by-invitation-title = By invitation
by-invitation-what = This archive takes new members who were invited. Whoever is a member already may have an invitation to give; it is a link, and it leads to the form.
by-invitation-queue = Or leave your address on the list of those who wait, and a letter comes when it is your turn.
invited-what = You are invited. With an account you can post, keep your place, and see what is for members. Your name is public; your address is not.

waiting-title = Waiting for an invitation
waiting-what = Leave your mail address, and we write to you when it is your turn. Nobody sees it, and it is used for nothing else.
waiting-button = Put me on the list
waiting-sent-what = If { $what } can wait for an invitation, we have written to it. The letter’s link says where it stands.
waiting-sent-do = Nothing comes? Look among unwanted mail. An address is written to once a day at most.
waiting-place = { $what } of { $of } on the list.
waiting-expected = If it goes on like this, your turn comes around { $what }.
waiting-leave = Take me off the list
waiting-left-title = Off the list
waiting-left-what = The address is forgotten.
waiting-over-what = This address waits no more: it was invited, or it was taken off the list.

own-invitations-title = Invitations
own-invitations-left = { $what ->
    [0] You have no invitations to give.
    [one] You can invite one more person.
   *[other] You can invite { $what } more people.
 }
own-invitations-any = You can invite as many people as you like.
own-invitations-hint = Whether there is an account with this address is not told to you.
own-invitations-write = Write them a letter
own-invitations-make-link = Make a link instead
own-invitations-sent = If that address can be invited, a letter is on its way.
own-invitations-link = Give this link to one person. It is shown only now, and it is good for thirty days and for one account.
invitations-given = What became of them
invitations-none = You have invited nobody yet.
invitation-by-link = By a link
invitation-waits = waits until { $what }
invitation-used-by = used by { $what }
invitation-used = used
invitation-over = taken back or over
invitation-withdraw = Take back
invitations-more = More invitations
invitations-wished = { $what } asked for on { $of }:
invitations-wish-why = Why
invitations-ask = Ask for them
field-how-many = How many

invitations-title = Invitations of the archive
queue-length = { $what ->
    [0] Nobody waits.
    [one] One address waits.
   *[other] { $what } addresses wait.
 }
queue-since = The first since { $what }.
queue-number = How many to invite
queue-call = Invite those who waited longest
queue-called = { $what ->
    [0] Nobody was invited.
    [one] One person was invited.
   *[other] { $what } people were invited.
 }
grant-all-title = More for everybody
grant-all-number = How many more each
grant-all-out = Only those who have none left
grant-all = Give them
grant-all-done = { $what ->
    [one] One member was given more.
   *[other] { $what } members were given more.
 }
wishes-title = Members who ask for more
wishes-none = Nobody asks for more.
wishes-what = Both answers go to them by letter.
wish-grant = Give them
wish-refuse = Refuse

addresses-title = Addresses that may not join
addresses-what = Nobody signs up, waits or is invited with one of these, however it is spelled, and nobody is told. Accounts that are there stay.
addresses-none = Every address may join.
address-ban = Keep this address out
address-lift = Let it join again
address-lift-which = Let { $what } join again
