# Choosing files, and the receipt. { $n } and { $m } are numbers.

choose-page = Fotos und Videos
choose-young = Das hier ist für Bilder von vor deinem 18. Geburtstag. Warst du darin älter?
choose-young-link = Ich war 18 oder älter
choose-adult = Das hier ist für Bilder, auf denen du 18 oder älter warst. Warst du darin jünger?
choose-adult-link = Ich war unter 18
choose-no-script = Diese Seite braucht JavaScript
choose-no-script-why = Dein Browser macht die Arbeit, damit deine Datei dein Gerät nie verlässt. Dafür muss er ein Skript ausführen, und das ist ausgeschaltet.
choose-no-script-doors = Du kannst es einschalten und die Seite neu laden. Oder wende dich an eine dieser Stellen. Mit dem Knopf oben kannst du immer noch weggehen.
choose-cannot-start = Diese Seite konnte nicht starten
choose-cannot-start-text = Es wurde nichts gesendet. Prüfe dein Internet und lade die Seite neu. Wenn dein Browser alt ist, versuche es mit einem neueren. Oder wende dich an eine dieser Stellen.
choose-old-browser = Dieser Browser ist zu alt für diese Seite
choose-old-browser-text = Er kann das Programm nicht ausführen, das die Codes macht. Es wurde nichts gesendet. Versuche es mit einem neueren Browser oder mit einem anderen Gerät, dem du traust. Oder wende dich an eine dieser Stellen. Mit dem Knopf oben kannst du immer noch weggehen.

picker-title = Wähle deine Fotos und Videos
picker-lead = Sie bleiben auf diesem Gerät. Nichts wird gesendet, bevor du es sagst.
picker-close = Du kannst diese Seite jederzeit schließen. Dann wird nichts gesendet, und du kannst neu anfangen.
picker-choose = Fotos oder Videos wählen
picker-choose-more = Mehr wählen
picker-drop = Du kannst Dateien auch hier ablegen.
picker-too-many = Du kannst bis zu 100 Dateien auf einmal senden. Sende diese zuerst. Fange dann mit dem Rest neu an.
picker-offline = Alles Nötige ist geladen. Du kannst dein Internet jetzt ausschalten. Schalte es zum Senden wieder ein.

picker-photo = Foto { $n }
picker-video = Video { $n }
picker-unused = Eine Datei, die nicht benutzt wird
picker-waiting = Wartet
picker-reading = Wird gelesen
picker-percent = Wird gelesen, { $n } %
picker-watching = Das Video wird angesehen
picker-watching-percent = Das Video wird angesehen, { $n } %
picker-ready = Fertig
picker-double = Noch einmal dieselbe Datei
picker-twin = Das ist dieselbe Datei wie Nummer { $n }. Sie wird einmal gesendet.
picker-refused-by-server = Der Server konnte diese nicht benutzen. Es wurde nichts gesendet. Nimm sie weg und versuche es noch einmal.
picker-remove = Wegnehmen
picker-cancel = Abbrechen
picker-again = Noch einmal versuchen
picker-exact = Nur nach genauen Kopien suchen
picker-show = Kleine, unscharfe Bilder zeigen
picker-hide = Die Bilder verbergen

picker-summary-busy = { $n } von { $m } fertig
picker-summary-ready = { $n } von { $m } bereit zum Senden
picker-summary-none = Keine dieser Dateien kann benutzt werden

