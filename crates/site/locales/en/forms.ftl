# What can be wrong with something that was entered.

form-has-slips = Something below needs another look. Nothing was lost.

slip-missing = This is needed.
slip-too-long = { $what } letters are too many; at most { $of } fit.
slip-too-short = { $what } letters are too few; at least { $of } are needed.
slip-too-many = { $what } are too many; at most { $of } fit.
slip-reserved = This name would be taken for the archive’s own. Choose another.
slip-taken = This is in use already. Choose another.
slip-not-a-name = A name has 3 to 40 letters of a–z, digits and underscores, and neither begins nor ends with an underscore.
slip-not-a-pseud = A pseud has 1 to 40 letters, digits, spaces, “_” and “-”, at least one of them a letter or digit.
slip-not-an-address = This does not look like a mail address.
slip-worn-out = This password is one of the first that anybody tries. Choose another.
slip-not-the-same = This is not the same as above.
slip-wrong-password = This is not your account’s password.
slip-wrong-code = This is neither the code that your app shows now nor a recovery code that is left. Each works once: wait for the next one.
slip-not-a-passkey = Your browser handed over no passkey that can be used here. Nothing was changed; try again.
slip-bad-letter = The tag “{ $what }” holds a “{ $of }”, which tags cannot hold.
slip-long-tag = The tag “{ $what }” is too long; at most { $of } letters fit.
slip-blank = At least one letter that can be seen is needed.
slip-not-offered = This is none of the choices there are.
slip-not-agreed = This must be ticked first.
slip-none-left = You have no invitations left to give. One that is taken back can be given again.
slip-not-in-range = A number from { $what } to { $of } is needed.
slip-too-heavy = This file has { $what } kB; at most { $of } kB are taken.
slip-not-a-picture = This is not a PNG, JPEG, GIF or WebP picture, or it is damaged.
slip-too-many-pixels = This picture is too large. At most { $what } pixels fit on a side.
slip-no-pictures = Pictures cannot stand here.
slip-not-before = This can be done again on { $what }.
slip-past = This time is over. Choose one to come.
slip-to-come = This day is still to come. Choose one that has been, or today.
slip-not-read = This file was not read: { $what }.
slip-several-stories = This file holds { $what } stories, and one work is one story. Take them out of it and choose one.
slip-not-a-time = This is not a date and time.
slip-unknown = Nobody here is called “{ $what }”.
slip-not-to-be-asked = This person cannot be asked.
slip-not-to-be-blocked = Neither you nor those who keep order can stand here.
