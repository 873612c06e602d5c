# Collections: lists, a collection's pages, the pages where it is kept in order.

collections-title = Collections
collections-search = Search collections
collections-by = Collections kept by { $what }
collections-of = Collections of “{ $what }”
collections-count = { $what ->
    [one] { $what } collection
   *[other] { $what } collections
 }
parts-count = { $what ->
    [one] { $what } part
   *[other] { $what } parts
 }
people-count = { $what ->
    [one] { $what } person
   *[other] { $what } people
 }
collections-none = No collection fits.
collections-none-kept = No collections to see here yet.
collections-words = Words of the title
collections-by-date = Date made
collections-by-title = Title
collections-by-works = Number of works
collections-by-bookmarks = Number of bookmarks
ask-closed = Closed
ask-moderated = Moderated
ask-unrevealed = Unrevealed
ask-anonymous = Anonymous
ask-either = Either

collection-kind = Collection
collection-open = open
collection-closed = closed
collection-moderated = moderated
collection-unrevealed = unrevealed
collection-anonymous = anonymous
collection-hidden = Those who keep order in this archive have hidden this collection. Only those who keep it see it.
collection-mysteries = { $what ->
    [one] { $what } work here is a mystery until it is revealed.
   *[other] { $what } works here are a mystery until they are revealed.
 }
collection-reveals = Works are revealed at { $what }.
collection-names = Creators are named at { $what }.
collection-part-of = Part of
collection-kept-by = Kept by
collection-newest = Newest works
collection-all-works = All works
collection-empty = Works and bookmarks that are put in here will be listed here.
collection-any-work = A work at random
collections-any = A collection at random
collection-fandoms = Fandoms
collection-fandoms-of = Fandoms in { $what }
collection-picture = Picture at the head of its page
collection-picture-hint = A PNG, JPEG, GIF or WebP picture of less than 500 kB. It is made anew, without anything else that is in the file, and goes with the collection.
collection-without-picture = Without the picture
collection-header = Or the address of a picture elsewhere
collection-header-hint = It stands there where none was uploaded. Whoever looks at the collection fetches it from there.
collection-header-alt = What the picture shows, in words
collection-works-of = Works in { $what }
collection-bookmarks-of = Bookmarks in { $what }
collection-people-of = People in { $what }
collection-parts-of = Parts of { $what }
collection-works-none = No works to see here yet.
collection-people = People
collection-people-what = A collection always has an owner: the last one cannot go before there is another.
collection-parts = Parts
collection-parts-none = This collection has no parts.
collection-parts-asking = Collections that want to be a part of this one
collection-part-away = Send “{ $what }” away
collection-join = Ask to be a member
collection-leave = Leave the collection
collection-withdraw = Take the question back
collection-accept = Be a member
collection-decline = Decline
collection-post = Post a work to it
collection-invite = Invite somebody
collection-invite-hint = The name of their account, or the name they write under. They decide whether to be a member.
collection-invite-send = Invite
collection-send-away = Send away
role-in-owner = Owner
role-in-moderator = Moderator
role-in-member = Member
role-in-invited = Invited
role-in-applied = Asks to be a member

collection-new = New collection
collection-make = Make collection
collection-edit = Change “{ $what }”
collection-change = Change
collection-mend = You keep order in this archive: you can change the words of this collection, and the log will say so.
collection-name = Name in the address
collection-name-hint = Letters a–z, digits and underscores.
collection-description = Description
collection-tags = Tags
collection-how = How it is kept
collection-closed-tick = Closed: only those who keep it put anything in
collection-moderated-tick = Moderated: what is put in waits until somebody who keeps it says yes
collection-unrevealed-tick = Unrevealed: works that come in are a mystery until they are revealed
collection-anonymous-tick = Anonymous: works that come in are shown without their creators’ names
collection-how-hint = What is in already stays as it is when you switch these on. Switching one of the last two off reveals or names everything.
collection-reveals-at = Reveal works at
collection-names-at = Name creators at
collection-time-hint = In your time zone, { $what }.
collection-parent = Part of the collection
collection-parent-hint = Its name. Where you do not own it, whoever does is asked.
collection-email = Address to write to
collection-email-hint = Every member of the archive can see it.
collection-intro = Introduction
collection-rules = Rules
collection-faq = Questions and answers
collection-without-icon = Without the icon
collection-delete = Delete collection
collection-delete-which = Delete “{ $what }”
collection-delete-what = The collection goes for good, with its pages, members and parts’ ties to it. The works and bookmarks stay where they are; works are revealed and their creators named, unless another collection or their creators say otherwise.
collection-hide = Hide collection
collection-unhide = Show collection again

