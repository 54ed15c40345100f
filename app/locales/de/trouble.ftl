# When something goes wrong.

trouble-page = Nicht hier
trouble-not-found = An dieser Adresse ist nichts
trouble-not-found-text = Die Adresse ist vielleicht falsch, oder die Seite ist vielleicht umgezogen.
trouble-no-language = Diese Sprache haben wir noch nicht
trouble-no-language-text = Du kannst diese Website in einer von diesen lesen.
trouble-wrong-method = So kann man diese Seite nicht öffnen
trouble-wrong-method-text = Bitte fang noch einmal auf der ersten Seite an.
trouble-busy = Das dauert länger, als es sollte
trouble-busy-text = Das ist unsere Schuld, nicht deine. Es wurde nichts geändert. Bitte versuche es gleich noch einmal.
trouble-busy-order = Wir können nicht sagen, ob es geklappt hat
trouble-busy-order-text = Das ist unsere Schuld, nicht deine. Öffne deinen Fall, um zu sehen, wie er jetzt ist.
trouble-first-page = Zur ersten Seite
trouble-help = Menschen finden, die helfen können
