# Checking on a case.

status-page = Status
status-title = Deinen Fall ansehen
status-lead = Gib die Fallnummer und die PIN ein, die du beim Senden deiner Codes bekommen hast.
status-number = Fallnummer
status-number-hint = Sie sieht so aus: 7K3M-9QXZ-04TD-8
status-pin = PIN
status-pin-hint = Acht Ziffern
status-open = Meinen Fall öffnen
status-refused = Mit dieser Nummer und PIN können wir keinen Fall öffnen
status-refused-text = Prüfe beide und versuche es noch einmal. Buchstaben und Ziffern verwechselt man leicht. Wenn du alle deine Codes zurückgenommen hast, ist dein Fall nach einem Tag weg. Wenn wir sie nicht benutzen konnten oder niemand sie rechtzeitig geprüft hat, nach einem Monat.
status-wait-elsewhere = Oder nimm ein anderes Netz, zum Beispiel mobile Daten.
status-wait-order = Was du wolltest, wurde nicht gemacht. Öffne danach deinen Fall und wähle es noch einmal.
status-lost-title = Nummer oder PIN verloren?
status-lost = Wir können sie nicht für dich finden, weil wir nicht wissen, wer du bist. Codes, die auf der Liste sind, bleiben dort. Du kannst auch mit denselben Dateien neu anfangen.
status-lost-link = Neu anfangen

status-done-day = Erledigt. Deine Codes kommen nach einem Tag von der Liste. Bis dahin kannst du es dir anders überlegen.
status-done-day-waiting = Erledigt. Die Codes werden nach einem Tag zurückgenommen. Dann kommen sie nicht mehr auf die Liste, und wir löschen sie. Bis dahin kannst du es dir anders überlegen.
status-done-day-mixed = Erledigt. Die Codes werden nach einem Tag zurückgenommen. Bis dahin kannst du es dir anders überlegen.
status-done-now = Erledigt. Deine Codes sind nicht auf der Liste und kommen auch nicht darauf. Wir löschen sie innerhalb eines Tages.
status-done-some-day = Erledigt. Was du markiert hast, kommt nach einem Tag von der Liste. Bis dahin kannst du es dir anders überlegen.
status-done-some-now = Erledigt. Was du markiert hast, ist nicht auf der Liste und kommt auch nicht darauf. Wir löschen es innerhalb eines Tages.
status-none-marked = Du hast nichts markiert, also wurde nichts geändert.
status-changed = Dein Fall hat sich geändert, seit diese Seite geöffnet wurde. Deshalb haben wir das nicht gemacht. So ist er jetzt.
status-done-keep = Erledigt. Deine Codes bleiben auf der Liste.
status-done-keep-waiting = Erledigt. Wir machen mit deinen Codes weiter.
status-done-keep-rest = Erledigt. Wir behalten die Codes, die noch da waren. Andere sind schon zurückgenommen.
status-too-late = Es war zu spät: Deine Codes sind zurückgenommen. Du kannst dieselben Dateien wieder hinzufügen.

case-title = Dein Fall
case-opened = Gesendet am { $day }
case-erased = { $count ->
    [one] Eines mehr war in diesem Fall. Du hast es zurückgenommen.
   *[other] { $count } weitere waren in diesem Fall. Du hast sie zurückgenommen.
}
case-declined = { $count ->
    [one] Eines in diesem Fall konnten wir nicht benutzen. Wir haben es gelöscht.
   *[other] { $count } in diesem Fall konnten wir nicht benutzen. Wir haben sie gelöscht.
}
case-declined-text = Wenn du denkst, dass das falsch ist, rede mit einem der Menschen, die helfen können.
case-unreviewed = { $count ->
    [one] Eines in diesem Fall hat niemand rechtzeitig geprüft. Wir haben es gelöscht.
   *[other] { $count } in diesem Fall hat niemand rechtzeitig geprüft. Wir haben sie gelöscht.
}
case-unreviewed-text = Das lag nicht an dir. Du kannst dieselben Dateien wieder hinzufügen.
case-empty = In diesem Fall ist kein Code mehr. Du kannst Dateien hinzufügen. Wenn nicht, ist der Fall nach einem Monat weg.
case-words-title = Was die Wörter bedeuten
case-add-title = Hast du noch mehr?
case-add-text = Du kannst zu diesem Fall weitere Fotos und Videos hinzufügen.
case-add = Mehr hinzufügen
case-full = Dieser Fall ist voll. Fange für mehr einen neuen Fall an.
case-full-link = Neuen Fall anfangen
case-due = Deine Codes kommen { $left } von der Liste
case-due-back = Deine Codes werden { $left } zurückgenommen
case-due-some = Einige deiner Codes werden noch zurückgenommen. Wann, steht bei jedem.
case-due-all = Deine Codes werden noch zurückgenommen. Wann, steht bei jedem.
case-due-text = Du hast darum gebeten. Wenn du es nicht warst oder es dir anders überlegt hast, kannst du es anhalten.
case-keep = Auf der Liste lassen
case-keep-back = Meine Codes behalten
case-meaning-title = Was das bedeutet
case-meaning-list = Apps und Websites, die mitmachen, können nach Kopien von dem suchen, was auf der Liste ist. Das kann Stunden oder Tage dauern.
case-meaning-limit = Wir sehen die Bilder nicht, die sie finden, und wir können nicht versprechen, dass eine Kopie entfernt wird.
case-fetched-limit = Eine App oder Website, die einen Code abgerufen hat, kann nach Kopien suchen. Vielleicht hat sie noch nicht gesucht.
case-feedback-limit = Nicht alle sagen uns Bescheid. Wenn sie nichts sagen, heißt das nicht, dass nichts gefunden wurde.
case-meaning-help = Menschen, die helfen können

