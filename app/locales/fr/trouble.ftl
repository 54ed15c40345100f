# When something goes wrong.

trouble-page = Pas ici
trouble-not-found = Il n’y a rien à cette adresse
trouble-not-found-text = L’adresse est peut-être fausse, ou la page a peut-être été déplacée.
trouble-no-language = Nous n’avons pas encore cette langue
trouble-no-language-text = Tu peux lire ce site dans l’une de celles-ci.
trouble-wrong-method = Cette page ne peut pas être ouverte comme ça
trouble-wrong-method-text = Recommence depuis la première page, s’il te plaît.
trouble-busy = Cela prend plus de temps que prévu
trouble-busy-text = C’est notre faute, pas la tienne. Rien n’a été changé. Réessaie dans un moment, s’il te plaît.
trouble-busy-order = Nous ne pouvons pas dire si c’est fait
trouble-busy-order-text = C’est notre faute, pas la tienne. Ouvre ton dossier pour voir où il en est.
trouble-first-page = Aller à la première page
trouble-help = Trouver des personnes qui peuvent aider
