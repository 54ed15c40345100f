# A letter to an app or site, filled in and printed on the device.

letter-page = Ein Brief
letter-title = Ein Brief an eine App oder Website
letter-lead = Du kannst eine App oder Website bitten, ein Bild zu entfernen. In diesem Brief steht, was sie wissen müssen.
letter-place-title = Welche Regeln soll er benutzen?
letter-place-text = Nimm den Ort, an dem du lebst, oder den, an dem die App oder Website ihren Sitz hat.
letter-us = USA
letter-us-hint = Sie müssen innerhalb von zwei Tagen handeln.
letter-eu = Europäische Union
letter-eu-hint = Sie müssen es bald ansehen und dir sagen, wie sie entscheiden.
letter-gb = Vereinigtes Königreich
letter-gb-hint = Sie müssen einen Weg haben, damit umzugehen.
letter-other = Anderswo
letter-other-hint = Für jeden anderen Ort.
letter-how-fill = Fülle aus, was du willst. Lass weg, was du nicht sagen willst. Du musst nicht sagen, was das Bild zeigt.
letter-how-us = In den USA braucht der Brief vier Dinge: deinen Namen als Unterschrift, wo das Bild ist, dass du nicht zugestimmt hast, und wie man dich erreicht. Jemand darf für dich unterschreiben.
letter-how-eu = In der EU braucht der Brief deinen Namen und deine E-Mail. Wenn du darauf unter 18 warst, musst du sie nicht angeben.
letter-how-other = Wohnst du in Australien? Dort kann eSafety Apps und Websites sagen, dass sie es entfernen müssen.
letter-how-other-link = Hilfe in Australien
letter-how-private = Was du schreibst, bleibt auf dieser Seite. Es wird nicht an uns gesendet. Wenn du die Seite verlässt, ist es weg.
letter-how-send = Drucke ihn aus oder kopiere ihn in das Formular der App oder Website.
letter-to = An
letter-date = Datum
letter-ask = Bitte entfernen Sie ein Bild oder Video von mir, das mich nackt zeigt oder sexuell ist. Es wurde ohne meine Zustimmung veröffentlicht.
letter-under-18 = Ich war unter 18, als es gemacht wurde.
letter-where = Wo es ist: die Adresse jeder Seite, oder der Name des Kontos und des Beitrags
letter-what = Was Ihnen hilft, es zu finden
letter-us-consent = Woran Sie sehen, dass ich nicht zugestimmt habe
letter-us-for = Ich unterschreibe für die Person darauf. Mein Name
letter-good-faith = Ich glaube in gutem Glauben, dass es ohne meine Zustimmung veröffentlicht wurde und dass wahr ist, was ich hier sage.
letter-copies = Bitte suchen Sie auch nach Kopien und entfernen Sie sie.
letter-reach = So können Sie mich erreichen
letter-signed = Unterschrift
letter-print = Drucken
letter-copy = Brief kopieren
letter-no-script = Zum Drucken benutze das Menü deines Browsers.
letter-not-alone = Du musst das nicht allein schreiben. Manche Menschen können es für dich schicken.
letter-help = Menschen, die helfen können
letter-another = Die Regeln eines anderen Ortes benutzen

# Words for the app or site, which name the law. They may be hard to read; they are not for the person who writes.
letter-us-law = Dies ist ein Antrag nach Abschnitt 3 des US-Gesetzes TAKE IT DOWN Act (Public Law 119-12). Bitte entfernen Sie den Inhalt so bald wie möglich und innerhalb von 48 Stunden. Bitte bemühen Sie sich auch in angemessener Weise, bekannte identische Kopien zu entfernen.
letter-eu-law = Dies ist eine Meldung nach Artikel 16 des Gesetzes über digitale Dienste, Verordnung (EU) 2022/2065. Der Inhalt ist rechtswidrig, weil ein intimes Bild ohne die Zustimmung der gezeigten Person öffentlich gemacht wurde. Wenn ich unter 18 war, ist es auch eine Straftat nach den Artikeln 3 bis 7 der Richtlinie 2011/93/EU.
letter-eu-good-faith = Ich bestätige meine Überzeugung in gutem Glauben, dass die Angaben in dieser Meldung richtig und vollständig sind.
letter-gb-law = Dies ist eine Meldung rechtswidriger Inhalte nach Abschnitt 20 des britischen Gesetzes Online Safety Act 2023. Ein intimes Bild ohne Zustimmung zu teilen, ist eine Straftat nach Abschnitt 66B des Sexual Offences Act 2003. Wenn ich unter 18 war, ist das Bild auch nach dem Protection of Children Act 1978 verboten.
letter-other-law = Ich habe dem nicht zugestimmt. Bitte handeln Sie nach Ihren eigenen Regeln und nach dem Gesetz.
