# Choosing files, and the receipt. { $n } and { $m } are numbers.

choose-page = Photos and videos
choose-young = This is for pictures from before you turned 18. Were you older in it?
choose-young-link = I was 18 or older
choose-adult = This is for pictures from when you were 18 or older. Were you younger in it?
choose-adult-link = I was under 18
choose-no-script = This page needs JavaScript
choose-no-script-why = Your browser does the work, so that your file never leaves your device. For that it has to run a script, and it is switched off.
choose-no-script-doors = You can switch it on and load the page again. Or turn to one of these people. You can still leave with the button at the top.
choose-cannot-start = This page could not get ready
choose-cannot-start-text = Nothing was sent. Check your internet and load the page again. If your browser is old, try a newer one. Or turn to one of these people.
choose-old-browser = This browser is too old for this page
choose-old-browser-text = It cannot run the program that makes the codes. Nothing was sent. Try a newer browser, or another device that you trust. Or turn to one of these people. You can still leave with the button at the top.

picker-title = Choose your photos and videos
picker-lead = They stay on this device. Nothing is sent until you say so.
picker-close = You can close this page at any time. Then nothing is sent, and you can start again.
picker-choose = Choose photos or videos
picker-choose-more = Choose more
picker-drop = You can also drop files here.
picker-too-many = You can send up to 100 files at once. Send these first. Then start again with the rest.
picker-offline = All that is needed is loaded. You can turn off your internet now. Turn it on again to send.

picker-photo = Photo { $n }
picker-video = Video { $n }
picker-unused = A file that is not used
picker-waiting = Waiting
picker-reading = Reading
picker-percent = Reading, { $n } %
picker-watching = Looking at the video
picker-watching-percent = Looking at the video, { $n } %
picker-ready = Ready
picker-double = The same file again
picker-twin = This is the same file as number { $n }. It is sent once.
picker-refused-by-server = The server could not use this one. Nothing was sent. Remove it and try again.
picker-remove = Remove
picker-cancel = Cancel
picker-again = Try again
picker-exact = Look for exact copies only
picker-show = Show small, blurred pictures
picker-hide = Hide the pictures

picker-summary-busy = { $n } of { $m } done
picker-summary-ready = { $n } of { $m } ready to send
picker-summary-none = None of these files can be used

picker-note-exact-only-video = We could not look into this video. Only copies that were not changed can be found.
picker-note-exact-only-format = We cannot read this kind of photo. Only copies that were not changed can be found. If you already have it as another file, choose that too.
picker-note-exact-only-unknown = We do not know this kind of file. Only copies that were not changed can be found.
picker-note-damaged = This photo is damaged. Only copies that were not changed can be found.
picker-note-truncated = The end of this photo is missing. Copies of the whole photo may be missed.
picker-note-too-many-pixels = This photo is too big to read. Only copies that were not changed can be found.
picker-note-too-many-bytes = This file is too big to read. Only copies that were not changed can be found.
picker-note-too-small = This photo is very small. Only copies that were not changed can be found.
picker-note-decoder-failed = Your device could not read all of this photo. Only copies that were not changed can be found.
picker-note-altered-pixels = To protect you, your browser does not let us read this photo. Only copies that were not changed can be found. If you already have it as another file, choose that too.
picker-note-first-frame = This photo moves. Copies are found by its first picture.
picker-note-camera-preview = This is a raw photo. We used the picture that your camera keeps inside it. That works well for most copies.
picker-note-exact-chosen = You chose to look for exact copies only. Copies that were changed are not found.
picker-note-stalled = Looking into this file took too long, so we stopped. Only copies that were not changed can be found.
picker-note-low-quality = This photo shows little detail. A person checks the code before it is used. They do not see the photo.
picker-note-no-video-decoder = Your browser cannot play this kind of video for us. Only copies that were not changed can be found. Another browser may do better.
picker-note-no-video-track = There are no pictures in this video, only sound. Only copies that were not changed can be found.
picker-note-encrypted-video = This video is locked, so we could not look into it. Only copies that were not changed can be found.
picker-note-damaged-video = This video is damaged. Only copies that were not changed can be found.
picker-note-long-video = This video is too long to look into. Only copies that were not changed can be found.
picker-note-altered-video = To protect you, your browser does not let us look into this video. Only copies that were not changed can be found.
picker-note-flat-video = This video shows little detail. Only copies that were not changed can be found.
picker-note-partial-video = We could look at a part of this only. Copies of that part can be found, and copies that were not changed.
picker-note-iphone = On an iPhone, choose it from Files if you can. Photos may hand over a changed copy.
picker-note-other = Some copies of this file may be missed.

