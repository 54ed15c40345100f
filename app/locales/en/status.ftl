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
status-refused-text = Check both and try again. It is easy to mix up letters and digits. If you took all your codes back, your case is gone after a day. If we could not use them, or nobody checked them in time, it is gone after a month.
status-wait-elsewhere = Or use another network, such as mobile data.
status-wait-order = What you asked for was not done. Open your case after that and choose it again.
status-lost-title = Lost your number or PIN?
status-lost = We cannot find them for you, because we do not know who you are. Codes that are on the list stay there. You can also start again with the same files.
status-lost-link = Start again

status-done-day = Done. Your codes come off the list after a day. Until then you can change your mind.
status-done-day-waiting = Done. After a day the codes are taken back. Then they will not be put on the list, and we delete them. Until then you can change your mind.
status-done-day-mixed = Done. The codes are taken back after a day. Until then you can change your mind.
status-done-now = Done. Your codes are not on the list and will not be put there. We delete them within a day.
status-done-some-day = Done. What you marked comes off the list after a day. Until then you can change your mind.
status-done-some-now = Done. What you marked is not on the list and will not be put there. We delete it within a day.
status-none-marked = You marked none, so nothing was changed.
status-changed = Your case has changed since this page was opened, so we did not do this. This is how it is now.
status-done-keep = Done. Your codes stay on the list.
status-done-keep-waiting = Done. We go on with your codes.
status-done-keep-rest = Done. We keep the codes that were still there. Others are taken back already.
status-too-late = It was too late: your codes are taken back. You can add the same files again.

case-title = Your case
case-opened = Sent on { $day }
case-erased = { $count ->
    [one] One more was in this case. You took it back.
   *[other] { $count } more were in this case. You took them back.
}
case-declined = { $count ->
    [one] One was in this case that we could not use. We have erased it.
   *[other] { $count } were in this case that we could not use. We have erased them.
}
case-declined-text = If you think this is wrong, talk to one of the people who can help.
case-unreviewed = { $count ->
    [one] One was in this case that nobody checked in time. We have erased it.
   *[other] { $count } were in this case that nobody checked in time. We have erased them.
}
case-unreviewed-text = That was not because of you. You can add the same files again.
case-empty = No code is left in this case. You can add files to it. If you do not, the case is gone after a month.
case-words-title = What the words mean
case-add-title = Do you have more?
case-add-text = You can add more photos and videos to this case.
case-add = Add more
case-full = This case is full. For more, start a new case.
case-full-link = Start a new case
case-due = Your codes come off the list { $left }
case-due-back = Your codes will be taken back { $left }
case-due-some = Some of your codes will be taken back. The time stands with each.
case-due-all = Your codes will be taken back. The time stands with each.
case-due-text = You asked for this. If you did not, or if you changed your mind, you can stop it.
case-keep = Keep them on the list
case-keep-back = Keep my codes
case-meaning-title = What this means
case-meaning-list = Apps and sites that take part can look for copies of what is on the list. That can take hours or days.
case-meaning-limit = We do not see the pictures they find, and we cannot promise that a copy comes down.
case-fetched-limit = An app or site that has fetched a code can look for copies. It may not have looked yet.
case-feedback-limit = Not all of them tell us. No word from them does not mean that nothing was found.
case-meaning-help = People who can help

item-photo = Photo { $number }
item-video = Video { $number }
item-fetched = { $count ->
    [one] One app or site has fetched it, last on { $day }.
   *[other] { $count } apps and sites have fetched it, last on { $day }.
}
item-fetched-none = No app or site has fetched it yet.
item-fetched-never = No app or site has fetched it.
item-found = { $count ->
    [one] One found something that matches.
   *[other] { $count } found something that matches.
}
item-removed = { $count ->
    [one] One took something down.
   *[other] { $count } took something down.
}
item-due = Comes off the list { $left }
item-due-back = Taken back { $left }. Then it will not be put on the list, and we delete it.
item-checking = Being checked
item-checking-text = A person checks the code before apps and sites get it. They do not see the picture. Look here again: if we cannot use it, we say so for a month. If nobody has checked it after { $days } days, we erase it, and say that for a month too.
item-listing = On its way
item-listing-text = It will be on the list within a few minutes.
item-listed = On the list
item-listed-since = On the list since { $day }.
item-listed-text = Apps and sites that take part can fetch the code and look for copies.
item-paused = On hold
item-paused-text = There is a question about this code. A person looks into it. You do not need to do anything.
item-declined = Not on the list
item-declined-text = We could not use this code. If you think this is wrong, talk to one of the people who can help. We erase it within a day.
item-unreviewed = Not checked in time
item-unreviewed-text = Nobody checked this code in { $days } days, so it is not on the list. That was not because of you. You can add the same file again. We erase the code within a day.
item-withdrawn = Taken back
item-withdrawn-text = It is not on the list because you took it back. We erase it within a day.

withdraw-title = Take all your codes back
withdraw-text = Your codes come off the list after one day. In that day you can still change your mind.
withdraw-text-waiting = Your codes are taken back after one day. Then they will not be put on the list, and we delete them. In that day you can still change your mind.
withdraw-text-mixed = Your codes are taken back after one day. Those on the list come off it. The others will not be put there. We delete them all. In that day you can still change your mind.
withdraw-day = Take them back after a day
withdraw-now-title = I do not want to wait a day
withdraw-now-text = They come off the list at once. This cannot be undone. We tell apps and sites to stop looking for your pictures.
withdraw-now-text-waiting = They will not be put on the list, and we delete them. This cannot be undone.
withdraw-now-text-mixed = Those on the list come off it at once. The others will not be put there. We delete them all. This cannot be undone. We tell apps and sites to stop looking for your pictures.
withdraw-now = Take them back now
withdraw-some-title = Take only some back
withdraw-some-text = Mark what you want to take back. The rest stays as it is.
withdraw-some-legend = Which ones?
withdraw-some-day = Take the marked ones back after a day
withdraw-some-now = Take the marked ones back now. This cannot be undone.
