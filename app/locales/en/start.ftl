# The questions before choosing files. Each is a page of its own, with links as answers.

start-page = A question
start-back = Back
start-skip = Skip this question

before-title = Before you start
before-lead = You can stop or leave at any time. Nothing is sent until you say so.
before-go = Go on
before-straight = Go straight to choosing photos and videos
before-no-script = To make codes here, your browser has to run scripts (JavaScript). They are switched off now. You can still go on and find help.

start-who-title = Who is in the photo or video?
start-who-lead = We do not save your answers. You can always go back.
start-who-me = I am
start-who-both = I am, and so are others
start-who-other = Someone I want to help

helping-title = You can help
helping-lead = What happened is not their fault, and not yours. Let them decide as much as you can.
helping-do-title = What helps
helping-do-listen = Listen first. Tell them that you believe them.
helping-do-together = Use this site with them, on the device that has the photo or video.
helping-do-not-look = Do not look at the picture, save it, or send it on. That can be against the law, even if you want to help.
helping-do-danger = Is a child in danger now? Call the police.
helping-go = Go on together
helping-doors-title = People who can help both of you
helping-country = Find people in your country

start-threat-title = Is someone threatening you right now?
start-threat-lead = Do they say that they will share it if you do not pay, or if you do not send more?
start-threat-yes = Yes
start-threat-no = No

threat-title = You are not to blame, and you are not alone
threat-lead = Someone who threatens you like this breaks the law. It happens to many people. There is a way out.
threat-do-title = What helps right now
threat-do-not-pay = Do not pay, and do not send more. Paying or sending more hardly ever makes them stop. If you already did, it is not your fault.
threat-do-stop = Stop writing to them. You do not have to answer.
threat-do-keep = Keep their messages and the name of their account. Take a screenshot of what they say, not of the picture.
threat-do-block = Then block them, and report the account to the app.
threat-do-tell = Tell someone that you trust. You did nothing wrong.
threat-call-title = Talk to someone now
threat-call = Do you think of hurting yourself? Do you fear that someone hurts you? Call someone now.
threat-call-link = Find someone to call in your country
threat-go-title = You can also act here
threat-go = If you have the photo or video, this site can help before it is shared.
threat-go-link = Go on

start-age-title = Were you under 18 in the photo or video?
start-age-lead = It does not matter how old you are now.
start-age-yes = Yes, I was under 18
start-age-no = No, I was 18 or older
start-age-unsure = I am not sure
start-age-unsure-hint = That is fine. Go on as if you were under 18.
start-age-why = We ask because other people help with pictures of adults. We do not save your answer.
start-age-why-here = We ask because pictures of adults go on a list of their own. We do not save your answer.

start-device-title = Is the photo or video on this device?
start-device-lead = Your device needs the file to make the code. The file itself is not sent.
start-device-yes = Yes, it is on this device
start-device-no = No, I do not have it here
start-device-no-hint = There are other ways to get help.
start-device-do-not = Please do not save it from somewhere, or ask for it, just to use it here.

start-where-title = Where is it now, as far as you know?
start-where-lead = You can use this site for all of these. We ask so that we can tell you what else helps.
start-where-site = On an app or a site
start-where-chat = In a private chat
start-where-search = A search shows it
start-where-nowhere = I do not know, or it is not shared yet
start-where-nowhere-hint = That is a good time to act. Apps and sites that take part can then find a copy when someone posts it.

where-both = Do both: use this site, and do this as well.
where-go = Go on to choose photos and videos
where-site-title = If it is on an app or a site
where-site-report = Report the post there. Look for “Report” next to it.
where-site-letter = Send them a letter. In some places the law then makes them act fast.
where-site-letter-link = Write a letter
where-site-platforms = See if they take part here. If they are not named, we cannot say that they get the code.
where-site-platforms-link = Apps and sites that take part
where-chat-title = If it is in a private chat
where-chat-locked = Most private chats are locked. No one can look inside for a copy, and this site cannot either.
where-chat-report = Report the message in the app. Then the app can see it.
where-chat-leave = You can leave the group, or block the sender. Keep a note of who sent it.
where-chat-next = If someone posts it outside the chat, apps and sites that take part can find it there.
where-search-title = If a search shows it
where-search-ask = You can ask the search engine to take the page out. You need the address of the page.
where-search-source = The page itself stays up until the site takes it down. So write to the site too.

start-adult-title = There is help for you
start-adult-title-here = You can get help here
start-adult-lead = Were you 18 or older in the photo or video? These people help you. StopNCII.org works in the same way as this site.
start-adult-lead-here = We also help people who were 18 or older. The way it works is the same. Your codes go on a list of their own.
start-adult-no-file = You do not have the file? You can still ask for it to be taken down.
start-adult-no-file-link = What you can do without the file
start-adult-others = Where you can turn
start-adult-both-title = Were you under 18 in some of them?
start-adult-both = Then you can use this site for those.
start-adult-both-here = Their codes go on another list. Choose them by themselves.
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

# Without the file, for adults.
adult-no-file-lead = A code can only be made from the file, here and at StopNCII.org. But you can ask for the picture to be taken down. People help you with that.
adult-no-file-post-title = Ask the app or site
adult-no-file-post-words = Say this: “This is a sexual picture of me. I did not agree that it is here. Please take it down.”
adult-no-file-post-note = First write down the address of the page and the name of the account. You may need them later.
adult-no-file-post-other = Is it on another site? Look for “Report” or “Content removal” there. On many sites you need no account for it.
no-file-search-title = Ask the search engines
adult-no-file-letter-title = Write a letter
adult-no-file-letter = In the US, apps and sites must act within two days when they get a letter that says four things. Other places have rules too. This site helps you write it.
adult-no-file-people-title = People who help adults
