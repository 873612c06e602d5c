# What can be wrong with something that was entered.

form-has-slips = Something below needs another look. Nothing was lost.

slip-missing = This is needed.
slip-too-long = { $what } letters are too many; at most { $of } fit.
slip-too-short = { $what } letters are too few; at least { $of } are needed.
slip-too-many = { $what } are too many; at most { $of } fit.
slip-reserved = This name would be taken for the archive’s own. Choose another.
slip-said-already = You have said this here already.
slip-taken = This is in use already. Choose another.
slip-not-a-name = A name has 3 to 40 letters of a–z, digits and underscores, and neither begins nor ends with an underscore.
slip-resting = Somebody had this name until lately, so that nobody else can have it for now.
slip-not-a-pseud = A pseud has 1 to 40 letters, digits, spaces, “_” and “-”, at least one of them a letter or digit.
slip-not-an-address = This does not look like a mail address.
slip-worn-out = This password is one of the first that anybody tries. Choose another.
slip-not-the-same = This is not the same as above.
slip-wrong-password = This is not your account’s password.
slip-wrong-code = This is neither the code that your app shows now nor a recovery code that is left. Each works once: wait for the next one.
slip-not-the-code = This is not the code that your app shows now. Wait for the next one and type that; if none fits, see whether the clock of your phone is right.
slip-not-a-passkey = Your browser handed over no passkey that can be used here. Nothing was changed; try again.
slip-bad-letter = The tag “{ $what }” holds a “{ $of }”, which tags cannot hold.
slip-long-tag = The tag “{ $what }” is too long; at most { $of } letters fit.
slip-not-used = The tag “{ $what }” is not used in this archive.
slip-blank = At least one letter that can be seen is needed.
slip-not-offered = This is none of the choices there are.
slip-last-owner = An archive needs an owner, and this is the last one. Give the role to another person first.
slip-not-agreed = This must be ticked first.
slip-refuses-imports = This person has asked that none of their works be brought in. Nothing was.
slip-none-left = You have no invitations left to give. One that is taken back can be given again.
slip-not-in-range = A number from { $what } to { $of } is needed.
slip-too-heavy = This file has { $what } kB; at most { $of } kB are taken.
slip-not-a-picture-address = An address is needed that begins with https:// and ends with .png, .jpg, .gif or .webp.
slip-not-a-picture = This is not a PNG, JPEG, GIF or WebP picture, or it is damaged.
slip-too-many-pixels = This picture is too large. At most { $what } pixels fit on a side.
slip-no-pictures = Pictures cannot stand here.
slip-not-before = This can be done again on { $what }.
slip-past = This time is over. Choose one to come.
slip-to-come = This day is still to come. Choose one that has been, or today.
slip-not-read = This file was not read: { $what }.
slip-several-stories = This file holds { $what } stories, and one work is one story. Take them out of it and choose one.
slip-not-a-time = This is not a date and time.
slip-its-own = This is the tag itself.
slip-no-such-tag = There is no tag “{ $what }”.
slip-not-canonical = “{ $what }” is not canonical, or is of another kind.
slip-cannot-hold = This does not belong to a tag like “{ $what }”.
slip-circle = “{ $what }” is a part of this tag already, so this cannot be a part of it.
slip-no-work-here = There is no work of this archive at “{ $what }” that you can see.
slip-not-to-be-cited = Whoever made the work at “{ $what }” does not want this.
slip-not-described = Say the title and the author of the work at “{ $what }”.
slip-not-a-recipient = “{ $what }” is no name. A name has up to 100 letters, at least one of them a letter or digit.
slip-takes-no-gifts = { $what } does not take gifts.
slip-takes-none-from-you = { $what } does not take gifts from you.
slip-takes-none-from-all = { $what } does not take gifts from everybody who made this work.
slip-has-refused = { $what } has refused this work.
slip-unknown = Nobody here is called “{ $what }”.
slip-several = Several people here write as “{ $what }”. Say which one you mean: { $of }.
slip-not-to-be-asked = “{ $what }” cannot be asked.
slip-asked-many = You have asked as many people as can be asked in a day. Save it without these names, and ask them later.
slip-reaches-many = Whoever is new here reaches ten other people in an hour, with gifts, questions and the collections of others. { $what ->
    [0] Now none are left
    [one] Now one is left
   *[other] Now { $what } are left
}, and { $of ->
    [one] this is one
   *[other] these are { $of }
} more. Save it without what is too much, and go on in an hour.
slip-asks-much = { $what } questions of this kind wait for this person’s answer. More can be asked when they have answered.
slip-not-to-be-blocked = Neither you nor those who keep order can stand here.
slip-not-an-url = An address that begins with http:// or https:// is needed.
