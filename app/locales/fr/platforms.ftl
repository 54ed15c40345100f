# Who follows the list.

platforms-page = Qui participe
platforms-title = Les applis et les sites qui participent
platforms-lead = Ils peuvent recevoir les codes. Ils peuvent s’en servir pour chercher des copies.
platforms-unnamed = { $count ->
    [one] Un autre site ou une autre appli participe aussi, mais ne veut pas être nommé ici.
   *[other] { $count } autres participent aussi, mais ne veulent pas être nommés ici.
}
platforms-none = Personne pour l’instant. Tes codes attendent sur la liste qu’une première appli ou un premier site la récupère.
platforms-all-unnamed = { $count ->
    [one] Un site ou une appli participe et peut recevoir les codes, mais ne veut pas être nommé ici.
   *[other] { $count } participent et peuvent recevoir les codes, mais ne veulent pas être nommés ici.
}
platforms-adults-title = Pour les images de personnes qui avaient 18 ans ou plus
platforms-since = Participe depuis le { $day }
platforms-not-yet = N’a pas encore récupéré la liste
platforms-products = Produits : { $products }
platforms-does = Ce qu’ils disent faire :
platforms-does-checks-new = Ils vérifient ce que les gens publient à partir de maintenant.
platforms-does-checks-old = Ils vérifient ce qui est déjà là.
platforms-does-looks = Une personne regarde chaque correspondance.
platforms-does-removes = Ils retirent ce qui correspond.
platforms-does-blocks-reupload = Ils empêchent une nouvelle publication.
platforms-does-reports = Ils le signalent à la police là où la loi le demande.
platforms-silent = Ils n’ont pas dit ce qu’ils font d’une correspondance.
platforms-meaning-title = Ce que cela veut dire
platforms-meaning-decide = Quand l’un d’eux trouve une correspondance, il la regarde et décide selon ses propres règles et la loi.
platforms-meaning-more = Nous ne pouvons pas promettre plus que ce qu’ils font.
platforms-missing-title = L’appli ou le site dont tu as besoin n’est pas là ?
platforms-missing = Alors nous ne pouvons pas dire s’il reçoit les codes. Tu peux quand même lui demander de retirer l’image.
platforms-missing-link = Écrire une lettre
platforms-yours = Tu gères une appli ou un site ? Participe
