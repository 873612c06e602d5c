# Kudos, comments.

feedback = Feedback
kudos-leave = Kudos ♥
kudos-thanks = Thank you for leaving kudos!
kudos-before = You have left kudos here before. Once says it.
kudos-heading = Kudos for
kudos-of = Kudos for { $what }
kudos-none = Nobody has left kudos yet.
kudos-members = { $what ->
    [one] { $what } member has left kudos.
   *[other] { $what } members have left kudos.
}
kudos-guests = { $what ->
    [one] { $what } guest as well.
   *[other] { $what } guests as well.
}
kudos-and = { " " }and
kudos-others = { $what ->
    [one] { $what } other
   *[other] { $what } others
}
kudos-guests-short = { $what ->
    [one] { $what } guest
   *[other] { $what } guests
}
kudos-have-left = { $what ->
    [one] left kudos.
   *[other] left kudos.
}
