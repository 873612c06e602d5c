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

field-login = Name or mail address
field-password = Password
field-password-again = Password once more
field-password-hint = At least eight letters, any you like. A short sentence is easy to keep and hard to guess.
field-name = Name
field-name-hint = 3 to 40 letters of a–z, digits and underscores. Everybody sees it.
field-email = Mail address
field-email-hint = For letters from the archive. Nobody sees it.

consent-age = I am at least { $what } years old
consent-terms = I agree to the terms of this archive
consent-privacy = I agree that the archive keeps what I enter here, to run my account

letter-sent-title = A letter is on its way
letter-sent-what = We have written to { $what }. Open the link in the letter, and your account is there.
letter-sent-do = Nothing comes? Look among unwanted mail. The link is good for two weeks.

confirm-title = Confirm your address
confirm-what = One click, and your account at { $what } is open.
confirm-button = Open my account

stale-link-title = This link has done its work
stale-link-what = It was used before, it is over, or a part of it is missing. If your account is open already, log in.
