# How it works, and how to check.

how-page = Wie es funktioniert
how-title = Wie es funktioniert

how-hash-title = Was ist ein Hash?
how-hash-what = Ein Hash ist ein Code, der aus einem Foto oder Video gemacht wird. Dieselbe Datei ergibt immer denselben Code. Wir sagen auch Fingerabdruck dazu.
how-hash-kinds = Dein Gerät macht mehrere davon. Manche finden genaue Kopien. Einer findet Fotos, die fast gleich aussehen, zum Beispiel kleinere.
how-hash-back = Ein Hash ist nicht das Bild. Man kann ihn nicht ansehen und etwas erkennen. Fachleute sind sich noch nicht einig, ob man aus einem Hash eine grobe, unscharfe Form erraten könnte. Darum schützen wir die Codes sorgfältig.
how-hash-iphone = Hast du ein iPhone? Dann wähle dein Foto aus „Dateien“, wenn du kannst. „Fotos“ gibt vielleicht eine veränderte Kopie weiter. Kopien, die gleich aussehen, werden trotzdem gefunden. Aber die genauen Codes gehören dann zu der veränderten Kopie.

how-see-title = Wer was sieht
how-see-device = Dein Gerät
how-see-device-text = Es liest die Datei, macht die Codes und vergisst die Datei, wenn du die Seite schließt.
how-see-us = Wir
how-see-us-text = Wir bekommen die Codes und wissen, ob jeder von einem Foto oder einem Video ist. Wir bekommen nicht die Datei, ihren Namen, ihr Datum oder ihren Ort. Wir speichern deine Internetadresse nicht.
how-see-platforms = Apps und Websites
how-see-platforms-text = Sie bekommen die Codes. Wir sagen ihnen nicht, welche Codes zusammengehören oder wer sie geschickt hat.

how-next-title = Was mit den Codes passiert
how-next-list = Sie kommen auf eine Liste. Apps und Websites, die mitmachen, können sie jederzeit abrufen.
how-next-review = Ein Computer prüft zuerst jeden Code. Ist er bei einem Code nicht sicher, sieht ihn sich ein Mensch an, bevor ihn jemand bekommt.
how-next-review-first = Ein Mensch sieht sich jeden Code an, bevor ihn jemand bekommt. Das Bild sieht er nicht.
how-next-platforms = Wenn eine App oder Website einen Treffer findet, richtet sie sich nach ihren eigenen Regeln und dem Gesetz. Dann kann sie die Kopie entfernen und neue verhindern.
how-next-who = Sieh nach, wer mitmacht

how-trust-title = Wie kann ich das prüfen?
how-trust-why = Du musst wirklich darauf vertrauen, dass diese Website deinem Browser das richtige Programm gibt. Das hier macht es leichter.
how-trust-worker = Der Teil, der deine Datei liest, darf das Internet nicht benutzen. Dafür sorgt dein Browser.
how-trust-offline = Du kannst dein Internet ausschalten, sobald die Seite es sagt. Die Codes werden ohne Internet gemacht. Schalte es zum Senden wieder ein.
how-trust-source = Bevor du sendest, kannst du alles lesen, was gesendet wird. Auch das Programm dieser Website können alle lesen.
how-trust-check = Wie man das Programm prüft

how-back-title = Kann ich es zurücknehmen?
how-back-text = Ja. Mit deiner Fallnummer und deiner PIN kannst du deine Codes von der Liste nehmen. Du hast einen Tag, um es dir anders zu überlegen.
how-back-link = Einen Fall ansehen
