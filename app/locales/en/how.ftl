# How it works, and how to check.

how-page = How it works
how-title = How it works

how-hash-title = What is a hash?
how-hash-what = A hash is a code made from a photo or video. The same file always gives the same code. We also call it a fingerprint.
how-hash-kinds = Your device makes a few of them. Some find exact copies. One finds photos that look almost the same, for example smaller ones.
how-hash-back = A hash is not the picture. You cannot look at it and see something. Experts still argue if a rough, blurry shape could be guessed from one. So we guard the codes with care.
how-hash-iphone = Do you have an iPhone? Then choose your photo from Files if you can. Photos may hand over a changed copy. Copies that look the same are found all the same. But the exact codes are of the changed copy then.

how-see-title = Who sees what
how-see-device = Your device
how-see-device-text = It reads the file, makes the codes, and forgets the file when you close the page.
how-see-us = We
how-see-us-text = We get the codes, and know if each is of a photo or a video. We do not get the file, its name, its date or its place. We do not keep your internet address.
how-see-platforms = Apps and sites
how-see-platforms-text = They get the codes. We do not tell them which codes belong together, or who sent them.

how-next-title = What happens to the codes
how-next-list = They go on a list. Apps and sites that take part can fetch it at any time.
how-next-review = A computer checks each code first. If it is not sure about a code, a person looks at the code before anyone gets it.
how-next-review-first = A person looks at every code before anyone gets it. They do not see the picture.
how-next-platforms = When an app or site finds a match, it looks at its own rules and the law. Then it can take the copy down and stop new ones.
how-next-who = See who takes part

how-trust-title = How can I check this?
how-trust-why = You do have to trust that this site gives your browser the right program. Here is what makes that easier.
how-trust-worker = The part that reads your file is not allowed to use the internet. Your browser makes sure of that.
how-trust-offline = You can turn off your internet as soon as the page says so. The codes are made without it. Turn it on again to send.
how-trust-source = Before you send, you can read all that will be sent. Anyone can read the program of this site too.
how-trust-check = How to check the program

how-back-title = Can I take it back?
how-back-text = Yes. With your case number and PIN you can take your codes off the list. You have a day to change your mind.
how-back-link = Check on a case
