# Signing up, confirming, logging in and out.

log-in = Log in
log-out = Log out
log-in-failed = That name and password do not go together. Nothing was changed; try again.
log-in-remember = Stay logged in for three months on this device
log-in-no-account = No account yet?

sign-up = Sign up
sign-up-what = With an account you can post, keep your place, and see what is for members. Your name is public; your address is not.
sign-up-consents = Before you join
sign-up-make = Make my account
owner-title = Make this archive yours
owner-what = This makes the owner’s account: it may do everything here, and give others a part of it.

log-in-passkey = Log in with a passkey
log-in-forgotten = I forgot my password

reset-title = A forgotten password
reset-what = Tell us the name or the mail address of your account. We write you a letter with a link, and there you choose a new password.
reset-ask = Write me a letter
reset-sent-what = If there is an account of that name or address, we have written to it. Open the link in the letter to choose a new password.
reset-sent-do = Nothing comes? Look among unwanted mail, and whether you have signed up with another address. The link is good for a week.
new-password-title = Choose a new password
new-password-what = For the account { $what }. Every browser that is logged in now will be logged out.
new-password-save = Save my new password

field-login = Name or mail address
field-password = Password
field-password-again = Password once more
field-password-hint = At least eight letters, any you like. A short sentence is easy to keep and hard to guess.
field-new-password = Password of your choice
field-current-password = Current password
field-your-password = Your password, so that we know it is you
field-new-address = New mail address
field-name = Name
field-name-hint = 3 to 40 letters of a–z, digits and underscores. Everybody sees it.
field-email = Mail address
field-email-hint = For letters from the archive. Nobody sees it.

consent-age = I am at least { $what } years old
consent-terms = I agree to the terms of this archive
consent-privacy = I agree that the archive keeps what I enter here, to run my account

agreement-title = Agree to the terms
agreement-what = The terms or the privacy notice of this archive have changed since you agreed to them. Read them, and go on.
agreement-button = I agree
terms-title = Terms
privacy-title = Privacy
notice-version = Version { $what }
terms-yours = What you post stays yours. You let the archive keep it, show it to those you choose, and give it out in the formats you allow. Post only what you may post.
terms-labels = Label your works: a rating, the warnings or the choice not to warn, and at least one fandom. Nobody here judges what is labelled.
terms-order = Those who keep order may hide a work that breaks the law or these terms, and will say why. Threats, the private facts of others and advertising are not welcome.
terms-leave = You can take everything with you, and delete it, at any time.
privacy-account = Of an account the archive keeps its name, which everybody sees, with the names you write under, their descriptions and icons, what you say of yourself and the day you joined; the mail address and earlier addresses, which nobody sees, though those who keep order can ask whose a certain address is; earlier names, which they see; a hash of the password, from which the password cannot be read; if you use them, what your app makes its codes of, fingerprints of your recovery codes, and the public halves of your passkeys; your preferences; and what you agreed to and when. When you delete your account, all of that is gone at once; a fingerprint of its name is kept for thirty days, so that nobody is taken for you. Works that go with it lie in the bin for a while, under no name; a last letter tells you how to fetch them back.
privacy-sessions = While you are logged in it keeps when you logged in and what your browser calls itself, so that you can end a session. Log-ins end by themselves. That somebody logged in, said a wrong password, or changed what opens the account is counted by the hour, seen by the owners of the archive and kept for ninety days, also after the account is gone, and then without its name; from where it was done is not kept. A cookie of its own remembers that this browser has logged in to your account before, so that others who guess passwords cannot keep you out.
privacy-letters = Letters to you are kept until they are sent, and then forgotten. An address that waits for an invitation is kept until it is invited; one that was invited is seen by who invited it, and forgotten sixty days after the invitation is over. An address to which works were brought in is kept for them, and seen by nobody. What is done to keep order stands in a log that those who keep order can read.
privacy-visitors = Nobody is counted, measured or told to others. Guests get no cookie unless they choose settings or agree to see adult works.

letter-sent-title = A letter is on its way
letter-sent-what = We have written to { $what }. Open the link in the letter, and your account is there.
letter-sent-do = Nothing comes? Look among unwanted mail. The link is good for two weeks.

confirm-title = Confirm your address
confirm-what = One click, and your account at { $what } is open.
confirm-button = Open my account

confirm-address-what = One click, and letters from { $what } come to this address.
confirm-address-button = Use this address
address-changed-title = Your address is changed
address-changed-what = Letters come to your new address from now on. The old one was told.

