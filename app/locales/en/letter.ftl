# A letter to an app or site, filled in and printed on the device.

letter-page = A letter
letter-title = A letter to an app or site
letter-lead = You can ask an app or site to take a picture down. This letter says what they need to know.
letter-place-title = Which rules should it use?
letter-place-text = Take the place where you live, or where the app or site is at home.
letter-us = United States
letter-us-hint = They must act within two days.
letter-eu = European Union
letter-eu-hint = They must look at it soon and tell you what they decide.
letter-gb = United Kingdom
letter-gb-hint = They must have a way to deal with it.
letter-other = Somewhere else
letter-other-hint = For any other place.
letter-how-fill = Fill in what you want. Leave out what you do not want to say. You do not have to say what the picture shows.
letter-how-us = In the US the letter needs four things: your name as a signature, where the picture is, that you did not agree, and how to reach you. Someone may sign for you.
letter-how-eu = In the EU the letter needs your name and your email. If you were under 18 in it, you do not have to give them.
letter-how-other = Do you live in Australia? There eSafety can tell apps and sites to take it down.
letter-how-other-link = Help in Australia
letter-how-private = What you type stays on this page. It is not sent to us. When you leave the page, it is gone.
letter-how-send = Print it, or copy it into the form of the app or site.
letter-to = To
letter-date = Date
letter-ask = Please take down a nude or sexual picture or video of me. It was posted without my consent.
letter-under-18 = I was under 18 when it was made.
letter-where = Where it is: the address of each page, or the name of the account and the post
letter-what = What helps you to find it
letter-us-consent = How you can see that I did not agree
letter-us-for = I sign for the person in it. My name
letter-good-faith = I believe in good faith that it was posted without my consent, and that what I say here is true.
letter-copies = Please look for copies of it and take them down too.
letter-reach = You can reach me here
letter-signed = Signed
letter-print = Print
letter-copy = Copy the letter
letter-no-script = To print it, use the menu of your browser.
letter-not-alone = You do not have to write this alone. Some people can send it for you.
letter-help = People who can help
letter-another = Use the rules of another place

# Words for the app or site, which name the law. They may be hard to read; they are not for the person who writes.
letter-us-law = This is a request under section 3 of the TAKE IT DOWN Act (Public Law 119-12). Please remove it as soon as possible, and within 48 hours. Please also make reasonable efforts to remove known identical copies.
letter-eu-law = This is a notice under Article 16 of the Digital Services Act, Regulation (EU) 2022/2065. The content is illegal because an intimate picture was made public without the consent of the person shown. If I was under 18, it is also an offence under Articles 3 to 7 of Directive 2011/93/EU.
letter-eu-good-faith = I confirm my good faith belief that what this notice says is accurate and complete.
letter-gb-law = This is a report of illegal content under section 20 of the Online Safety Act 2023. Sharing an intimate picture without consent is an offence under section 66B of the Sexual Offences Act 2003. If I was under 18, the picture is also illegal under the Protection of Children Act 1978.
letter-other-law = I did not consent to this. Please act under your own rules and under the law.
