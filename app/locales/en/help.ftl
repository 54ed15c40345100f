# People who can help. The lines themselves are in help/directory.toml.

help-page = Help
help-title = People who can help
help-lead = What happened is not your fault. You do not have to deal with it alone.
help-danger-title = In danger right now?
help-danger-text = Call the number for emergencies where you are.
help-talk-title = Talk to someone
help-report-title = Report a picture from before you were 18
help-adult-title = If you were 18 or older
help-sources = Where these facts come from
help-checked = checked { $day }

help-country-any = Any country
help-country-us = United States
help-country-ca = Canada
help-country-gb = United Kingdom
help-country-eu = Europe

help-line-cybertipline = Report sexual pictures of children, or anyone who uses or hurts a child. You can do it without your name. They pass it on to the police.
help-line-team-hope = Talk with people who lived through something like this, or whose family did. Ask for Team HOPE.
help-line-take-it-down = Works like this site. It is run by the US center for missing and exploited children.
help-line-report-remove = For people under 18 in the UK. You can send the picture or its address. They try to have it taken down.
help-line-childline = For anyone under 19 in the UK. Free, at any time of day, about anything.
help-line-ceop = Tell trained police staff about sexual abuse online. They make a plan with you to keep you safe.
help-line-cybertip-ca = Report sexual pictures of children in Canada, or get help to have them taken down.
help-line-child-helplines = Find the number to call for children and young people in your country.
help-line-stopncii = Works like this site, for people who were 18 or older in the picture.
help-line-revenge-porn-helpline = Talk to people who help adults in the UK to have pictures taken down. Monday to Friday, 10 to 4.
help-line-google-search = Ask for a page to be taken out of Google Search. You need the address of the page.
