# What stands on every page.

# What this language calls itself, which way it is written (ltr or rtl), and whether a person who speaks it has read
# all of these files (yes or no).
language-name = Deutsch
language-direction = ltr
language-reviewed = no
# Shown on every page until then. A link to the page in English follows.
language-unreviewed = Noch kein Mensch hat diese Übersetzung geprüft. Manches darin kann falsch sein.
languages-label = Sprachen

site-name = Reclaim
site-skip = Zum Inhalt

leave-link = Verlassen
leave-two = Drücke noch zweimal die Umschalttaste (Shift), um zu gehen.
leave-one = Drücke noch einmal die Umschalttaste (Shift), um zu gehen.
leave-again = Diese Seite wieder öffnen

foot-label = Mehr Seiten
foot-help = Menschen, die helfen können
foot-status = Einen Fall ansehen
foot-how = Wie es funktioniert
foot-platforms = Wer mitmacht
foot-for-platforms = Für Plattformen
foot-leaving = Schnell verlassen
foot-note = Kein Name. Keine Cookies. Deine Fotos und Videos bleiben auf deinem Gerät.

limits-title = Was es nicht kann
limits-taking-part = Nur Apps und Websites, die mitmachen, suchen nach deinem Foto oder Video.
limits-encrypted = Es kann nicht in private Chats sehen, die verschlossen sind (Ende-zu-Ende-verschlüsselt).
limits-changed = Eine Kopie, die stark verändert wurde, wird vielleicht nicht gefunden.
limits-no-promise = Wir können nicht versprechen, dass eine Kopie entfernt wird. Das entscheidet jede App oder Website selbst.
limits-trust = Du musst darauf vertrauen, dass diese Website deinem Browser das richtige Programm gibt.
limits-trust-link = So kannst du es prüfen

door-call = { $number } anrufen
door-go = Zu { $name }

date-day = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
date-moment = { date-day }, { $hour } UTC
date-left = { $hours ->
    [0] in weniger als einer Stunde
    [one] in etwa einer Stunde
   *[other] in etwa { $hours } Stunden
} ({ $moment })
