# The questions before choosing files. Each is a page of its own, with links as answers.

start-page = Une question
start-back = Retour
start-skip = Passer cette question

before-title = Avant de commencer
before-lead = Tu peux arrêter ou quitter à tout moment. Rien n’est envoyé avant que tu le dises.
before-go = Continuer
before-straight = Aller tout de suite au choix des photos et vidéos
before-no-script = Pour faire des codes ici, ton navigateur doit exécuter des scripts (JavaScript). Ils sont désactivés pour le moment. Tu peux quand même continuer et trouver de l’aide.

start-who-title = Qui est sur la photo ou la vidéo ?
start-who-lead = Nous ne gardons pas tes réponses. Tu peux toujours revenir en arrière.
start-who-me = Moi
start-who-both = Moi et d’autres personnes
start-who-other = Quelqu’un que je veux aider

helping-title = Tu peux aider
helping-lead = Ce qui est arrivé n’est pas la faute de cette personne, ni la tienne. Laisse-la décider autant que possible.
helping-do-title = Ce qui aide
helping-do-listen = Écoute d’abord. Dis à cette personne que tu la crois.
helping-do-together = Utilisez ce site ensemble, sur l’appareil où se trouve la photo ou la vidéo.
helping-do-not-look = Ne regarde pas l’image, ne l’enregistre pas et ne l’envoie pas à d’autres. Cela peut être interdit par la loi, même si tu veux aider.
helping-do-danger = Un enfant est en danger maintenant ? Appelle la police.
helping-go = Continuer ensemble
helping-doors-title = Des personnes qui peuvent vous aider, cette personne et toi
helping-country = Trouver des personnes dans ton pays

start-threat-title = Est-ce que quelqu’un te menace en ce moment ?
start-threat-lead = Est-ce que cette personne dit qu’elle va la partager si tu ne paies pas, ou si tu n’en envoies pas d’autres ?
start-threat-yes = Oui
start-threat-no = Non

threat-title = Ce n’est pas ta faute, et il y a des personnes à tes côtés
threat-lead = Menacer quelqu’un comme ça est interdit par la loi. Cela arrive à beaucoup de personnes. Il y a une issue.
threat-do-title = Ce qui aide en ce moment
threat-do-not-pay = Ne paie pas et n’envoie rien d’autre. Payer ou envoyer plus ne fait presque jamais cesser les menaces. Si tu l’as déjà fait, ce n’est pas ta faute.
threat-do-stop = Arrête de lui écrire. Tu n’as pas à répondre.
threat-do-keep = Garde ses messages et le nom de son compte. Fais une capture d’écran de ce que cette personne dit, pas de l’image.
threat-do-block = Ensuite, bloque cette personne et signale son compte à l’appli.
threat-do-tell = Parles-en à quelqu’un en qui tu as confiance. Tu n’as rien fait de mal.
threat-call-title = Parle à quelqu’un maintenant
threat-call = Tu penses à te faire du mal ? Tu as peur que quelqu’un te fasse du mal ? Appelle quelqu’un maintenant.
threat-call-link = Trouver quelqu’un à appeler dans ton pays
threat-go-title = Tu peux aussi agir ici
threat-go = Si tu as la photo ou la vidéo, ce site peut aider avant qu’elle soit partagée.
threat-go-link = Continuer

start-age-title = Avais-tu moins de 18 ans sur la photo ou la vidéo ?
start-age-lead = Ton âge d’aujourd’hui n’a pas d’importance.
start-age-yes = Oui, j’avais moins de 18 ans
start-age-no = Non, j’avais 18 ans ou plus
start-age-unsure = Je n’en ai pas la certitude
start-age-unsure-hint = Ce n’est pas grave. Continue comme si tu avais moins de 18 ans.
start-age-why = Nous demandons cela parce que d’autres personnes aident pour les images d’adultes. Nous ne gardons pas ta réponse.
start-age-why-here = Nous demandons cela parce que les images d’adultes vont sur une autre liste. Nous ne gardons pas ta réponse.

start-device-title = La photo ou la vidéo est-elle sur cet appareil ?
start-device-lead = Ton appareil a besoin du fichier pour faire le code. Le fichier lui-même n’est pas envoyé.
start-device-yes = Oui, elle est sur cet appareil
start-device-no = Non, je ne l’ai pas ici
start-device-no-hint = Il y a d’autres façons d’avoir de l’aide.
start-device-do-not = S’il te plaît, ne va pas la chercher ailleurs et ne la demande à personne, juste pour l’utiliser ici.

