# The work of reviewers: what comes first, one entry, reasons, charts.

work-title = To do
work-lead = The most urgent first: what platforms dispute, what a colleague escalated, what is held, and then what nobody has looked at yet.
work-more-than = { $count } or more
work-views = Saved views
work-view-name = Name of this view
work-view-save = Save what is shown
work-view-remove = Forget the view { $name }
work-priority = Because
work-finding = Finding
work-claim = Taken
work-claim-free = by nobody else
work-claim-mine = by you
work-snoozed = Put off
work-snoozed-too = shown too
work-any = any
work-filter = Show
work-claimed-by = Taken by
work-yours = you
work-put-off-until = until { $day }
work-keys = Keys: j and k go up and down, Enter opens, n is the next page. In an entry: c takes it, r gives it back, u takes your decision back, d goes to the decision, b goes back here.

act-added-known = Added known public pictures
act-removed-known = Removed known public pictures
act-claimed = Took an entry
act-released = Gave an entry back
act-put-off = Put an entry off
act-wrote-note = Wrote a note
act-undid = Took a decision about an entry back
act-edited-reasons = Changed the reasons

priority-disputed = Disputed or suspended
priority-escalated = Escalated
priority-held = Held
priority-unverified = Not looked at yet

action-escalate = Ask someone else to look
action-escalate-done = Escalated
action-take-back = Take back
action-take-back-done = Taken back
reason-unsure = I am not sure
reason-conflict-of-interest = I should not be the one who decides
reason-needs-lead = A lead should decide
reason-disputed-by-platforms = Two platforms disagree with it
reason-matches-too-much = It matches too many uploads

cause-add = Platforms get it within seconds.
cause-add-again = Platforms get it again within seconds.
cause-amend = Platforms hear within seconds that it is confirmed.
cause-remove = It is off the list within seconds, and can be put back.
cause-reject-listed = It is off the list within seconds, for good. Its hashes are erased within a day.
cause-reject = No platform ever gets it. Its hashes are erased within a day.
cause-reject-unlisted = It stays off the list, for good. Its hashes are erased within a day.
cause-nothing = Nothing changes for platforms. It is no longer to do.
cause-escalate = Nothing changes for platforms. For someone else it stands on the list under “Escalated”, after what is disputed or suspended.
cause-escalate-disputed = Nothing changes for platforms. It stays where it is on the list, and stands under “Escalated” too, for someone else.

# What whoever sent it reads then: the words are those of status.ftl.
cause-person = A person who sent it then reads “{ $state }”: { $text }
cause-person-same = A person who sent it reads the same as before.

undo-until = You can take this back until { $moment }.
undo-send = Take it back

handling-title = Who has it
handling-free = Nobody has taken it.
handling-yours = You have it until { $moment }.
handling-taken = { $name } has it until { $moment }.
handling-claim = Take it
handling-claim-longer = 15 minutes more, from now
handling-release = Give it back
handling-put-off = Put off
handling-put-off-send = Put off
handling-put-off-until = Put off until { $day }.
handling-not = not any more
handling-days = { $days ->
    [one] one day
   *[other] { $days } days
}

notes-title = Notes
notes-new = New note
notes-send = Keep the note

terms-bulk-decision = { $action }: { $count ->
    [one] one entry
   *[other] { $count } entries
}, because: { $reason }
bulk-entries = { $count ->
    [one] The entry
   *[other] The { $count } entries
}
bulk-entries-table = The entries of this proposal
bulk-entry-state = State now
bulk-entry-changed = changed since: left alone
bulk-entry-taken-back = the person has taken it back: left alone
bulk-entry-gone = erased since
bulk-entry-claimed = taken by { $name }
bulk-taken = { $count ->
    [one] A colleague is working on one of these entries
   *[other] Colleagues are working on { $count } of these entries
}: { $names }. Ask them first: what you agree to is carried out all the same.
bulk-reached = { $reached ->
    [one] one
   *[other] { $reached }
} of { $count ->
    [one] one entry was decided about
   *[other] { $count } entries were decided about
}{ $rest ->
    [0] { "" }
   *[other] ; the others had changed or were taken back
}
bulk-undo-until = Either of you two can take all of this back until { $moment }.
bulk-undo-send = Take all of it back
bulk-undo-too-late = This can no longer be taken back
bulk-undo-too-late-text = A minute has passed, a colleague has taken it back already, or every entry has moved on since. Nothing was changed. Decide anew about what should be different.
bulk-undo-not-yours = Only the two who decided take this back
bulk-undo-not-yours-text = Nothing was changed. Ask one of them, or decide anew about what should be different.
bulk-undone = Entries for which it was undone: { $undone } of { $reached }.{ $rest ->
    [0] { "" }
    [one] { " " }The other has moved on since and was left alone.
   *[other] { " " }The others have moved on since and were left alone.
}
bulk-title = Decide about those that are marked
bulk-text = A second person has to agree, on the page “Two people”. An entry that changes before then is left alone.
bulk-decision = Decision and reason
bulk-choose = Choose one
bulk-why = Why, for the second person
bulk-send = Propose it
bulk-kept = { $count ->
    [one] One entry is still marked.
   *[other] { $count } entries are still marked.
}
bulk-mark = Mark { $entry }
bulk-mark-changed = changed since you marked it
bulk-marked = Marked
staff-nothing-chosen = Nothing was proposed
staff-nothing-chosen-text = Mark 1 to 200 entries, and choose a decision with one of its reasons that is possible for one of them at least. An entry that has changed since you marked it does not count: go back and mark it anew.
staff-nothing-left = Nothing is left to propose
staff-nothing-left-text = Every entry that you marked has changed since, was taken back by the person, or is erased. Nothing was proposed. Go back to see what is to be done now: what changed and is still there says so, and can be marked anew.

