# People who can help. The lines themselves are in help/directory.toml; this is what is said of them.

help-page = Aide
help-title = Des personnes qui peuvent aider
help-lead = Ce qui est arrivé n’est pas ta faute. Tu n’as pas à y faire face sans aide.
help-country-title = Où habites-tu ?
help-country-text = Choisis ton pays. À côté se trouve le numéro d’urgence de ce pays. Appelle-le si tu es en danger maintenant.
help-any-title = Dans tous les pays
help-danger-title = En danger en ce moment ?
help-danger-text = Appelle le numéro d’urgence.
help-talk-title = Parler à quelqu’un
help-report-title = Le signaler
help-take-down-title = Le faire retirer
help-adult-title = Si tu avais 18 ans ou plus
help-other-country = Un autre pays
help-speaks = Langues parlées : { $languages }
help-sources = D’où viennent ces informations
help-checked-page = vérifié le { $day } avec une copie de leur propre page
help-checked-report = vérifié le { $day } avec ce que d’autres écrivent à leur sujet
help-checked-knowledge = noté le { $day } d’après ce que beaucoup de gens savent, pas encore vérifié avec une page

help-country-any = Tous les pays
help-country-ae = Émirats arabes unis
help-country-ar = Argentine
help-country-at = Autriche
help-country-au = Australie
help-country-be = Belgique
help-country-br = Brésil
help-country-ca = Canada
help-country-ch = Suisse
help-country-cn = Chine
help-country-co = Colombie
help-country-de = Allemagne
help-country-eg = Égypte
help-country-es = Espagne
help-country-fr = France
help-country-gb = Royaume-Uni
help-country-ie = Irlande
help-country-in = Inde
help-country-it = Italie
help-country-mx = Mexique
help-country-nl = Pays-Bas
help-country-nz = Nouvelle-Zélande
help-country-pt = Portugal
help-country-sa = Arabie saoudite
help-country-tw = Taïwan
help-country-us = États-Unis
help-country-za = Afrique du Sud

# What a line does: one or two of these stand under its name.
help-says-talk-young = Ici, les enfants et les jeunes peuvent parler à quelqu’un.
help-says-talk-anyone = Ici, tout le monde peut parler à quelqu’un.
help-says-families = Les parents peuvent appeler aussi.
help-says-day-and-night = À toute heure du jour et de la nuit.
help-says-police = Ici, tu peux le signaler à la police.
help-says-protects = Ici, tu peux signaler que quelqu’un fait du mal à un enfant ou à un jeune, ou se sert de lui. Le signalement est transmis à ceux qui peuvent agir.
help-says-hotline = Ici, tu peux signaler des images. Le signalement est transmis, avec une demande de retrait.
help-says-take-down = On y aide à faire retirer des images.
help-says-cybertipline = Signale des images sexuelles d’enfants, ou toute personne qui se sert d’un enfant ou lui fait du mal. Tu peux le faire sans donner ton nom. Le signalement est transmis à la police.
help-says-team-hope = Parle avec des personnes qui ont vécu quelque chose comme ça, ou dont la famille l’a vécu. Demande Team HOPE.
help-says-like-this-site = Fonctionne comme ce site. Il est géré par le centre des États-Unis pour les enfants disparus et exploités.
help-says-report-remove = Pour les moins de 18 ans au Royaume-Uni. Tu peux envoyer l’image ou son adresse. L’équipe essaie de la faire retirer.
help-says-ceop = Parle d’abus sexuels en ligne à du personnel de police formé. Ensemble, vous faites un plan pour te protéger.
help-says-find-helpline = Trouve le numéro que les enfants et les jeunes peuvent appeler dans ton pays.
help-says-like-this-site-adults = Fonctionne comme ce site, pour les personnes qui avaient 18 ans ou plus sur l’image.
help-says-adults = Parle à des personnes qui aident les adultes à faire retirer des images.
help-says-search = Demande qu’une page n’apparaisse plus dans la recherche Google. Il te faut l’adresse de la page.

# The kinds of report that the CyberTipline takes, in plain words.
kinds-title = Ce que tu peux y signaler
kinds-enticement = Quelqu’un parle en ligne avec un enfant pour obtenir du sexe ou des images sexuelles, ou le menace
kinds-molestation = Quelqu’un qui n’est pas de la famille touche un enfant de façon sexuelle
kinds-pictures = Quelqu’un possède, fait ou partage des images sexuelles d’enfants
kinds-tourism = Quelqu’un voyage pour avoir des rapports sexuels avec des enfants
kinds-trafficking = Quelqu’un vend un enfant pour du sexe
kinds-sent = Quelqu’un envoie à un enfant des images sexuelles qu’il n’a pas demandées
kinds-names = Une adresse web qui cache ce qu’il y a sur le site, pour tromper des enfants
kinds-words = Des mots ou des images qui mènent par ruse des enfants vers des pages sexuelles