picker-refused-empty = This file is empty, so it is not used.
picker-refused-not-media = This is not a photo or video, so it is not used.
picker-refused-other = This file cannot be used.

picker-failed-unreadable = Your browser could not open this file. It may have been moved.
picker-failed-module = A part of this page did not load. Check your internet, then try again. If that does not help, load the page again and choose your files once more.
picker-failed-stalled = This took too long, so we stopped. Try again, or look for exact copies only. That needs less of your device.
picker-failed-crashed = Your device did not have enough memory for this file. Try again, or look for exact copies only. That needs less memory.
picker-failed-other = Something went wrong with this file. That is not your fault.

picker-review-title = Before you send
picker-review-what = We send only the codes, and no photo or video. No file names, no dates, no places.
picker-review-show = See exactly what will be sent
picker-review-show-text = This is all of it, letter by letter. The key at the top is made up for this one time. The blank space at the end hides how many files there are.
picker-review-agree = When you press “Send the codes”, you agree that we give these codes to apps and sites that take part. You can take them back later.
picker-send = Send the codes
picker-sending = Sending …
picker-send-again = Try again

picker-problem-network = No answer came back. Nothing is lost. Check your internet and try again. It stays one case, even if it had reached us.
picker-problem-busy = A lot of people are here right now. Nothing is lost. Wait a moment and try again.
picker-problem-wait = Nothing is lost. You need to wait a little. Seconds to wait: { $n }. Then try again.
picker-problem-wait-minutes = Nothing is lost. You need to wait. Minutes to wait: { $n }. Keep this page open. Then try again.
picker-problem-too-long = That was too much at once. Remove a few files, send the rest, and send those after.
picker-problem-item = One of the files could not be used. It is marked above. Nothing was sent.
picker-problem-full = There is no room for so many in this case. Remove a few, or start a new case for them.
picker-problem-gone = This case is not there any more. You can start a new one.
picker-problem-rest = An earlier try had reached us, so you have a case. Its number and PIN are below. Some of your files are not in it yet. Press “Try again” to send them too.
picker-problem-other = Something went wrong on our side. Nothing is lost. Please try again later.
picker-left-out = Files that could not be read and are not in it: { $n }

receipt-title = It is sent
receipt-lead = You did it. Keep these two. You need both to see what happens, or to take it back.
receipt-unsent = Some of your files are not sent yet. You can send them above. Keep these two all the same.
receipt-earlier = An earlier try had reached us, so it counts. Files you took out after it are in this case too. You can take them back: check on your case.
receipt-first = Write both down before you go on. This page cannot be opened again.
receipt-number = Case number
receipt-pin = PIN
receipt-copy = Copy
receipt-copied = Copied
copy-by-hand = Now press copy.
receipt-print = Print
receipt-keep-title = Keep them safe
receipt-keep-where = Write them where only you will look.
receipt-keep-lost = We show them only now. We cannot give them to you again.
receipt-keep-alone = If someone may look at your device, use paper, or a note that looks like something else. A printer that others use may keep a copy.
receipt-copy-stays = What you copy stays in your device’s memory until you copy something else. Some keyboards keep it longer.
receipt-next-title = What happens next
receipt-next-list = The codes go on our list, most often within a minute. Some are checked by a person first.
receipt-next-list-review = A person checks every code first. That can take days. Then it goes on our list.
receipt-next-match = Apps and sites that take part can fetch the list and look for copies. That can take hours or days.
receipt-next-status = You can check your case here at any time.
receipt-status-link = Check on a case
receipt-help-link = People who can help
receipt-letter-link = Write to an app or site
receipt-shared = To show it to someone you trust, show them your screen. Who has both can also take it back.

# More photos and videos for a case.
adding-page = Add more
adding-lead = These are added to your case. Your case number and your PIN stay the same.
added-title = They are added
added-lead = They are part of your case now. Your case number and your PIN are the same as before.
added-fewer = Some or all of them were in your case already. Those were not added a second time. If one of them was about to be taken back, it stays.
