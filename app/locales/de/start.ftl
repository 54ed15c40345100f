# The questions before choosing files. Each is a page of its own, with links as answers.

start-page = Eine Frage
start-back = Zurück
start-skip = Diese Frage überspringen

before-title = Bevor du anfängst
before-lead = Du kannst jederzeit aufhören oder weggehen. Nichts wird gesendet, bevor du es sagst.
before-go = Weiter
before-straight = Direkt zum Auswählen von Fotos und Videos
before-no-script = Um hier Codes zu machen, muss dein Browser Skripte ausführen (JavaScript). Das ist jetzt ausgeschaltet. Du kannst trotzdem weitermachen und Hilfe finden.

start-who-title = Wer ist auf dem Foto oder im Video?
start-who-lead = Wir speichern deine Antworten nicht. Du kannst immer zurückgehen.
start-who-me = Ich
start-who-both = Ich und auch andere
start-who-other = Jemand, dem ich helfen will

helping-title = Du kannst helfen
helping-lead = Was passiert ist, ist nicht die Schuld dieser Person und nicht deine. Lass sie so viel wie möglich selbst entscheiden.
helping-do-title = Was hilft
helping-do-listen = Hör zuerst zu. Sag der Person, dass du ihr glaubst.
helping-do-together = Benutzt diese Website zusammen, auf dem Gerät, auf dem das Foto oder Video ist.
helping-do-not-look = Sieh dir das Bild nicht an, speichere es nicht und schicke es nicht weiter. Das kann verboten sein, auch wenn du helfen willst.
helping-do-danger = Ist ein Kind jetzt in Gefahr? Ruf die Polizei.
helping-go = Zusammen weiter
helping-doors-title = Menschen, die euch beiden helfen können
helping-country = Menschen in deinem Land finden

start-threat-title = Bedroht dich gerade jemand?
start-threat-lead = Sagt die Person, dass sie es teilt, wenn du nicht zahlst oder nicht mehr schickst?
start-threat-yes = Ja
start-threat-no = Nein

threat-title = Du bist nicht schuld, und du bist nicht allein
threat-lead = Wer dich so bedroht, verstößt gegen das Gesetz. Das passiert vielen Menschen. Es gibt einen Ausweg.
threat-do-title = Was jetzt hilft
threat-do-not-pay = Zahle nicht und schicke nichts mehr. Zahlen oder mehr schicken bringt sie fast nie dazu, aufzuhören. Wenn du es schon getan hast, ist das nicht deine Schuld.
threat-do-stop = Hör auf, der Person zu schreiben. Du musst nicht antworten.
threat-do-keep = Behalte ihre Nachrichten und den Namen ihres Kontos. Mach einen Screenshot von dem, was sie sagt, nicht von dem Bild.
threat-do-block = Blockiere sie danach und melde das Konto bei der App.
threat-do-tell = Erzähle es jemandem, dem du vertraust. Du hast nichts falsch gemacht.
threat-call-title = Rede jetzt mit jemandem
threat-call = Denkst du daran, dir wehzutun? Hast du Angst, dass dir jemand wehtut? Ruf jetzt jemanden an.
threat-call-link = Finde jemanden zum Anrufen in deinem Land
threat-go-title = Du kannst auch hier etwas tun
threat-go = Wenn du das Foto oder Video hast, kann diese Website helfen, bevor es geteilt wird.
threat-go-link = Weiter

start-age-title = Warst du auf dem Foto oder im Video unter 18?
start-age-lead = Es ist egal, wie alt du jetzt bist.
start-age-yes = Ja, ich war unter 18
start-age-no = Nein, ich war 18 oder älter
start-age-unsure = Ich bin nicht sicher
start-age-unsure-hint = Das ist in Ordnung. Mach weiter, als wärst du unter 18 gewesen.
start-age-why = Wir fragen, weil bei Bildern von Erwachsenen andere helfen. Wir speichern deine Antwort nicht.
start-age-why-here = Wir fragen, weil Bilder von Erwachsenen auf eine eigene Liste kommen. Wir speichern deine Antwort nicht.

start-device-title = Ist das Foto oder Video auf diesem Gerät?
start-device-lead = Dein Gerät braucht die Datei, um den Code zu machen. Die Datei selbst wird nicht gesendet.
start-device-yes = Ja, es ist auf diesem Gerät
start-device-no = Nein, ich habe es nicht hier
start-device-no-hint = Es gibt andere Wege, Hilfe zu bekommen.
start-device-do-not = Bitte speichere es nicht von irgendwo und frage nicht danach, nur um es hier zu benutzen.

start-where-title = Wo ist es jetzt, soweit du weißt?
start-where-lead = Du kannst diese Website in allen diesen Fällen benutzen. Wir fragen, damit wir dir sagen können, was sonst noch hilft.
start-where-site = In einer App oder auf einer Website
start-where-chat = In einem privaten Chat
start-where-search = Eine Suchmaschine zeigt es
start-where-nowhere = Ich weiß es nicht, oder es wurde noch nicht geteilt
start-where-nowhere-hint = Das ist ein guter Zeitpunkt, etwas zu tun. Apps und Websites, die mitmachen, können dann eine Kopie finden, wenn jemand sie veröffentlicht.