cluster-title = The same picture or video elsewhere
cluster-summary = { $items ->
    [one] One other item shows
   *[other] { $items } other items show
} this picture or video, or nearly, or a part of it; { $cases ->
    [one] all in the same case
   *[other] { $cases } cases have it
}.
cluster-reading-shared = It may be widely shared: several people, or one person several times, ask for the same thing. Then the entry is right.
cluster-reading-campaign = Or it may be a campaign: someone tries to get a lawful picture listed by sending it often. Then platforms will dispute it, or it is a public picture.
cluster-same-file = same file
cluster-distance = { $distance } bits
cluster-distance-of-part = { $distance } bits, a part of it or with more in it
cluster-how-near = How near
cluster-state = Where it stands
cluster-decide = Decide about all of this cluster
cluster-all = { $all ->
    [one] One entry
   *[other] { $all } entries
} on the list { $list } with this picture, or one near it, can be decided about.
cluster-whole = This decision is about all of them.
cluster-part = This decision is about { $taken } of them, the nearest first: what nobody has decided about yet, and last what is suspended. The other { $rest } need a second round, when this one was carried out.
cluster-part-suspended = This decision is about { $taken } of them, the nearest first: what is suspended before all else. The other { $rest } need a second round, when this one was carried out.
cluster-suspended-first = Take those first that are suspended: { $suspended }
cluster-none = None of the entries with this picture, or one near it, can be decided about now.

contradicting-title = The same file, another picture or video
contradicting-summary = { $items ->
    [one] One other item claims another picture or video
   *[other] { $items } other items claim other pictures or videos
} for this very file, so one of the two is made up. Whichever came from a flood is the wrong one. That says nothing for this entry.

entry-matches = { $matches ->
    [one] one upload
   *[other] { $matches } uploads
}
entry-matches-answered = { $matches } of them answered

reasons-title = Reasons
reasons-lead = What can be given as a reason for a decision. Whoever leads can add some and put others away. What was decided before keeps its reason.
reasons-away = put away
reasons-put-away = Put away
reasons-offer = Offer again
reasons-button-of = { $button }: { $reason }
reasons-add = Another reason
reasons-add-send = Add

insight-title = Insight
insight-lead = The last { $days } days. Numbers from 1 to 4 are not told, because they might point at someone: what is said is “fewer than { $floor }”.
insight-cases = Submissions by day
insight-items = Photos and videos, of the days whose number is told
insight-items-by-day = Photos and videos by day
insight-highest = the highest column: { $count }
insight-held = Held by day
insight-decisions = Decisions of staff by day
insight-ages = Decisions by the age of the entry, of the days whose number is told
insight-age = { $from ->
    [0] the same day
    [one] one day
   *[other] { $from } days
}
insight-age-to = { $from } to { $to } days
insight-age-on = { $from } days and more
insight-answered = Disputes by how long after the first word of a platform they were answered, of the days whose decisions are told
insight-answered-within = within { $time }
insight-answered-between = after { $after }, within { $within }
insight-answered-later = later than { $time }
insight-answered-ever = however long it took
insight-hours = { $hours ->
    [1] an hour
    [24] a day
    [72] three days
    [168] a week
   *[other] { $hours } hours
}
insight-findings = Findings
insight-lag = Changes that subscribers have not fetched yet, by member number
insight-disputed = Disputed by a platform
insight-suspended = Suspended
insight-median = Half of the suspensions by rule took at most
insight-seconds = { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}
insight-shares = Disputed or suspended, for each 10,000 that came in on the days whose number is told
insight-median-few = not told: fewer than { $floor } suspensions
insight-median-answer = Half of the disputes, of the days whose decisions are told, were answered
insight-median-answer-few = not told: too few answers
insight-share = { $count }; on the days whose number is told, { $share } for each 10,000 that came in
insight-few = fewer than { $floor }
insight-nothing = Nothing to show yet.
insight-chart-of = Chart: { $title }. The same numbers are in the table below.
insight-table-of = Table: { $title }

staff-taken = { $name } has taken this entry
staff-taken-text = Nothing was changed. Look for another entry, or ask { $name } to give it back.
staff-typed = What you had written, to copy
staff-own-escalation = Someone else has to look at this
staff-own-escalation-text = You asked for that, so a colleague decides about this entry, or a lead.
staff-removed-often = You have taken many entries off the list in a short while.
staff-removed-many = This entry was not decided about
staff-removed-many-text = Nothing was changed, and you can go on with everything else. Where many have to go at once, a lead marks them and proposes it, and a second person agrees. That is not counted here.
staff-removed-many-decision = Your decision: { $action }. The reason: { $reason }.
staff-wrong-note = The note was not kept
staff-wrong-note-text = A note has 1 to 2,000 characters.
staff-wrong-days = Nothing was put off
staff-wrong-days-text = An entry can be put off for 1, 3 or 7 days.
staff-too-late = This can no longer be taken back
staff-too-late-text = A decision can be taken back for a minute, by whoever made it, as long as nothing else has happened. Decide anew instead.
staff-view-name = The view was not saved
staff-view-name-text = Its name has 1 to 40 characters.
staff-too-many-views = There are 20 views already
staff-too-many-views-text = Forget one first.
staff-wrong-reason = The reasons were not changed
staff-wrong-reason-text = A reason has 1 to 80 characters, and an action offers at most 20 reasons. Put another one away first.
staff-last-reason = This is the last reason for this action
staff-last-reason-text = Add another one first.
staff-not-lead = Your role does not change reasons
staff-not-lead-text = Ask a lead or an admin.
