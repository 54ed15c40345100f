# The first page.

landing-page = Anfang
landing-title = Hol dir die Kontrolle über deine Fotos und Videos zurück
landing-lead = Gibt es ein Foto oder Video von dir, auf dem du nackt bist oder das sexuell ist, aus der Zeit, bevor du 18 warst? Hat jemand es geteilt, oder kündigt jemand an, es zu teilen? Du kannst Apps und Websites bitten, danach zu suchen und es zu entfernen. Dafür musst du es niemandem zeigen.
landing-adults = Warst du darauf 18 oder älter? Auch dann bekommst du hier Hilfe.
landing-start = Anfangen
landing-status = Einen Fall ansehen
landing-note = Es ist kostenlos und dauert ein paar Minuten. Du gibst deinen Namen nicht an.

landing-steps-title = Wie es funktioniert
landing-step-pick = Du wählst aus
landing-step-pick-text = Du wählst das Foto oder Video auf deinem Gerät. Es bleibt dort. Wir sehen es nie.
landing-step-hash = Dein Gerät macht einen Code
landing-step-hash-text = Der Code heißt Hash. Er ist wie ein Fingerabdruck. Er ist nicht das Bild und zeigt es nicht.
landing-step-match = Apps und Websites suchen danach
landing-step-match-text = Die, die mitmachen, bekommen den Code. Damit können sie Kopien finden und entfernen.
landing-platforms = Sieh nach, wer mitmacht

landing-privacy-title = Was wir über dich wissen
landing-privacy-name = Wir fragen nicht nach deinem Namen, deinem Alter, deiner Telefonnummer oder deiner E-Mail-Adresse.
landing-privacy-device = Diese Website setzt keine Cookies und speichert in deinem Browser nichts von dem, was du tust oder tippst.
landing-privacy-more = Sieh nach, was gesendet wird und wer es sieht

landing-danger-title = Bist du gerade in Gefahr?
landing-danger-text = Tut dir jemand weh, oder droht dir jemand? Du bist nicht schuld. Es gibt Menschen, die sofort helfen.
landing-danger-link = Finde jemanden zum Anrufen

# How to leave, and what that cannot hide. On the first page, and on the page before the questions.
leaving-title = Wenn du schnell weg musst
leaving-button = Benutze „Verlassen“ oben auf jeder Seite. Die Seite wird sofort leer, und eine unauffällige Website öffnet sich.
leaving-keys = Auf einer Tastatur kannst du auch dreimal die Umschalttaste (Shift) drücken. Auf einem Handy tippst du mit drei Fingern auf den Bildschirm.
leaving-plain = Dein Browser führt keine Skripte aus. Der Knopf oben geht trotzdem. Wer zurück oder vorwärts geht, sieht diese Website aber vielleicht wieder.
leaving-lost = Was du noch nicht gesendet hast, ist dann weg. Das ist nicht schlimm: Du kannst jederzeit neu anfangen. Auch Nummer und PIN sind weg, wenn du sie nicht aufgeschrieben hast.
leaving-hide-title = Was das nicht verbergen kann
leaving-hide-history = Dein Browser zeigt diese Website vielleicht noch in seinem Verlauf. Mit einem privaten Fenster steht sie dort nicht. Er behält vielleicht auch einige Dateien dieser Website.
leaving-hide-back = In manchen Browsern sieht man Seiten dieser Website, wenn man zurück oder vorwärts geht. Schließe auch das Fenster, wenn du kannst.
leaving-hide-network = Eine Schule oder wer dein Netz betreibt, kann vielleicht sehen, dass du auf dieser Website warst. Was du hier tust, können sie nicht sehen.
leaving-hide-watched = Wenn jemand ein Programm auf dein Gerät gebracht hat, um dich zu beobachten, sieht diese Person vielleicht alles. Benutze dann ein Gerät, an das sie nicht herankommt.