items-kind = Keep in order
items-title = What is put into { $what }
items-waiting = Waiting for you
items-asked = Waiting for their creators
items-in = In the collection
items-refused = Refused
items-declined = Declined by their creators
items-none = Nothing is here.
items-ask = Invite a work
items-ask-hint = Its address or number. Its creators decide, unless it is your own.
items-ask-send = Invite
decide-take = Approve
decide-refuse = Reject
decide-remove = Remove
decide-reveal = Reveal
decide-name = Name creators
decide-veil = Make a mystery again
decide-mask = Make anonymous again
reveal-works = Reveal all works
reveal-names = Name all creators
reveal-what = Works that are in another unrevealed or anonymous collection stay so until that one reveals them.

standing-none = This is in no collection.
standing-in = in
standing-waits = waits until somebody who keeps it says yes
standing-refused = rejected by those who keep it
standing-asked = they ask for it
standing-declined = you said no
standing-out = Take out
standing-what = A work that is in an unrevealed or anonymous collection stays a mystery or without names until the collection reveals it or you take it out, even where it was rejected.
standing-put = Put into a collection
standing-put-hint = The name in the collection’s address.
standing-put-send = Put in
collections-take-out = Take out of collections

collection-requests = Collection requests
collection-requests-what = What others want of you for their collections. Nothing happens before you say yes.
collection-requests-none = Nobody waits for your word.
collection-requests-people = Collections that want you as a member
collection-requests-works = Works of yours that collections want
collection-requests-into = Into
blurb-collections = Collections
label-collections = Collections
field-collections = Collections
field-collections-hint = Names of collections, with commas between. In some it will be a mystery or without your name until they reveal it.
preferences-collections = Collections
prefer-collections = Others may ask to have my works in their collections
prefer-collected-at-once = Say yes for me when somebody asks for a work of mine
prefer-no-collection-letters = No letters about collections
chip-collection = in the collection “{ $what }”
deed-hid-collection = Hid the collection
deed-showed-collection = Showed the collection again
deed-mended-collection = Changed the words of the collection
slip-not-a-collection-name = A name has letters a–z, digits and underscores, and neither begins nor ends with an underscore.
slip-no-commas = Commas cannot stand here.
slip-inside-itself = A collection cannot be a part of itself.
slip-too-deep = A collection that has parts cannot be a part, and a part has no parts.
slip-no-collection = There is no collection “{ $what }”.
slip-takes-nothing = Nothing of yours can be put into “{ $what }” now.
mail-collection-subject = A collection in { $what }
mail-collected-asked = The collection “{ $what }” would like to have your work “{ $of }”. You decide here:
mail-collected-put-in = Your work “{ $of }” was put into the collection “{ $what }”. You can take it out here:
mail-collected-taken = Your work “{ $of }” is in the collection “{ $what }” now. You can take it out here whenever you like:
mail-collected-refused = The collection “{ $what }” has rejected your work “{ $of }”. If it was a mystery or without names there, it stays so until you take it out here:
mail-collected-veiled = Your work “{ $of }” is a mystery in the collection “{ $what }” now, until it is revealed. You can take it out here:
mail-collected-masked = Your work “{ $of }” is without your name in the collection “{ $what }” now. You can take it out here:
mail-collection-member = The collection “{ $what }” invites you to be a member. You decide here: { $of }
