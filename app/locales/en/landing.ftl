# The first page.

landing-page = Start
landing-title = Take back control of your photos and videos
landing-lead = Is there a nude or sexual photo or video of you from before you turned 18? Did someone share it, or say that they will? You can ask apps and sites to find it and take it down. You do not have to show it to anyone for that.
landing-adults = Were you 18 or older in it? You can get help here too.
landing-start = Start
landing-status = Check on a case
landing-note = It is free and takes a few minutes. You do not give your name.

landing-steps-title = How it works
landing-step-pick = You pick it
landing-step-pick-text = You choose the photo or video on your device. It stays there. We never see it.
landing-step-hash = Your device makes a code
landing-step-hash-text = The code is called a hash. It is like a fingerprint. It is not the picture, and it does not show it.
landing-step-match = Apps and sites look for it
landing-step-match-text = Those that take part get the code. They can use it to find copies and take them down.
landing-platforms = See who takes part

landing-privacy-title = What we know about you
landing-privacy-name = We do not ask for your name, your age, your phone or your email.
landing-privacy-device = This site sets no cookies and saves nothing in your browser that you do or type.
landing-privacy-more = See what is sent, and who sees it

landing-danger-title = Are you in danger right now?
landing-danger-text = Is someone hurting you, or making threats? You are not to blame. There are people who help right away.
landing-danger-link = Find someone to call

# How to leave, and what that cannot hide. On the first page, and on the page before the questions.
leaving-title = If you need to leave fast
leaving-button = Use “Leave now” at the top of each page. The page goes blank at once and a plain site opens.
leaving-keys = On a keyboard you can also press Shift three times. On a phone, touch the screen with three fingers.
leaving-plain = Your browser runs no scripts. The button at the top still works. But going back or forward may show this site again.
leaving-lost = What you have not sent yet is gone then. That is safe: you can start again at any time. Number and PIN are gone too if you did not write them down.
leaving-hide-title = What that cannot hide
leaving-hide-history = Your browser may still list this site in its history. A private window keeps it out of that list. It may also keep some files of this site.
leaving-hide-back = In some browsers, going back or forward may show pages of this site. Close the window too if you can.
leaving-hide-network = A school, or who runs your network, may see that you were on this site. They cannot see what you do here.
leaving-hide-watched = If someone put a program on your device to watch you, they may see it all. Then use a device that they cannot get at.