item-photo = Foto { $number }
item-video = Video { $number }
item-fetched = { $count ->
    [one] Eine App oder Website hat den Code abgerufen, zuletzt am { $day }.
   *[other] { $count } Apps und Websites haben den Code abgerufen, zuletzt am { $day }.
}
item-fetched-none = Noch keine App oder Website hat den Code abgerufen.
item-fetched-never = Keine App oder Website hat den Code abgerufen.
item-found = { $count ->
    [one] Eine App oder Website hat etwas gefunden, das übereinstimmt.
   *[other] { $count } Apps und Websites haben etwas gefunden, das übereinstimmt.
}
item-removed = { $count ->
    [one] Eine App oder Website hat etwas entfernt.
   *[other] { $count } Apps und Websites haben etwas entfernt.
}
item-due = Kommt { $left } von der Liste
item-due-back = Wird { $left } zurückgenommen. Dann kommt er nicht mehr auf die Liste, und wir löschen ihn.
item-checking = Wird geprüft
item-checking-text = Ein Mensch prüft den Code, bevor Apps und Websites ihn bekommen. Dieser Mensch sieht das Bild nicht. Sieh hier wieder nach: Wenn wir ihn nicht benutzen können, steht das hier einen Monat lang. Wenn ihn nach { $days } Tagen niemand geprüft hat, löschen wir ihn, und auch das steht hier einen Monat lang.
item-listing = Unterwegs
item-listing-text = Er ist in wenigen Minuten auf der Liste.
item-listed = Auf der Liste
item-listed-since = Auf der Liste seit dem { $day }.
item-listed-text = Apps und Websites, die mitmachen, können den Code abrufen und nach Kopien suchen.
item-paused = Angehalten
item-paused-text = Zu diesem Code gibt es eine Frage. Ein Mensch kümmert sich darum. Du musst nichts tun.
item-declined = Nicht auf der Liste
item-declined-text = Wir konnten diesen Code nicht benutzen. Wenn du denkst, dass das falsch ist, rede mit einem der Menschen, die helfen können. Wir löschen ihn innerhalb eines Tages.
item-unreviewed = Nicht rechtzeitig geprüft
item-unreviewed-text = In { $days } Tagen hat niemand diesen Code geprüft, darum ist er nicht auf der Liste. Das lag nicht an dir. Du kannst dieselbe Datei wieder hinzufügen. Wir löschen den Code innerhalb eines Tages.
item-withdrawn = Zurückgenommen
item-withdrawn-text = Er ist nicht auf der Liste, weil du ihn zurückgenommen hast. Wir löschen ihn innerhalb eines Tages.

withdraw-title = Alle deine Codes zurücknehmen
withdraw-text = Deine Codes kommen nach einem Tag von der Liste. An diesem Tag kannst du es dir noch anders überlegen.
withdraw-text-waiting = Deine Codes werden nach einem Tag zurückgenommen. Dann kommen sie nicht mehr auf die Liste, und wir löschen sie. An diesem Tag kannst du es dir noch anders überlegen.
withdraw-text-mixed = Deine Codes werden nach einem Tag zurückgenommen. Die auf der Liste kommen von ihr herunter. Die anderen kommen nicht darauf. Wir löschen sie alle. An diesem Tag kannst du es dir noch anders überlegen.
withdraw-day = Nach einem Tag zurücknehmen
withdraw-now-title = Ich will keinen Tag warten
withdraw-now-text = Sie kommen sofort von der Liste. Das kann man nicht rückgängig machen. Wir sagen Apps und Websites, dass sie nicht mehr nach deinen Bildern suchen sollen.
withdraw-now-text-waiting = Sie kommen nicht auf die Liste, und wir löschen sie. Das kann man nicht rückgängig machen.
withdraw-now-text-mixed = Die auf der Liste kommen sofort von ihr herunter. Die anderen kommen nicht darauf. Wir löschen sie alle. Das kann man nicht rückgängig machen. Wir sagen Apps und Websites, dass sie nicht mehr nach deinen Bildern suchen sollen.
withdraw-now = Jetzt zurücknehmen
withdraw-some-title = Nur einige zurücknehmen
withdraw-some-text = Markiere, was du zurücknehmen willst. Der Rest bleibt, wie er ist.
withdraw-some-legend = Welche?
withdraw-some-day = Die markierten nach einem Tag zurücknehmen
withdraw-some-now = Die markierten jetzt zurücknehmen. Das kann man nicht rückgängig machen.