picker-note-exact-only-video = Wir konnten nicht in dieses Video hineinsehen. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-exact-only-format = Wir können diese Art Foto nicht lesen. Nur Kopien, die nicht verändert wurden, können gefunden werden. Wenn du es schon als andere Datei hast, wähle auch die.
picker-note-exact-only-unknown = Wir kennen diese Art Datei nicht. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-damaged = Dieses Foto ist beschädigt. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-truncated = Das Ende dieses Fotos fehlt. Kopien des ganzen Fotos werden vielleicht nicht gefunden.
picker-note-too-many-pixels = Dieses Foto ist zu groß zum Lesen. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-too-many-bytes = Diese Datei ist zu groß zum Lesen. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-too-small = Dieses Foto ist sehr klein. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-decoder-failed = Dein Gerät konnte nicht das ganze Foto lesen. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-altered-pixels = Um dich zu schützen, lässt uns dein Browser dieses Foto nicht lesen. Nur Kopien, die nicht verändert wurden, können gefunden werden. Wenn du es schon als andere Datei hast, wähle auch die.
picker-note-first-frame = Dieses Foto bewegt sich. Kopien werden an seinem ersten Bild erkannt.
picker-note-camera-preview = Das ist ein Rohfoto (RAW). Wir haben das Bild benutzt, das deine Kamera darin aufbewahrt. Für die meisten Kopien geht das gut.
picker-note-exact-chosen = Du hast gewählt, nur nach genauen Kopien zu suchen. Veränderte Kopien werden nicht gefunden.
picker-note-stalled = Diese Datei anzuschauen hat zu lange gedauert, darum haben wir aufgehört. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-low-quality = Dieses Foto zeigt wenig Einzelheiten. Ein Mensch prüft den Code, bevor er benutzt wird. Dieser Mensch sieht das Foto nicht.
picker-note-no-video-decoder = Dein Browser kann diese Art Video nicht für uns abspielen. Nur Kopien, die nicht verändert wurden, können gefunden werden. Mit einem anderen Browser klappt es vielleicht besser.
picker-note-no-video-track = In diesem Video sind keine Bilder, nur Ton. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-encrypted-video = Dieses Video ist gesperrt, deshalb konnten wir nicht hineinsehen. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-damaged-video = Dieses Video ist beschädigt. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-long-video = Dieses Video ist zu lang, um hineinzusehen. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-altered-video = Um dich zu schützen, lässt uns dein Browser nicht in dieses Video hineinsehen. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-flat-video = Dieses Video zeigt wenige Einzelheiten. Nur Kopien, die nicht verändert wurden, können gefunden werden.
picker-note-partial-video = Wir konnten nur einen Teil ansehen. Kopien dieses Teils können gefunden werden, und Kopien, die nicht verändert wurden.
picker-note-iphone = Wähle es auf einem iPhone aus „Dateien“, wenn du kannst. „Fotos“ gibt vielleicht eine veränderte Kopie weiter.
picker-note-other = Manche Kopien dieser Datei werden vielleicht nicht gefunden.

picker-refused-empty = Diese Datei ist leer, darum wird sie nicht benutzt.
picker-refused-not-media = Das ist kein Foto oder Video, darum wird es nicht benutzt.
picker-refused-other = Diese Datei kann nicht benutzt werden.

picker-failed-unreadable = Dein Browser konnte diese Datei nicht öffnen. Vielleicht wurde sie verschoben.
picker-failed-module = Ein Teil dieser Seite wurde nicht geladen. Prüfe dein Internet und versuche es dann noch einmal. Wenn das nicht hilft, lade die Seite neu und wähle deine Dateien noch einmal.
picker-failed-stalled = Das hat zu lange gedauert, darum haben wir aufgehört. Versuche es noch einmal, oder suche nur nach genauen Kopien. Das fordert dein Gerät weniger.
picker-failed-crashed = Dein Gerät hatte nicht genug Speicher für diese Datei. Versuche es noch einmal, oder suche nur nach genauen Kopien. Das braucht weniger Speicher.
picker-failed-other = Mit dieser Datei ging etwas schief. Das ist nicht deine Schuld.

picker-review-title = Bevor du sendest
picker-review-what = Wir senden nur die Codes und kein Foto oder Video. Keine Dateinamen, kein Datum, keine Orte.
picker-review-show = Genau sehen, was gesendet wird
picker-review-show-text = Das ist alles, Buchstabe für Buchstabe. Der Schlüssel oben ist nur für dieses eine Mal ausgedacht. Der leere Platz am Ende verbirgt, wie viele Dateien es sind.
picker-review-agree = Wenn du auf „Codes senden“ drückst, stimmst du zu, dass wir diese Codes an Apps und Websites geben, die mitmachen. Du kannst sie später zurücknehmen.
picker-send = Codes senden
picker-sending = Wird gesendet …
picker-send-again = Noch einmal versuchen

