# The first page.

landing-page = Start
landing-title = Take back control of your photos and videos
landing-lead = Is there a nude or sexual photo or video of you from before you turned 18? Did someone share it, or say that they will? You can ask apps and sites to find it and take it down. No one has to see it for that.
landing-start = Start
landing-status = Check on a case
landing-note = It is free and takes a few minutes. You do not give your name.

landing-steps-title = How it works
landing-step-pick = You pick it
landing-step-pick-text = You choose the photo or video on your device. It stays there. We never see it.
landing-step-hash = Your device makes a code
landing-step-hash-text = The code is called a hash. It is like a fingerprint. It is not the picture, and no one can look at the picture with it.
landing-step-match = Apps and sites look for it
landing-step-match-text = Those that take part get the code. They can use it to find copies and take them down.

landing-privacy-title = What we know about you
landing-privacy-name = We do not ask for your name, your age, your phone or your email.
landing-privacy-device = This site sets no cookies and keeps nothing in your browser.
landing-privacy-trace = Your browser may still list this site in its history. A private window keeps it out of that list.
landing-privacy-more = See what is sent, and who sees it

landing-leaving-title = If you need to leave fast
landing-leaving-button = Use “Leave now” at the top of each page. The page goes blank at once and a plain site opens.
landing-leaving-keys = On a keyboard you can also press Shift three times. On a phone, touch the screen with three fingers.
landing-leaving-history = Leaving does not clear your browser history. What you have not sent yet is gone, and that is safe: you can start again at any time.

landing-danger-title = Are you in danger right now?
landing-danger-text = Is someone hurting you, or making threats? You are not to blame. There are people who help right away.
landing-danger-link = Find someone to call