edit-title = Your account
edit-password = Password
edit-password-what = Every other browser will be logged out, and a letter tells you that it was changed.
edit-password-save = Change my password
edit-factors = More than a password
edit-factors-what = A password can be guessed, read over a shoulder, or told to a page that only looks like this one. Either of these keeps your account yours all the same.
edit-address = Mail address
edit-address-what = Letters go to { $what }. A new address is used once you have answered the letter we send there; until then nothing changes.
edit-address-waits = { $what } has not answered yet. The letter’s link is good for a week.
edit-address-withdraw = Keep the old one
edit-address-save = Change my address
edit-browsers = Where you are logged in
edit-browsers-what = Every browser that is logged in to this account. End what you do not know, and change your password.
browser-on = { $what } on { $of }
browser-unknown = A browser that says nothing of itself
browser-here = this browser
browser-since = Logged in
browser-end = Log out there
browsers-end = Log out everywhere else
done-password = Your password is changed, and every other browser is logged out.
done-address = A letter is on its way to the new address. Answer it, and the address is changed.
done-address-kept = The address stays as it is.
done-second-factor-off = Your second factor is off: your password alone opens your account.
done-browser = That browser is logged out.
done-browsers = Every other browser is logged out.

edit-name = Name of the account
edit-name-what = Everything you posted follows, and a letter tells you. A name can be changed once in seven days.
edit-name-save = Change my name
field-new-name = New name
done-name = Your account has its new name.

preferences-title = Preferences
preferences-what = They go with your account, whichever browser you use. Colours, typeface and sizes have a page of their own:
preferences-reading = Reading
preferences-save = Save
preferences-done = That is kept.
preferences-wishes = What others may do with your works
preferences-wishes-hint = It stands on your page, and new works begin with it. Every work can say otherwise; those that are there stay as they are.
prefer-adult = Show me adult works without asking each time
prefer-whole-work = Show me works whole, and not chapter by chapter
prefer-hides-warnings = Hide warnings until I open them on a work
prefer-hides-tags = Hide additional tags until I open them on a work
preferences-found = Being found
preferences-talk = What others say
prefer-no-guest-replies = Guests cannot answer my comments, but on my own works
prefer-no-talk-letters = Send me no letters about comments
prefer-talk-copies = Send me a copy of what I say at works
prefer-no-kudos-letters = Send me no letters about kudos
preferences-gifts = Gifts
prefer-gifts = Others may give me works
prefer-no-gift-letters = Send me no letters about gifts
prefer-unindexed = Ask search engines to stay away from my pages, works and series
prefer-unindexed-hint = The great ones heed it. What was found already takes a while to go, and a work of several creators follows whoever wishes it.
prefer-unsearched = Let nobody find my works by words in their text
prefer-unsearched-hint = They are still found by title, summary, notes and tags. It holds at once for all your works, and for works that you made with others; anonymous works are never found by their text.
prefer-time-zone = Time zone
prefer-language = Language of letters

profile-title = What you say of yourself
profile-what = It stands on your page, and everybody can read it.
profile-edit = Say something of yourself
profile-save = Save
field-profile-title = A line above it
field-about = About you
field-about-hint = 2,000 letters; HTML may be in it, pictures may not.

pseuds-title = Your names
pseuds-what = Everything you post stands under one of these. Everybody sees whose they are.
pseud-default = used unless you say another
pseud-edit = Change
pseud-edit-which = Change { $what }
pseud-prefer = Use by default
pseud-new = One more name
pseud-add = Add this name
pseud-save = Save
pseud-own-name = This is the name of your account. It changes with the account, and it stays.
pseud-without-icon = Take this icon away
pseud-remove-title = Take this name away
pseud-remove-what = What stands under it will stand under the name you use by default. The name, its description and its icon are gone.
pseud-remove = Take { $what } away
field-pseud = Name
field-pseud-hint = 1 to 40 letters, digits, spaces, “_” and “-”, at least one of them a letter or digit.
field-description = Description
field-description-hint = 500 letters; HTML may be in it, pictures may not.
field-icon = Icon
field-icon-hint = A PNG, JPEG, GIF or WebP picture of less than 500 kB. It is shown small, without anything else that is in the file.
field-icon-alt = What the icon shows
field-icon-alt-hint = In a few words, for those who do not see it. Leave it empty when it only decorates.

stale-link-title = This link has done its work
stale-link-what = It was used before, it is over, or a part of it is missing. If your account is open already, log in.

farewell-title = Delete my account
farewell-what = Your name, address, password and settings are gone at once, and this cannot be undone. Your drafts, your bin and the works you delete here go with them: a letter brings you the text of each, with a link by which another account of yours can fetch them back for a while. Take what you want to keep with you first:
farewell-sole = Works by you alone, and collections that nobody else keeps
farewell-shared = Works with others
farewell-orphan-named = Orphan them under the names they have
farewell-orphan = Orphan them without a name of mine
farewell-delete = Delete them with my account
farewell-leave = Take my names off; the others keep theirs
farewell-do = Delete my account for good
farewell-not = Keep it
edit-more = More

