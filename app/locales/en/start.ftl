# The questions before choosing files.

start-page = A question
start-back = Back

start-age-title = Were you under 18 in the photo or video?
start-age-lead = It does not matter how old you are now.
start-age-yes = Yes, I was under 18
start-age-no = No, I was 18 or older
start-age-unsure = I am not sure
start-age-unsure-hint = That is fine. Go on as if you were under 18.
start-age-why = We ask because other people help with pictures of adults. We do not save your answer.

start-device-title = Is the photo or video on this device?
start-device-lead = Your device needs the file to make the code. The file itself is not sent.
start-device-yes = Yes, it is on this device
start-device-no = No, I do not have it here
start-device-no-hint = There are other ways to get help.
start-device-do-not = Please do not save it from somewhere, or ask for it, just to use it here.

start-adult-title = There is help for you
start-adult-title-here = You can get help here
start-adult-lead = Were you 18 or older in the photo or video? These people help you. StopNCII.org works in the same way as this site.
start-adult-lead-here = We also help people who were 18 or older. The way it works is the same.
start-adult-go-on = Choose photos and videos
start-adult-others = Where you can turn
start-adult-both-title = Were you under 18 in some of them?
start-adult-both = Then you can use this site for those.
start-adult-both-link = Go on for pictures from before I was 18

no-file-title = You can act without the file
no-file-lead = Without the file your device cannot make a code. But you can still ask for it to be taken down.
no-file-where-title = Do you know where it is?
no-file-where-report = Report it to the app or site. Look for “Report” next to the post.
no-file-where-words = Say this: “This is a sexual picture of me from when I was under 18. Please take it down.”
no-file-where-note = Write down the address of the page. Do not save the picture.
no-file-letter = Write a letter to the app or site
no-file-doors-title = People who report it for you
no-file-later-title = Did you find the file?
no-file-later = If it is on this device after all, you can use it here.
no-file-later-link = Choose photos and videos