start-where-title = Où est-elle maintenant, à ta connaissance ?
start-where-lead = Tu peux utiliser ce site dans tous ces cas. Nous demandons cela pour te dire ce qui aide aussi.
start-where-site = Sur une appli ou un site
start-where-chat = Dans une discussion privée
start-where-search = Un moteur de recherche la montre
start-where-nowhere = Je ne sais pas, ou elle n’est pas encore partagée
start-where-nowhere-hint = C’est un bon moment pour agir. Les applis et les sites qui participent peuvent alors trouver une copie quand quelqu’un la publie.

where-both = Fais les deux : utilise ce site, et fais aussi ceci.
where-go = Continuer et choisir des photos et vidéos
where-site-title = Si elle est sur une appli ou un site
where-site-report = Signale la publication là-bas. Cherche « Signaler » à côté.
where-site-letter = Envoie-leur une lettre. Dans certains pays, la loi les oblige alors à agir vite.
where-site-letter-link = Écrire une lettre
where-site-platforms = Regarde s’ils participent ici. S’ils n’y sont pas nommés, nous ne pouvons pas dire s’ils reçoivent le code.
where-site-platforms-link = Les applis et les sites qui participent
where-chat-title = Si elle est dans une discussion privée
where-chat-locked = La plupart des discussions privées sont verrouillées. Personne ne peut y chercher une copie, et ce site non plus.
where-chat-report = Signale le message dans l’appli. L’appli peut alors le voir.
where-chat-leave = Tu peux quitter le groupe, ou bloquer la personne qui l’a envoyée. Note qui l’a envoyée.
where-chat-next = Si quelqu’un la publie hors de la discussion, les applis et les sites qui participent peuvent la trouver là.
where-search-title = Si un moteur de recherche la montre
where-search-ask = Tu peux demander au moteur de recherche d’enlever la page. Il te faut l’adresse de la page.
where-search-source = La page elle-même reste en ligne jusqu’à ce que le site la retire. Écris donc aussi au site.

start-adult-title = Il y a de l’aide pour toi
start-adult-title-here = Tu peux avoir de l’aide ici
start-adult-lead = Avais-tu 18 ans ou plus sur la photo ou la vidéo ? Ces personnes t’aident. StopNCII.org fonctionne de la même façon que ce site.
start-adult-lead-here = Nous aidons aussi les personnes qui avaient 18 ans ou plus. Cela fonctionne de la même façon. Tes codes vont sur une liste à part.
start-adult-no-file = Tu n’as pas le fichier ? Tu peux quand même demander son retrait.
start-adult-no-file-link = Ce que tu peux faire sans le fichier
start-adult-others = À qui tu peux t’adresser
start-adult-both-title = Avais-tu moins de 18 ans sur certaines ?
start-adult-both = Alors tu peux utiliser ce site pour celles-là.
start-adult-both-here = Leurs codes vont sur une autre liste. Choisis-les à part.
start-adult-both-link = Continuer avec les images d’avant mes 18 ans

no-file-title = Tu peux agir sans le fichier
no-file-lead = Sans le fichier, ton appareil ne peut pas faire de code. Mais tu peux quand même demander le retrait.
no-file-where-title = Sais-tu où elle se trouve ?
no-file-where-report = Signale-la à l’appli ou au site. Cherche « Signaler » à côté de la publication.
no-file-where-words = Dis ceci : « C’est une image sexuelle de moi, de quand j’avais moins de 18 ans. Merci de la retirer. »
no-file-where-note = Note l’adresse de la page. N’enregistre pas l’image.
no-file-letter = Écrire une lettre à l’appli ou au site
no-file-doors-title = Des personnes qui la signalent pour toi
no-file-later-title = Tu as trouvé le fichier ?
no-file-later = S’il est finalement sur cet appareil, tu peux l’utiliser ici.
no-file-later-link = Choisir des photos et vidéos

# Without the file, for adults.
adult-no-file-lead = Un code ne peut être fait qu’à partir du fichier, ici et sur StopNCII.org. Mais tu peux demander le retrait de l’image. Des personnes t’aident pour cela.
adult-no-file-post-title = Demande-le à l’appli ou au site
adult-no-file-post-words = Dis ceci : « C’est une image sexuelle de moi. Je n’ai pas accepté qu’elle soit ici. Merci de la retirer. »
adult-no-file-post-note = Note d’abord l’adresse de la page et le nom du compte. Tu en auras peut-être besoin plus tard.
adult-no-file-post-other = Elle est sur un autre site ? Cherche là-bas « Signaler », « Report » ou « Content removal ». Sur beaucoup de sites, il ne faut pas de compte pour cela.
no-file-search-title = Demande-le aux moteurs de recherche
adult-no-file-letter-title = Écris une lettre
adult-no-file-letter = Aux États-Unis, les applis et les sites doivent agir en deux jours quand ils reçoivent une lettre qui dit quatre choses. D’autres pays ont aussi des règles. Ce site t’aide à l’écrire.
adult-no-file-people-title = Des personnes qui aident les adultes
