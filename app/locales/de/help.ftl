# People who can help. The lines themselves are in help/directory.toml; this is what is said of them.

help-page = Hilfe
help-title = Menschen, die helfen können
help-lead = Was passiert ist, ist nicht deine Schuld. Du musst damit nicht allein fertigwerden.
help-country-title = Wo lebst du?
help-country-text = Wähle dein Land. Daneben steht die Notrufnummer dort. Ruf sie an, wenn du jetzt in Gefahr bist.
help-any-title = In jedem Land
help-danger-title = Gerade in Gefahr?
help-danger-text = Ruf die Notrufnummer an.
help-talk-title = Mit jemandem reden
help-report-title = Es melden
help-take-down-title = Es entfernen lassen
help-adult-title = Wenn du 18 oder älter warst
help-other-country = Ein anderes Land
help-speaks = Sprachen dort: { $languages }
help-sources = Woher diese Angaben kommen
help-checked-page = geprüft am { $day } mit einer Kopie der eigenen Seite
help-checked-report = geprüft am { $day } mit dem, was andere darüber schreiben
help-checked-knowledge = notiert am { $day } nach dem, was allgemein bekannt ist, noch nicht mit einer Seite geprüft

help-country-any = Jedes Land
help-country-ae = Vereinigte Arabische Emirate
help-country-ar = Argentinien
help-country-at = Österreich
help-country-au = Australien
help-country-be = Belgien
help-country-br = Brasilien
help-country-ca = Kanada
help-country-ch = Schweiz
help-country-cn = China
help-country-co = Kolumbien
help-country-de = Deutschland
help-country-eg = Ägypten
help-country-es = Spanien
help-country-fr = Frankreich
help-country-gb = Vereinigtes Königreich
help-country-ie = Irland
help-country-in = Indien
help-country-it = Italien
help-country-mx = Mexiko
help-country-nl = Niederlande
help-country-nz = Neuseeland
help-country-pt = Portugal
help-country-sa = Saudi-Arabien
help-country-tw = Taiwan
help-country-us = USA
help-country-za = Südafrika

# What a line does: one or two of these stand under its name.
help-says-talk-young = Hier können Kinder und Jugendliche mit jemandem reden.
help-says-talk-anyone = Hier können alle mit jemandem reden.
help-says-families = Auch Eltern können anrufen.
help-says-day-and-night = Zu jeder Zeit, am Tag und in der Nacht.
help-says-police = Hier kannst du es der Polizei melden.
help-says-protects = Hier kannst du melden, dass jemand Kindern oder Jugendlichen wehtut oder sie ausnutzt. Die Meldung wird an Stellen weitergegeben, die handeln können.
help-says-hotline = Hier kannst du Bilder melden. Die Meldung wird weitergegeben, und es wird darum gebeten, die Bilder zu entfernen.
help-says-take-down = Hier wird geholfen, Bilder entfernen zu lassen.
help-says-cybertipline = Melde sexuelle Bilder von Kindern oder alle, die ein Kind ausnutzen oder ihm wehtun. Das geht ohne deinen Namen. Die Meldung geht weiter an die Polizei.
help-says-team-hope = Rede mit Menschen, die so etwas selbst erlebt haben oder deren Familie es erlebt hat. Frag nach Team HOPE.
help-says-like-this-site = Funktioniert wie diese Website. Betrieben vom Zentrum der USA für vermisste und ausgebeutete Kinder.
help-says-report-remove = Für alle unter 18 im Vereinigten Königreich. Du kannst das Bild oder seine Adresse schicken. Dort wird versucht, es entfernen zu lassen.
help-says-ceop = Erzähle geschultem Personal der Polizei von sexuellem Missbrauch im Internet. Zusammen macht ihr einen Plan, damit du sicher bist.
help-says-find-helpline = Finde die Nummer, die Kinder und Jugendliche in deinem Land anrufen können.
help-says-like-this-site-adults = Funktioniert wie diese Website, für Menschen, die auf dem Bild 18 oder älter waren.
help-says-adults = Rede mit Menschen, die Erwachsenen helfen, Bilder entfernen zu lassen.
help-says-search = Bitte darum, dass eine Seite nicht mehr in der Google-Suche erscheint. Du brauchst die Adresse der Seite.

# The kinds of report that the CyberTipline takes, in plain words.
kinds-title = Was du dort melden kannst
kinds-enticement = Jemand redet online mit einem Kind, um Sex oder sexuelle Bilder zu bekommen, oder bedroht es
kinds-molestation = Jemand, der nicht zur Familie gehört, fasst ein Kind sexuell an
kinds-pictures = Jemand hat, macht oder teilt sexuelle Bilder von Kindern
kinds-tourism = Jemand reist, um Sex mit Kindern zu haben
kinds-trafficking = Jemand verkauft ein Kind für Sex
kinds-sent = Jemand schickt einem Kind sexuelle Bilder, um die es nicht gebeten hat
kinds-names = Eine Webadresse, die verbirgt, was auf der Website ist, um Kinder zu täuschen
kinds-words = Wörter oder Bilder, die Kinder durch einen Trick auf sexuelle Seiten führen
