# People who can help. The lines themselves are in help/directory.toml; this is what is said of them.

help-page = Help
help-title = People who can help
help-lead = What happened is not your fault. You do not have to deal with it alone.
help-country-title = Where do you live?
help-country-text = Choose your country. Beside it is the number for emergencies there. Call it if you are in danger now.
help-any-title = In every country
help-danger-title = In danger right now?
help-danger-text = Call the number for emergencies.
help-talk-title = Talk to someone
help-report-title = Report it
help-take-down-title = Have it taken down
help-adult-title = If you were 18 or older
help-other-country = Another country
help-speaks = They speak { $languages }
help-sources = Where these facts come from
help-checked-page = checked { $day } with a copy of their own page
help-checked-report = checked { $day } with what others write about them
help-checked-knowledge = noted { $day } from what is widely known, not checked with a page yet

help-country-any = Every country
help-country-ae = United Arab Emirates
help-country-ar = Argentina
help-country-at = Austria
help-country-au = Australia
help-country-be = Belgium
help-country-br = Brazil
help-country-ca = Canada
help-country-ch = Switzerland
help-country-cn = China
help-country-co = Colombia
help-country-de = Germany
help-country-eg = Egypt
help-country-es = Spain
help-country-fr = France
help-country-gb = United Kingdom
help-country-ie = Ireland
help-country-in = India
help-country-it = Italy
help-country-mx = Mexico
help-country-nl = Netherlands
help-country-nz = New Zealand
help-country-pt = Portugal
help-country-sa = Saudi Arabia
help-country-tw = Taiwan
help-country-us = United States
help-country-za = South Africa

# What a line does: one or two of these stand under its name.
help-says-talk-young = Children and young people can talk to someone here.
help-says-talk-anyone = Anyone can talk to someone here.
help-says-families = Parents can call too.
help-says-day-and-night = At any time of day or night.
help-says-police = You can report it to the police here.
help-says-protects = You can report here that someone hurts or uses a child or teenager. They pass it on to those who can act.
help-says-hotline = You can report pictures here. They pass it on, and ask for it to be taken down.
help-says-take-down = They help to have pictures taken down.
help-says-cybertipline = Report sexual pictures of children, or anyone who uses or hurts a child. You can do it without your name. They pass it on to the police.
help-says-team-hope = Talk with people who lived through something like this, or whose family did. Ask for Team HOPE.
help-says-like-this-site = Works like this site. It is run by the US center for missing and exploited children.
help-says-report-remove = For people under 18 in the UK. You can send the picture or its address. They try to have it taken down.
help-says-ceop = Tell trained police staff about sexual abuse online. They make a plan with you to keep you safe.
help-says-find-helpline = Find the number to call for children and young people in your country.
help-says-like-this-site-adults = Works like this site, for people who were 18 or older in the picture.
help-says-adults = Talk to people who help adults to have pictures taken down.
help-says-search = Ask for a page to be taken out of Google Search. You need the address of the page.

# The kinds of report that the CyberTipline takes, in plain words.
kinds-title = What you can report there
kinds-enticement = Someone talks to a child online to get sex or sexual pictures, or threatens them
kinds-molestation = Someone outside the family touches a child in a sexual way
kinds-pictures = Someone has, makes or shares sexual pictures of children
kinds-tourism = Someone travels to have sex with children
kinds-trafficking = Someone sells a child for sex
kinds-sent = Someone sends a child sexual pictures that they did not ask for
kinds-names = A web address that hides what is on the site, to trick children
kinds-words = Words or pictures that lead children to sexual pages by a trick
