# What stands on every page.

# What this language calls itself, which way it is written (ltr or rtl), and whether a person who speaks it has read
# all of these files (yes or no).
language-name = English
language-direction = ltr
language-reviewed = yes
# Shown on every page until then. A link to the page in English follows.
language-unreviewed = No person has checked this translation yet. Some of it may be wrong.
languages-label = Languages

site-name = Reclaim
site-skip = Skip to the page

leave-link = Leave now
leave-two = Press Shift two more times to leave.
leave-one = Press Shift once more to leave.
leave-again = Open this page again

foot-label = More pages
foot-help = People who can help
foot-status = Check on a case
foot-how = How it works
foot-platforms = Who takes part
foot-for-platforms = For platforms
foot-leaving = Leave fast
foot-note = No name. No cookies. Your photos and videos stay on your device.

limits-title = What it cannot do
limits-taking-part = Only apps and sites that take part will look for your photo or video.
limits-encrypted = It cannot look inside private chats that are locked (end-to-end encrypted).
limits-changed = A copy that was changed a lot may be missed.
limits-no-promise = We cannot promise that a copy comes down. Each app or site decides.
limits-trust = You have to trust this site to give your browser the right program.
limits-trust-link = See how to check it

door-call = Call { $number }
door-go = Go to { $name }

date-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-moment = { date-day }, { $hour } UTC
date-left = { $hours ->
    [0] in less than one hour
    [one] in about one hour
   *[other] in about { $hours } hours
} ({ $moment })
