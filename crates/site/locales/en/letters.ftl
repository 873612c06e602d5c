# What the archive writes to people. The subject says nothing that somebody beside a screen should not read.

mail-confirm-subject = { $what }: confirm your address
mail-confirm-text =
    Hello { $what },

    somebody, we hope you, has asked for an account with this address. Open this page and press the button there to open it:

    { $of }

    The link is good for two weeks. If it was not you, do nothing: without the button there is no account.
mail-confirm-again-text =
    Hello { $what },

    yesterday somebody, we hope you, asked for an account with this address, and it has not been opened. Open this page and press the button there:

    { $of }

    This is the last letter about it. If nobody opens the account, it is forgotten in a while, and somebody else may take its name. If it was not you, do nothing.
mail-address-in-use-subject = { $what }: about your address
mail-address-in-use-text =
    Hello { $what },

    somebody tried to make another account with this address. Nothing came of it: an address has one account, and this one is yours. If it was you, log in here:

    { $of }

    If it was not you, there is nothing to do.
mail-reset-subject = { $what }: choose a new password
mail-reset-text =
    Hello { $what },

    somebody, we hope you, wants to choose a new password for your account. Open this page to do it:

    { $of }

    The link is good for a week and for one time. If it was not you, do nothing, and your password stays as it is.
mail-password-changed-subject = { $what }: your password was changed
mail-password-changed-text =
    Hello { $what },

    the password of your account was changed, and every other browser was logged out. If it was not you, choose a new password here at once, by “I forgot my password”:

    { $of }
mail-confirm-address-subject = { $what }: confirm your new address
mail-confirm-address-text =
    Hello { $what },

    somebody, we hope you, wants letters for your account to come to this address. Open this page and press the button there:

    { $of }

    The link is good for a week. If it was not you, do nothing, and nothing changes.
mail-address-asked-subject = { $what }: another address was asked for
mail-address-asked-text =
    Hello { $what },

    somebody, we hope you, wants letters for your account to go to { $of } from now on. Nothing changes before that address has answered.

    If it was not you, log in, change your password and keep your old address: both are on the page of your account.
mail-address-changed-subject = { $what }: your address was changed
mail-address-changed-text =
    Hello { $what },

    letters for your account go to { $of } from now on, and this is the last one here.

    If it was not you, write to those who run the archive.
mail-renamed-subject = { $what }: your account has another name
mail-renamed-text =
    Hello { $what },

    your account is called { $of } from now on: log in with that name, and everything you posted stands under it. A name can be changed again after seven days. Nobody else can have the old one for thirty.

    If it was not you, choose a new password at once, and write to those who run the archive.
mail-work-deleted-subject = { $what }: one of your works was deleted
mail-work-deleted-text =
    Hello,

    “{ $what }” was deleted by one of its creators. Its text, with all chapters, comes with this letter. For a while it can be fetched back as it was; until when stands here:

    { $of }
mail-chapter-deleted-subject = { $what }: a chapter of one of your works was deleted
mail-chapter-deleted-text =
    Hello,

    a chapter of “{ $what }” was deleted by one of its creators. Its text comes with this letter. For a while it can be fetched back as it was, with all its versions; until when stands here:

    { $of }
mail-draft-goes-subject = { $what }: one of your drafts goes into the bin in a week
mail-draft-goes-text =
    Hello,

    “{ $what }” is a draft that has not been changed for a long time, and those who run this archive keep drafts no longer than that. In a week it goes into the bin. To keep it, save it once more or post it; the time begins anew with every change:

    { $of }

    Its text, with all chapters, comes with this letter.
mail-draft-went-subject = { $what }: one of your drafts lies in the bin
mail-draft-went-text =
    Hello,

    “{ $what }” is a draft that has not been changed for a long time, and lies in the bin now. Its text, with all chapters, comes with this letter. For a while it can be fetched back as it was; until when stands here:

    { $of }
mail-work-left-behind-text =
    Hello,

    your account was deleted, and “{ $what }” with it. Its text, with all chapters, comes with this letter; it is the last one to this address.

    For a while it can be fetched back. If you want it, log in to any account here, or make a new one, and open this page. All the works that went with your old account come back with it:

    { $of }

    After that they are gone for good. Keep this letter to yourself: who has the link can fetch them.
mail-work-goes-subject = { $what }: the text of one of your works
mail-work-goes-text =
    Hello,

    those who keep order have hidden “{ $what }” and propose to take it away for good. So that nothing of yours is lost, its text comes with this letter. If you think that they are wrong, write to them:

    { $of }
mail-work-hidden-subject = { $what }: one of your works was hidden
mail-work-hidden-text =
    Hello,

    a moderator has hidden a work of yours. You can still read it, and nobody else can; it cannot be changed for now. It is here:

    { $of }

    The reason: { $what }
mail-work-corrected-subject = { $what }: something was corrected on one of your works
mail-work-corrected-text =
    Hello,

    a moderator has corrected a work of yours. It is here:

    { $of }

    The reason: { $what }
mail-work-corrected-what = What was corrected: { $what }
mail-works-hidden-subject = { $what }: works of yours were hidden
mail-works-hidden-text =
    Hello,

    those who keep order have hidden { $what ->
        [one] one work
       *[other] { $what } works
    } of yours. You can still read what is yours, and nobody else can; it cannot be changed for now. Nothing of it is lost.

    The reason: { $of }