picker-problem-network = Es kam keine Antwort. Nichts ist verloren. Prüfe dein Internet und versuche es noch einmal. Es bleibt ein Fall, auch wenn es schon bei uns war.
picker-problem-busy = Gerade sind viele Menschen hier. Nichts ist verloren. Warte einen Moment und versuche es noch einmal.
picker-problem-wait = Nichts ist verloren. Du musst ein wenig warten. Sekunden bis dahin: { $n }. Versuche es dann noch einmal.
picker-problem-wait-minutes = Nichts ist verloren. Du musst warten. Minuten bis dahin: { $n }. Lass diese Seite offen. Versuche es dann noch einmal.
picker-problem-too-long = Das war zu viel auf einmal. Nimm ein paar Dateien weg, sende den Rest, und sende diese danach.
picker-problem-item = Eine der Dateien konnte nicht benutzt werden. Sie ist oben markiert. Es wurde nichts gesendet.
picker-problem-full = Für so viele ist in diesem Fall kein Platz. Nimm ein paar weg, oder fange für sie einen neuen Fall an.
picker-problem-gone = Diesen Fall gibt es nicht mehr. Du kannst einen neuen anfangen.
picker-problem-rest = Ein früherer Versuch war schon bei uns angekommen, also hast du einen Fall. Nummer und PIN stehen unten. Einige deiner Dateien sind noch nicht darin. Drücke auf „Noch einmal versuchen“, um auch sie zu senden.
picker-problem-other = Bei uns ging etwas schief. Nichts ist verloren. Bitte versuche es später noch einmal.
picker-left-out = Dateien, die nicht gelesen werden konnten und nicht dabei sind: { $n }

receipt-title = Es ist gesendet
receipt-lead = Du hast es geschafft. Bewahre diese zwei Angaben auf. Du brauchst beide, um zu sehen, was passiert, oder um es zurückzunehmen.
receipt-unsent = Einige deiner Dateien sind noch nicht gesendet. Du kannst sie oben senden. Bewahre diese zwei Angaben trotzdem auf.
receipt-earlier = Ein früherer Versuch war schon bei uns angekommen und zählt. Dateien, die du danach weggenommen hast, sind auch in diesem Fall. Du kannst sie zurücknehmen: Sieh dir deinen Fall an.
receipt-first = Schreibe beides auf, bevor du weitergehst. Diese Seite lässt sich nicht noch einmal öffnen.
receipt-number = Fallnummer
receipt-pin = PIN
receipt-copy = Kopieren
receipt-copied = Kopiert
copy-by-hand = Drücke jetzt auf Kopieren.
receipt-print = Drucken
receipt-keep-title = Bewahre sie sicher auf
receipt-keep-where = Schreib sie dorthin, wo nur du nachsiehst.
receipt-keep-lost = Wir zeigen sie nur jetzt. Wir können sie dir nicht noch einmal geben.
receipt-keep-alone = Wenn jemand auf dein Gerät sehen könnte, nimm Papier oder eine Notiz, die nach etwas anderem aussieht. Ein Drucker, den auch andere benutzen, behält vielleicht eine Kopie.
receipt-copy-stays = Was du kopierst, bleibt im Speicher deines Geräts, bis du etwas anderes kopierst. Manche Tastaturen merken es sich länger.
receipt-next-title = Wie es weitergeht
receipt-next-list = Die Codes kommen auf unsere Liste, meist innerhalb einer Minute. Manche prüft zuerst ein Mensch.
receipt-next-list-review = Ein Mensch prüft zuerst jeden Code. Das kann Tage dauern. Dann kommt er auf unsere Liste.
receipt-next-match = Apps und Websites, die mitmachen, können die Liste abrufen und nach Kopien suchen. Das kann Stunden oder Tage dauern.
receipt-next-status = Du kannst deinen Fall hier jederzeit ansehen.
receipt-status-link = Einen Fall ansehen
receipt-help-link = Menschen, die helfen können
receipt-letter-link = An eine App oder Website schreiben
receipt-shared = Wenn du es jemandem zeigen willst, dem du vertraust, zeig deinen Bildschirm. Wer beides hat, kann es auch zurücknehmen.

# More photos and videos for a case.
adding-page = Mehr hinzufügen
adding-lead = Diese kommen zu deinem Fall dazu. Deine Fallnummer und deine PIN bleiben gleich.
added-title = Sie sind dazugekommen
added-lead = Sie gehören jetzt zu deinem Fall. Deine Fallnummer und deine PIN sind dieselben wie vorher.
added-fewer = Einige oder alle waren schon in deinem Fall. Sie wurden nicht noch einmal hinzugefügt. Sollte eines davon zurückgenommen werden, bleibt es.
