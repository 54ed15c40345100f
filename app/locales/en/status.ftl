# Checking on a case.

status-page = Status
status-title = Check on your case
status-lead = Type the case number and the PIN that you got when you sent your codes.
status-number = Case number
status-number-hint = It looks like this: 7K3M-9QXZ-04TD-8
status-pin = PIN
status-pin-hint = Eight digits
status-open = Open my case
status-refused = We cannot open a case with this number and PIN
status-refused-text = Check both and try again. It is easy to mix up letters and digits.
status-wait-title = Please wait a moment
status-wait = There were too many tries with this number. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
status-lost-title = Lost your number or PIN?
status-lost = We cannot find them for you, because we do not know who you are. Your codes stay on the list. You can also start again with the same files.
status-lost-link = Start again

status-done-day = Done. Your codes come off the list after a day. Until then you can change your mind.
status-done-now = Done. Your codes are off the list.
status-done-keep = Done. Your codes stay on the list.

case-title = Your case
case-opened = Sent on { $day }
case-due = Your codes come off the list on { $moment }
case-due-text = You asked for this. If you did not, or if you changed your mind, you can stop it.
case-keep = Keep them on the list
case-meaning-title = What this means
case-meaning-list = Apps and sites that take part can look for copies of what is on the list. That can take hours or days.
case-meaning-limit = We do not see the pictures they find, and we cannot promise that a copy comes down.
case-feedback-title = What apps and sites told us
case-found = { $count ->
    [one] One of them found something that matches your codes.
   *[other] { $count } of them found something that matches your codes.
}
case-removed = { $count ->
    [one] One of them took something down.
   *[other] { $count } of them took something down.
}
case-feedback-limit = Not all of them tell us. No word from them does not mean that nothing was found.
case-meaning-help = People who can help

item-photo = Photo { $number }
item-video = Video { $number }
item-checking = Being checked
item-checking-text = A person checks the code before apps and sites get it. They do not see the picture.
item-listing = On its way
item-listing-text = It will be on the list within a few minutes.
item-listed = On the list
item-listed-text = Apps and sites can look for it since { $day }.
item-paused = On hold
item-paused-text = There is a question about this code. A person looks into it. You do not need to do anything.
item-declined = Not on the list
item-declined-text = We could not use this code. If you think this is wrong, talk to one of the people who can help. We erase it within a day.
item-withdrawn = Taken back
item-withdrawn-text = It is off the list because you asked for it. We erase it within a day.

withdraw-title = Take your codes back
withdraw-text = Your codes come off the list after one day. In that day you can still change your mind.
withdraw-day = Take them off after a day
withdraw-now-title = I do not want to wait a day
withdraw-now-text = They come off the list at once. This cannot be undone. Apps and sites will stop looking for your pictures.
withdraw-now = Take them off now