mail-works-hidden-take = You can take everything of yours with you here:
mail-works-shown-subject = { $what }: works of yours are shown again
mail-works-shown-text =
    Hello,

    { $what ->
        [one] one work
       *[other] { $what } works
    } of yours that those who keep order had hidden can be seen again as before.
mail-work-shown-subject = { $what }: one of your works is shown again
mail-work-shown-text =
    Hello,

    a work of yours that was hidden is shown again, as it was:

    { $what }
mail-work-purged-subject = { $what }: one of your works was taken away
mail-work-purged-text =
    Hello,

    two people who keep order agreed to take “{ $what }” away for good. Its text came to you in an earlier letter.

    The reason: { $of }
mail-suspended-subject = { $what }: about your account
mail-suspended-text =
    Hello,

    your account is suspended until { $what } (UTC). Until then you can log in and read, and no more. What was to post itself waits until then.

    The reason: { $of }
mail-warned-text =
    Hello,

    those who keep order ask you to mind the rules of this archive. Nothing was done to your account or your works.

    The reason: { $what }
mail-banned-text =
    Hello,

    your account is banned. You can log in and read, and take your own works away, and no more. What was to post itself waits.

    The reason: { $what }
mail-profile-blanked-text =
    Hello,

    those who keep order have taken away what you said of yourself on your page. You can write something else there.

    The reason: { $what }
mail-name-blanked-text =
    Hello,

    those who keep order have taken away the description and the icon beside your name “{ $what }”. You can choose others.

    The reason: { $of }
mail-name-taken-text =
    Hello,

    those who keep order have taken your account’s name away. Log in with { $what } from now on, or with your mail address; everything you posted stands under that name. You can choose another one on the page of your account.

    The reason: { $of }
mail-sanction-lifted-text =
    Hello,

    your account can do everything again that it could before.
mail-invited-subject = { $what }: somebody asks to name you
mail-invited-text =
    Hello,

    somebody asks to name you as a creator of a work. You can read it and answer here; until you say yes, you are named nowhere:

    { $what }
mail-second-factor-on-subject = { $what }: your second factor is on
mail-second-factor-on-text =
    Hello { $what },

    your account has a second factor now: whoever logs in with your password shows a code of your app too. Every other browser was logged out.

    If it was not you, somebody else has your password: write to those who run the archive.
mail-second-factor-off-subject = { $what }: your second factor is off
mail-second-factor-off-text =
    Hello { $what },

    your account has no second factor any more: your password alone opens it.

    If it was not you, change your password at once and switch it on again:

    { $of }
mail-recovery-code-subject = { $what }: a recovery code was used
mail-recovery-code-text =
    Hello,

    one of your recovery codes was used, in the place of your app. { $what ->
        [0] None is left
        [one] One is left
       *[other] { $what } are left
    }; new ones are made here:

    { $of }

    If it was not you, somebody has your password and your codes: change both at once.
mail-passkey-added-subject = { $what }: a passkey was added
mail-passkey-added-text =
    Hello,

    the passkey “{ $what }” opens your account from now on, without a password.

    If it was not you, take it away and change your password:

    { $of }
mail-passkey-removed-subject = { $what }: a passkey was removed
mail-passkey-removed-text =
    Hello,

    the passkey “{ $what }” does not open your account any more.

    If it was not you, change your password at once:

    { $of }
mail-join-subject = { $what }: an invitation
mail-join-text =
    Hello,

    it is your turn: you can make an account with this address now, here:

    { $what }

    The link is good for thirty days and for one account.
mail-join-by-text =
    Hello,

    { $what } invites you to make an account in this archive, here:

    { $of }

    The link is good for thirty days and for one account. If you do not want one, do nothing.
mail-already-member-subject = { $what }: you have an account
mail-already-member-text =
    Hello { $what },

    somebody, perhaps you, wanted this address to be invited. It has an account already; log in here:

    { $of }

    If it was not you, there is nothing to do.
mail-waits-subject = { $what }: on the list
mail-waits-text =
    Hello,

    somebody, we hope you, has put this address on the list of those who wait for an invitation. A letter comes when it is your turn. Where you stand, and a button to take the address off the list, are here:

    { $what }
mail-invitations-subject = { $what }: about your invitations
mail-invitations-granted-text =
    Hello,

    you can invite { $what } more people. They are here:

    { $of }
mail-invitations-refused-text =
    Hello,

    you have asked for more invitations, and there are none for now.

    The reason: { $what }
mail-claim-subject = { $what }: works under your name
mail-claim-text =
    Hello,

    { $what } has brought { $of ->
        [one] a work
       *[other] { $of } works
    } into this archive under your name, because they believe that you wrote them. Members can read what is not a draft. What becomes of them is yours to say, here, with an account or without one:
mail-claim-do =
    You can take them into an account, leave them as they are, have your name taken off, or have them deleted; and you can say that you want no more letters, or that nothing of yours is to be brought in again. The link is good for a year. If the works are not yours, do nothing, or write to those who run the archive.

mail-table-grows-subject = A table of { $what } grows fast
mail-table-grows-text =
    The table “{ $what }” of the database has more than doubled in a week: { $of } rows.

    That can be a large import. If you cannot explain it, something that should be cleared away is not, or somebody floods the archive. All tables with their growth:
