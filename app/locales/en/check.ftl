# How to check the program that this site gives to browsers.

check-page = Check the program
check-title = Check the program of this site
check-lead = You have to trust that this site gives your browser the right program. You can check that, or ask someone who knows how.
check-files-title = The files
check-files = Each file has a fingerprint, called SHA-256. These are the files that this site gives out now. If one of them changes, so does its fingerprint.
check-files-name = File
check-how-title = How to compare
check-how-source = The program is free for all to read. Get the same version of it from the people who run this site.
check-how-source-link = Get it here
check-how-build = Build it as it says there. That prints the fingerprint of each file.
check-how-node = You need Node.js for it.
check-how-compare = Load the files from this site and make their fingerprints. All three must be the same.
check-how-page = Look at the page too, in the source view of your browser. It may load only these files, and no script may stand in it.
check-version = This is version { $version }. It was built with { $compiler }.
check-limit-title = What this cannot show
check-limit = It shows what this site gives to you, at this time. It cannot show what it gives to others.
check-worker = One thing does not need trust: the part that reads your file has no way to the internet. Your browser makes sure of that.