where-both = Tu beides: Benutze diese Website, und tu auch dies.
where-go = Weiter zum Auswählen von Fotos und Videos
where-site-title = Wenn es in einer App oder auf einer Website ist
where-site-report = Melde den Beitrag dort. Suche daneben nach „Melden“.
where-site-letter = Schick ihnen einen Brief. An manchen Orten müssen sie dann nach dem Gesetz schnell handeln.
where-site-letter-link = Einen Brief schreiben
where-site-platforms = Sieh nach, ob sie hier mitmachen. Wenn sie dort nicht stehen, können wir nicht sagen, ob sie den Code bekommen.
where-site-platforms-link = Apps und Websites, die mitmachen
where-chat-title = Wenn es in einem privaten Chat ist
where-chat-locked = Die meisten privaten Chats sind verschlossen. Niemand kann darin nach einer Kopie suchen, auch diese Website nicht.
where-chat-report = Melde die Nachricht in der App. Dann kann die App sie sehen.
where-chat-leave = Du kannst die Gruppe verlassen oder die Person blockieren, die es geschickt hat. Notiere, wer es geschickt hat.
where-chat-next = Wenn es jemand außerhalb des Chats veröffentlicht, können Apps und Websites, die mitmachen, es dort finden.
where-search-title = Wenn eine Suchmaschine es zeigt
where-search-ask = Du kannst die Suchmaschine bitten, die Seite nicht mehr zu zeigen. Du brauchst die Adresse der Seite.
where-search-source = Die Seite selbst bleibt da, bis die Website sie entfernt. Schreib also auch an die Website.

start-adult-title = Es gibt Hilfe für dich
start-adult-title-here = Hier kannst du Hilfe bekommen
start-adult-lead = Warst du auf dem Foto oder im Video 18 oder älter? Diese Stellen helfen dir. StopNCII.org funktioniert genauso wie diese Website.
start-adult-lead-here = Wir helfen auch Menschen, die 18 oder älter waren. Es funktioniert genauso. Deine Codes kommen auf eine eigene Liste.
start-adult-no-file = Du hast die Datei nicht? Du kannst trotzdem verlangen, dass sie entfernt wird.
start-adult-no-file-link = Was du ohne die Datei tun kannst
start-adult-others = Wohin du dich wenden kannst
start-adult-both-title = Warst du auf manchen davon unter 18?
start-adult-both = Dann kannst du für diese die Website hier benutzen.
start-adult-both-here = Deren Codes kommen auf eine andere Liste. Wähle sie getrennt aus.
start-adult-both-link = Weiter mit Bildern von vor meinem 18. Geburtstag

no-file-title = Du kannst auch ohne die Datei etwas tun
no-file-lead = Ohne die Datei kann dein Gerät keinen Code machen. Aber du kannst trotzdem darum bitten, dass es entfernt wird.
no-file-where-title = Weißt du, wo es ist?
no-file-where-report = Melde es bei der App oder Website. Suche neben dem Beitrag nach „Melden“.
no-file-where-words = Sag das: „Das ist ein sexuelles Bild von mir aus der Zeit, als ich unter 18 war. Bitte entfernen Sie es.“
no-file-where-note = Schreib die Adresse der Seite auf. Speichere das Bild nicht.
no-file-letter = Einen Brief an die App oder Website schreiben
no-file-doors-title = Menschen, die es für dich melden
no-file-later-title = Hast du die Datei gefunden?
no-file-later = Wenn sie doch auf diesem Gerät ist, kannst du sie hier benutzen.
no-file-later-link = Fotos und Videos wählen

# Without the file, for adults.
adult-no-file-lead = Ein Code kann nur aus der Datei gemacht werden, hier und bei StopNCII.org. Aber du kannst verlangen, dass das Bild entfernt wird. Dabei helfen dir Menschen.
adult-no-file-post-title = Bitte die App oder Website darum
adult-no-file-post-words = Sag das: „Das ist ein sexuelles Bild von mir. Ich habe nicht zugestimmt, dass es hier ist. Bitte entfernen Sie es.“
adult-no-file-post-note = Schreib zuerst die Adresse der Seite und den Namen des Kontos auf. Vielleicht brauchst du sie später.
adult-no-file-post-other = Ist es auf einer anderen Website? Suche dort nach „Melden“, „Report“ oder „Content removal“. Auf vielen Websites brauchst du dafür kein Konto.
no-file-search-title = Bitte die Suchmaschinen darum
adult-no-file-letter-title = Schreib einen Brief
adult-no-file-letter = In den USA müssen Apps und Websites innerhalb von zwei Tagen handeln, wenn sie einen Brief bekommen, in dem vier Dinge stehen. Auch anderswo gibt es Regeln. Diese Website hilft dir beim Schreiben.
adult-no-file-people-title = Menschen, die Erwachsenen helfen
