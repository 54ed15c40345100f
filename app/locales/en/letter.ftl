# A letter to an app or site, filled in and printed on the device.

letter-page = A letter
letter-title = A letter to an app or site
letter-lead = You can ask an app or site to take a picture down. This letter says what they need to know.
letter-how-fill = Fill in what you want. In the US the letter has to be signed, by you or by someone who acts for you.
letter-how-private = What you type stays on this page. It is not sent to us. When you leave the page, it is gone.
letter-how-send = Print it, or copy the words into the form of the site. In the US a site must then act within two days.
letter-to = To
letter-date = Date
letter-ask = Please take down a nude or sexual picture or video of me. It was posted without my consent.
letter-under-18 = I was under 18 when it was made.
letter-where = Where it is: the address of each page, or the name of the account and the post
letter-what = What helps you to find it (you do not have to say what it shows)
letter-good-faith = I believe in good faith that it was posted without my consent, and that what I say here is true.
letter-copies = Please look for copies of it and take them down too.
letter-reach = You can reach me here
letter-signed = Signed
letter-print = Print
letter-not-alone = You do not have to write this alone. Some people can send it for you.
letter-help = People who can help
