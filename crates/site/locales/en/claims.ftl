# Works that are brought in for others, and what those others say.

archived-by = archived by
others-title = Bring works in for others
others-what = Works that somebody else wrote come in under their name, and a letter tells them. Until they say what shall become of them, you keep them: you can correct them, and their bylines say that you archived them.
others-files-again = Choose the files once more: browsers do not keep them.
others-file = Files
others-file-hint = Text, mail, Markdown, HTML, EPUB, DOCX, ODT, RTF, or a ZIP of them; 32 MB and 200 works at most.
others-creator = Who made them
others-co-creator = Who made them too, if anybody did
others-name = The name that shall stand on them
others-email-hint = One letter goes there, whatever is known of this address here. Nobody sees it.
others-drafts = Keep all of them as drafts; without this, works whose files state a rating are for members at once
others-bring = Bring them in
brought-title = What you keep for others
brought-none = Nothing waits to be claimed.

ledger-title = What became of them
ledger-taken = it is here now.
ledger-here = it was here before, and nothing was changed.
ledger-refused = It was not taken:
ledger-doubts = { $what ->
    [one] One doubt
   *[other] { $what } doubts
 }
ledger-letter = Those who made what is here now are written to, one letter each.

claim-title = Works under your name
claim-what = These were brought in for { $what }. Choose which you mean; all are chosen now.
claim-none = Nothing waits for you here.
claim-works = Works
claim-is-draft = a draft, which nobody else sees
claim-is-hidden = hidden by a moderator; it can be taken over, and no more
claim-sign-up = Make an account for them
claim-log-in = Log in and add them to my account
claim-adopt = Add them to my account { $what }
claim-otherwise = Or without an account
claim-leave = Leave them as they are, with who brought them in
claim-orphan-named = Orphan them under the name they have: nobody’s, for good
claim-orphan = Orphan them without my name: nobody’s, for good
claim-delete = Delete them; here they can be fetched back for a while
claim-hint = A draft cannot be orphaned, because nobody could find it, and is deleted instead. A work that others made too loses your name, and stays.
claim-do = Do this
claim-deleted = “{ $what }” is deleted. Until { $of } you can fetch it back.
claim-wishes = From now on
claim-silent = Write me no more letters about works that are brought in
claim-refuses = Let nobody bring in works of mine again
claim-wishes-save = Keep this
claim-done-adopted = They are yours.
claim-done-decided = It is done.
claim-done-wished = That is kept.
claim-account-what = With this account everything that waits for you is yours. The letter came to this address, so it needs no other proof.
