# How to check the program that this site gives to browsers.

check-page = Das Programm prüfen
check-title = Das Programm dieser Website prüfen
check-lead = Du musst darauf vertrauen, dass diese Website deinem Browser das richtige Programm gibt. Du kannst das prüfen oder jemanden fragen, der sich damit auskennt.
check-files-title = Die Dateien
check-files = Jede Datei hat einen Fingerabdruck, er heißt SHA-256. Das sind die Dateien, die diese Website jetzt ausgibt. Wenn sich eine davon ändert, ändert sich auch ihr Fingerabdruck.
check-files-name = Datei
check-how-title = So kannst du vergleichen
check-how-source = Alle dürfen das Programm kostenlos lesen. Hol dir dieselbe Version von denen, die diese Website betreiben.
check-how-source-link = Hier bekommst du es
check-how-build = Baue es so, wie es dort steht. Dabei wird der Fingerabdruck jeder Datei ausgegeben.
check-how-node = Dafür brauchst du Node.js.
check-how-compare = Lade die Dateien von dieser Website und berechne ihre Fingerabdrücke. Alle drei müssen gleich sein.
check-how-page = Sieh dir auch die Seite selbst an, in der Quelltext-Ansicht deines Browsers. Sie darf nur diese Dateien laden, und kein Skript darf in ihr stehen.
check-version = Das ist Version { $version }. Sie wurde mit { $compiler } gebaut.
check-limit-title = Was das nicht zeigen kann
check-limit = Es zeigt, was diese Website dir in diesem Moment gibt. Es kann nicht zeigen, was sie anderen gibt.
check-worker = Eines braucht kein Vertrauen: Der Teil, der deine Datei liest, hat keinen Weg ins Internet. Dafür sorgt dein Browser.