belongings-title = Take everything with you
belongings-what = One ZIP with all that is yours here: every work, draft and deleted work, each as a page to read and as a manuscript that Foolscap reads back exactly; every earlier version of every chapter; your names with their icons, your preferences, whom you have blocked and muted, where you are logged in, and what you were typing.
belongings-how = Unpack it and open index.html: it works without a network, and leads to all the rest. With many works it takes a while to come.
belongings-take = Download everything
belongings-of = What { $what } has on { $of }
belongings-index-what = Taken on { $what }. The folders are told in
belongings-works = Works
belongings-manuscript = manuscript
belongings-versions = versions { $what } to { $of }
belongings-back = Back to the index
belongings-unsaved = Typed, and not saved
belongings-data = Everything else
belongings-data-what = Your account, preferences, consents, letters that wait and the states of your works, for programs:
belongings-readme =
    This is what one account has on { $what }, taken on { $of }.

    index.html     Open this first, in any browser. It leads to everything else, without a network.
    works/         Every work as a page: posted works, drafts, and what lay in the bin.
    manuscripts/   The same works as Foolscap keeps them, with everything that was typed. Another Foolscap
                   takes them in from this ZIP, or from this folder: foolscap import ZIP
    deleted/       Chapters that lie in the bin.
    versions/      Every earlier version of every chapter, by the number of its work.
    icons/         The icons of your names.
    collections/   The pictures at the heads of your collections.
    account.json   Everything else, for programs: account, names, preferences, people you blocked and muted,
                   open log-ins, what was typed and not saved, and in which state each work is.

    It holds what is private to you. Keep it where only you can read it.

# The second factor and recovery codes.
second-factor-title = Second factor
second-factor-what = An app on your phone shows a new code every half minute. With it on, a password alone does not open your account: the code is asked for too, when you log in and when you have forgotten the password.
second-factor-on = It is on, since { $what }.
second-factor-begin = Switch it on
second-factor-app = Show it to your app
second-factor-scan = Open the app that keeps your codes (any that knows TOTP does) and let it read this.
second-factor-qr = A QR code for your app
second-factor-type = Or type this into it:
second-factor-open = Or open it in an app on this device
second-factor-confirm = Switch it on
second-factor-off = Switch it off
second-factor-off-what = Your app’s codes and your recovery codes are forgotten, and a letter tells you.
second-factor-off-do = Switch it off
field-first-code = The code that the app shows now
field-code = Code
field-code-hint = The six digits that your app shows now, or one of your recovery codes.
second-step-title = One more step
second-step-what = Your password is right. This account has a second factor as well.
codes-title = Recovery codes
codes-left = { $what ->
    [0] None of your recovery codes is left.
    [one] One of your recovery codes is left.
   *[other] { $what } of your recovery codes are left.
 } Each stands in for your app once, when it is out of reach. New ones are shown once, and the old ones are dead then.
codes-renew = Make new codes
codes-done = Your second factor is on, and these are your recovery codes. They are shown now and never again.
codes-what = When your app is out of reach, type one of these in the place of its code. Each works once. Keep them where you keep what matters: printed, or in a password manager, and not on the phone that has the app.
codes-download = Download them
codes-kept = I have them
codes-file = Recovery codes of { $of } at { $what }. Each works once.
codes-file-name = recovery-codes.txt
limited-what = Your role in this archive waits: it counts once you have shown a second factor. Set one up, or log in with it:

# Passkeys.
passkeys-title = Passkeys
passkeys-what = A passkey lives in your phone, your computer or a security key. You show it with a finger, your face or a PIN, and type nothing. No other page can ask for it, and it needs no second factor beside it.
passkey-add = Add a passkey
passkey-label = What you call it
passkey-label-hint = So that you know it among others: “my phone”, “the key on my ring”.
passkey-label-of = What { $what } is called
passkey-label-save = Rename
passkey-made = Added
passkey-used = used
passkey-which = Take one away
passkey-remove = Remove it
passkey-added = The passkey is added. From now on you can log in with it.
passkey-labelled = It has its new name.
passkey-removed = The passkey is removed, and opens this account no more.
passkey-needs-script = Passkeys are made by your browser, and it needs script for that. Script is off, so this part of the page is away; everything else here works without.
passkey-elsewhere = Browsers refuse passkeys at this address. They work here:
passkey-failed = No passkey was shown. Nothing was changed; try again.
passkey-unable = This browser knows no passkeys.
passkey-unknown = That was no passkey of an account here. Passkeys need a browser that knows them, and script; without, log in with your name and password.
passkey-no-place = Passkeys belong to a name on the web and need an encrypted connection, and this archive is reached at { $what }. Whoever runs it can change that.
