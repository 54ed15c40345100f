# A letter to an app or site, filled in and printed on the device.

letter-page = Une lettre
letter-title = Une lettre à une appli ou à un site
letter-lead = Tu peux demander à une appli ou à un site de retirer une image. Cette lettre dit ce qu’ils ont besoin de savoir.
letter-place-title = Quelles règles doit-elle utiliser ?
letter-place-text = Choisis l’endroit où tu habites, ou celui où l’appli ou le site a son siège.
letter-us = États-Unis
letter-us-hint = Ils doivent agir en deux jours au plus.
letter-eu = Union européenne
letter-eu-hint = Ils doivent l’examiner bientôt et te dire ce qu’ils décident.
letter-gb = Royaume-Uni
letter-gb-hint = Ils doivent avoir un moyen de traiter cela.
letter-other = Ailleurs
letter-other-hint = Pour tout autre endroit.
letter-how-fill = Remplis ce que tu veux. Laisse vide ce que tu ne veux pas dire. Tu n’as pas à dire ce que montre l’image.
letter-how-us = Aux États-Unis, la lettre a besoin de quatre choses : ton nom comme signature, où se trouve l’image, que tu n’étais pas d’accord, et comment te joindre. Quelqu’un peut signer pour toi.
letter-how-eu = Dans l’UE, la lettre a besoin de ton nom et de ton e-mail. Si tu avais moins de 18 ans sur l’image, tu n’as pas à les donner.
letter-how-other = Tu vis en Australie ? Là-bas, eSafety peut dire aux applis et aux sites de la retirer.
letter-how-other-link = Aide en Australie
letter-how-private = Ce que tu écris reste sur cette page. Cela ne nous est pas envoyé. Quand tu quittes la page, tout est effacé.
letter-how-send = Imprime-la, ou copie-la dans le formulaire de l’appli ou du site.
letter-to = À
letter-date = Date
letter-ask = Merci de retirer une image ou une vidéo de moi qui montre ma nudité ou qui est à caractère sexuel. Elle a été publiée sans mon consentement.
letter-under-18 = J’avais moins de 18 ans quand elle a été faite.
letter-where = Où elle se trouve : l’adresse de chaque page, ou le nom du compte et de la publication
letter-what = Ce qui vous aide à la trouver
letter-us-consent = Comment vous pouvez voir que je n’étais pas d’accord
letter-us-for = Je signe pour la personne qui est dessus. Mon nom
letter-good-faith = Je crois de bonne foi qu’elle a été publiée sans mon consentement, et que ce que je dis ici est vrai.
letter-copies = Merci de chercher aussi des copies et de les retirer.
letter-reach = Vous pouvez me joindre ici
letter-signed = Signature
letter-print = Imprimer
letter-copy = Copier la lettre
letter-no-script = Pour l’imprimer, utilise le menu de ton navigateur.
letter-not-alone = Tu n’as pas à écrire cela sans aide. Des personnes peuvent l’envoyer pour toi.
letter-help = Des personnes qui peuvent aider
letter-another = Utiliser les règles d’un autre endroit

# Words for the app or site, which name the law. They may be hard to read; they are not for the person who writes.
letter-us-law = Ceci est une demande au titre de la section 3 de la loi des États-Unis TAKE IT DOWN Act (Public Law 119-12). Merci de retirer ce contenu dès que possible, et dans les 48 heures. Merci aussi de faire des efforts raisonnables pour retirer les copies identiques connues.
letter-eu-law = Ceci est une notification au titre de l’article 16 du règlement sur les services numériques, règlement (UE) 2022/2065. Le contenu est illicite, car une image intime a été rendue publique sans le consentement de la personne montrée. Si j’avais moins de 18 ans, c’est aussi une infraction au titre des articles 3 à 7 de la directive 2011/93/UE.
letter-eu-good-faith = Je confirme croire de bonne foi que ce que dit cette notification est exact et complet.
letter-gb-law = Ceci est un signalement de contenu illégal au titre de la section 20 de la loi du Royaume-Uni Online Safety Act 2023. Partager une image intime sans consentement est une infraction selon la section 66B du Sexual Offences Act 2003. Si j’avais moins de 18 ans, l’image est aussi illégale selon le Protection of Children Act 1978.
letter-other-law = Je n’ai pas consenti à cela. Merci d’agir selon vos propres règles et selon la loi.
