# What works come from, what comes from them, and whom they are for.
related-kind = Related works
related-title = Related works: { $what }
related-from = What works of { $what } come from
related-from-none = No work here says that it comes from another.
related-to = What comes from works of { $what }
related-to-none = When somebody’s work comes from one of these and its author has approved, it stands here.
related-inspired-by = Inspired by
related-translation-of = A translation of
related-podfic-of = A podfic of
related-translation-into = Translation into { $what }:
related-translation = Translation:
related-podfic = Podfic:
related-children = Works inspired by this one
related-restricted = [Restricted work]
related-mystery = [Mystery work]
related-gone = [Deleted work]
related-waits = Waits for an answer
related-approved = Approved
related-refused = Not approved
related-approve = Approve
related-refuse = Refuse
related-remove = Remove
related-all = All { $what }
gifts-kind = Gifts
gifts-title = Gifts for { $what }
gifts-count = { $what ->
    [one] { $what } work
   *[other] { $what } works
 }
gifts-none = Works that were given will stand here.
gifts-taken = Others may give you works.
gifts-not-taken = Nobody may give you works now.
gifts-refuse = Refuse
gifts-refuse-of = Refuse “{ $what }”
gifts-refused = Refused
gifts-accept = Take it after all
gifts-accept-of = Take “{ $what }” after all
gifts-for = for
mail-cited-subject = { $what }: a work comes from one of yours
mail-cited-text = “{ $what }” says that it comes from your work “{ $of }”.
mail-cited-do = It stands on the page of your work if you approve:
mail-given-subject = { $what }: a gift for you
mail-given-text = “{ $what }” by { $of } is for you:
mail-given-do = If you do not want it, you can refuse it:
