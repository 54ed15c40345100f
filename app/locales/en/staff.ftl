# The pages of staff.

staff-site-name = Reclaim review
staff-signed-in-as = { $name }, { $role }
staff-role-reviewer = reviewer
staff-role-lead = lead
staff-role-admin = admin
staff-role-auditor = auditor
staff-components = Components
staff-sign-out = Sign out

staff-sign-in-page = Sign in
staff-sign-in-title = Sign in to review
staff-name = Name
staff-passphrase = Passphrase
staff-code = Code
staff-code-hint = Six digits from your app. Leave it empty if you were not given a code.
staff-sign-in = Sign in
staff-refused = Name and passphrase do not belong together.
staff-wait-title = Too many tries with this name
staff-wait = Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.

staff-trouble-page = Not done
staff-back-to-queues = Back to the queues
staff-back = Go back
staff-signed-out = You are signed out
staff-signed-out-text = The session had ended, so nothing was done. Sign in in the new tab, then come back here, go back one page and send the form again. What you typed is still there.
staff-not-allowed = Your role does not decide about entries
staff-not-allowed-text = You can look at everything. Ask a reviewer to decide.
staff-no-such-queue = There is no such queue or page of it
staff-no-such-queue-text = The address may be old. Nothing is wrong with the entries.
staff-no-such-entry = There is no such entry
staff-no-such-entry-text = The address may have been cut off.
staff-no-decision = Nothing was decided
staff-no-decision-text = Choose an action with one of its reasons and send the form again.
staff-long-note = The note is too long
staff-long-note-text = A note has at most 2,000 characters. Nothing was decided.
staff-stale = This entry has changed since you opened it
staff-stale-text = Someone else decided, or the person took it back. Your decision was not carried out. Look at the entry as it is now.

proposals-title = Two people
proposals-lead = What cannot be taken back lightly happens only when a second person wants it too.
proposals-waiting = Waiting for a second person
proposals-none-wait = Nothing waits.
proposals-past = Earlier
proposals-none-past = Nothing was proposed yet.
proposal-until = Waits until { $when }
proposal-yours = You proposed this. Someone else has to agree.
proposal-not-yours = Your role does not answer this.
proposal-seconded = Agree, and do it
proposal-declined = Decline
proposal-taken-back = Take it back
proposal-carried-out = Done
proposal-agreed = Agreed, waits for the command line
proposal-was-declined = Declined
proposal-was-taken-back = Taken back
proposal-expired = Nobody agreed in time
terms-new-admin = Make { $name } an admin
terms-key-rotation = Replace the secret key
terms-unknown = Something that this version does not know
propose-title = Propose
propose-admin = A new admin
propose-admin-whom = Who
propose-keys = A new secret key
propose-keys-text = Once a second admin agrees, run “reclaim keys rotate” within three days of the proposal.
propose-why = Why
propose-send = Propose it
proposal-nothing = Nothing was proposed
proposal-nothing-text = Choose what it is about and send the form again.
proposal-not-allowed = Your role is not for this
proposal-not-allowed-text = Nothing was changed. Ask someone whose role it is.
proposal-no-reason = A reason is missing
proposal-no-reason-text = Say why in 1 to 1,000 characters. Nothing was proposed.
proposal-waits = This is proposed already
proposal-waits-text = The same waits for a second person. Nothing was proposed twice.
proposal-unknown = There is no such proposal
proposal-unknown-text = The address may have been cut off.
proposal-past = Someone was quicker, or the time is up
proposal-past-text = Your answer changed nothing. The page shows what became of it.
proposal-same-person = It takes someone else
proposal-same-person-text = You proposed this, so you cannot be the second person. Nothing was changed.
proposal-author-gone = Whoever proposed this could not do so any more
proposal-author-gone-text = Their role has changed since. Nothing was changed. Decline it, or let someone else propose it anew.
proposal-gone = What this is about is not there
proposal-gone-text = It may have been removed in the meantime. Nothing was changed.
proposal-already-so = This is so already
proposal-already-so-text = There is nothing to do. Nothing was changed.

queue-label = Queues
queue-table = Entries
queue-empty = Nothing here. Well done.
queue-next = Next page
queue-waiting = Waiting
queue-waiting-text = Held until someone decides. No platform has them.
queue-unverified = Unverified
queue-unverified-text = Published by rule. Platforms have them; nobody has looked yet.
queue-confirmed = Confirmed
queue-confirmed-text = Published and looked at.
queue-suspended = Suspended
queue-suspended-text = Off the list while a question is open.
queue-rejected = Rejected
queue-rejected-text = Off the list by decision.

entry-page = Entry
entry-title = Entry
entry-id = Id
entry-medium = Kind
entry-list = List
entry-created = Received
entry-due = Comes off the list
entry-findings = What screening found
entry-no-findings = Nothing unusual.
entry-hashes = Hashes
entry-variant = { $kind }
entry-quality = quality { $quality }
entry-decisions = Decisions so far

state-pending = Waiting
state-unverified = Published, unverified
state-confirmed = Published, confirmed
state-suspended = Suspended
state-rejected = Rejected
state-withdrawn = Withdrawn by its owner

medium-image = Photo
medium-video = Video

decide-title = Decide
decide-not-your-role = Your role can look and does not decide.
decide-nothing-possible = Nothing more can be decided about this entry.
decide-note = Note
decide-note-hint = For other staff. Say what you compared, never who someone might be.
decide-send = Record the decision

action-publish = Publish
action-publish-done = Published
action-hold = Hold
action-hold-done = Held
action-confirm = Confirm and keep on the list
action-confirm-done = Confirmed
action-reject = Reject and take off the list
action-reject-done = Rejected
action-suspend = Suspend while a question is open
action-suspend-done = Suspended
action-reinstate = Put back on the list
action-reinstate-done = Put back
action-withdraw = Withdraw
action-withdraw-done = Withdrawn

reason-facts-consistent = The facts fit together
reason-platform-confirmed = A platform confirmed a match
reason-public-content = It is a known public image
reason-low-information = The hash says too little and would match other pictures
reason-not-in-scope = It is not what this list is for
reason-abuse-of-service = The service is being abused
reason-disputed = A platform disputes it
reason-unusual-pattern = There is an unusual pattern
reason-needs-second-look = It needs a second look
reason-dispute-settled = The dispute is settled
reason-suspended-in-error = It was suspended in error

reason-screened-clean = Nothing unusual was found
reason-review-first = This list is reviewed first
reason-low-quality = The picture shows little detail
reason-asked-for = The person asked for it

finding-low-quality = Little detail
finding-low-quality-text = PDQ quality { $evidence } of 100. Below 50, platforms discard the hash, because unrelated pictures come near it.
finding-low-information = Hash says little
finding-low-information-text = Only { $evidence } of 255 neighbouring bits differ. Made-up hashes look like this; photos have about 128.
finding-near-duplicate = Near another in its submission
finding-near-duplicate-text = { $evidence } of 256 bits differ from the nearest one. Up to 31 counts as the same picture.
finding-exact-only = Exact copies only
finding-exact-only-text = There is no perceptual hash. Only files that were not changed at all will match.

actor-policy = rule “{ $name }”, version { $version }
actor-former-staff = a former member of staff
actor-case-holder = the person whose case it is

components-page = Components
components-title = Components
components-lead = Everything that the pages are made of.
components-text = Text
components-sample = The quick brown fox
components-buttons = Buttons and answers
components-states = States and messages
components-fields = Fields
components-doors = People who can help
components-picture = Picture

entry-feedback = What platforms say
entry-no-feedback = No platform has said anything yet.
verdict-matched = Found a match
verdict-removed = Removed a match
verdict-kept = Looked at a match and kept it
verdict-disputed = Disputes the entry
feedback-reason-different-content = It is another picture
feedback-reason-lawful-content = It breaks no rule there
feedback-reason-cannot-be-removed = It cannot be removed there
feedback-reason-public-content = It is a known public picture
feedback-reason-low-information = The hash matches too much
reason-not-reviewed-in-time = Nobody reviewed it in 90 days
