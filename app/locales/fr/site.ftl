# What stands on every page.

# What this language calls itself, which way it is written (ltr or rtl), and whether a person who speaks it has read
# all of these files (yes or no).
language-name = Français
language-direction = ltr
language-reviewed = no
# Shown on every page until then. A link to the page in English follows.
language-unreviewed = Personne n’a encore vérifié cette traduction. Elle peut contenir des erreurs.
languages-label = Langues

site-name = Reclaim
site-skip = Aller au contenu

leave-link = Quitter
leave-two = Appuie encore deux fois sur Maj (Shift) pour quitter.
leave-one = Appuie encore une fois sur Maj (Shift) pour quitter.
leave-again = Rouvrir cette page

foot-label = Autres pages
foot-help = Des personnes qui peuvent aider
foot-status = Suivre un dossier
foot-how = Comment ça marche
foot-platforms = Qui participe
foot-for-platforms = Pour les plateformes
foot-leaving = Quitter vite
foot-note = Pas de nom. Pas de cookies. Tes photos et vidéos restent sur ton appareil.

limits-title = Ce que ce site ne peut pas faire
limits-taking-part = Seuls les applis et les sites qui participent chercheront ta photo ou ta vidéo.
limits-encrypted = Il ne peut pas regarder dans les discussions privées qui sont verrouillées (chiffrées de bout en bout).
limits-changed = Une copie très modifiée peut ne pas être trouvée.
limits-no-promise = Nous ne pouvons pas promettre qu’une copie sera retirée. Chaque appli ou site décide.
limits-trust = Tu dois faire confiance à ce site pour donner le bon programme à ton navigateur.
limits-trust-link = Voir comment le vérifier

door-call = Appeler le { $number }
door-go = Aller sur { $name }

date-day = { $day } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
date-moment = { date-day }, { $hour } UTC
date-left = { $hours ->
    [0] dans moins d’une heure
    [one] dans environ une heure
   *[other] dans environ { $hours } heures
} ({ $moment })
