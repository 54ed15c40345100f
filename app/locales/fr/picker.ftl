# Choosing files, and the receipt. { $n } and { $m } are numbers.

choose-page = Photos et vidéos
choose-young = Ceci est pour les images d’avant tes 18 ans. Avais-tu 18 ans ou plus dessus ?
choose-young-link = J’avais 18 ans ou plus
choose-adult = Ceci est pour les images où tu avais 18 ans ou plus. Avais-tu moins de 18 ans dessus ?
choose-adult-link = J’avais moins de 18 ans
choose-no-script = Cette page a besoin de JavaScript
choose-no-script-why = C’est ton navigateur qui fait le travail, pour que ton fichier ne quitte jamais ton appareil. Pour cela, il doit exécuter un script, et cette fonction est désactivée.
choose-no-script-doors = Tu peux l’activer et recharger la page. Ou tu peux t’adresser à l’une de ces personnes. Tu peux toujours quitter avec le bouton en haut.
choose-cannot-start = Cette page n’a pas pu se préparer
choose-cannot-start-text = Rien n’a été envoyé. Vérifie ta connexion internet et recharge la page. Si ton navigateur est ancien, essaie avec un plus récent. Ou adresse-toi à l’une de ces personnes.
choose-old-browser = Ce navigateur est trop ancien pour cette page
choose-old-browser-text = Il ne peut pas exécuter le programme qui fait les codes. Rien n’a été envoyé. Essaie avec un navigateur plus récent, ou un autre appareil en qui tu as confiance. Ou adresse-toi à l’une de ces personnes. Tu peux toujours quitter avec le bouton en haut.

picker-title = Choisis tes photos et vidéos
picker-lead = Elles restent sur cet appareil. Rien n’est envoyé avant que tu le dises.
picker-close = Tu peux fermer cette page à tout moment. Rien n’est alors envoyé, et tu peux recommencer.
picker-choose = Choisir des photos ou vidéos
picker-choose-more = En choisir d’autres
picker-drop = Tu peux aussi déposer des fichiers ici.
picker-too-many = Tu peux envoyer jusqu’à 100 fichiers à la fois. Envoie d’abord ceux-ci. Recommence ensuite avec les autres.
picker-offline = Tout ce qu’il faut est chargé. Tu peux maintenant couper internet. Rétablis-le pour envoyer.

picker-photo = Photo { $n }
picker-video = Vidéo { $n }
picker-unused = Un fichier qui n’est pas utilisé
picker-waiting = En attente
picker-reading = Lecture
picker-percent = Lecture, { $n } %
picker-watching = Lecture de la vidéo
picker-watching-percent = Lecture de la vidéo, { $n } %
picker-ready = Prêt
picker-double = Encore le même fichier
picker-twin = C’est le même fichier que le numéro { $n }. Il est envoyé une seule fois.
picker-refused-by-server = Le serveur n’a pas pu utiliser celui-ci. Rien n’a été envoyé. Enlève-le et réessaie.
picker-remove = Enlever
picker-cancel = Annuler
picker-again = Réessayer
picker-exact = Chercher seulement les copies exactes
picker-show = Montrer de petites images floues
picker-hide = Cacher les images

picker-summary-busy = { $n } sur { $m } terminés
picker-summary-ready = { $n } sur { $m } prêts à envoyer
picker-summary-none = Aucun de ces fichiers ne peut être utilisé

picker-note-exact-only-video = Nous n’avons pas pu voir ce qu’il y a dans cette vidéo. Seules les copies non modifiées peuvent être trouvées.
picker-note-exact-only-format = Nous ne pouvons pas lire ce type de photo. Seules les copies non modifiées peuvent être trouvées. Si tu l’as déjà dans un autre fichier, choisis-le aussi.
picker-note-exact-only-unknown = Nous ne connaissons pas ce type de fichier. Seules les copies non modifiées peuvent être trouvées.
picker-note-damaged = Cette photo est abîmée. Seules les copies non modifiées peuvent être trouvées.
picker-note-truncated = Il manque la fin de cette photo. Des copies de la photo entière peuvent ne pas être trouvées.
picker-note-too-many-pixels = Cette photo est trop grande pour être lue. Seules les copies non modifiées peuvent être trouvées.
picker-note-too-many-bytes = Ce fichier est trop gros pour être lu. Seules les copies non modifiées peuvent être trouvées.
picker-note-too-small = Cette photo est très petite. Seules les copies non modifiées peuvent être trouvées.
picker-note-decoder-failed = Ton appareil n’a pas pu lire toute cette photo. Seules les copies non modifiées peuvent être trouvées.
picker-note-altered-pixels = Pour te protéger, ton navigateur ne nous laisse pas lire cette photo. Seules les copies non modifiées peuvent être trouvées. Si tu l’as déjà dans un autre fichier, choisis-le aussi.
picker-note-first-frame = Cette photo bouge. Les copies sont trouvées grâce à sa première image.
picker-note-camera-preview = C’est une photo brute (RAW). Nous avons utilisé l’image que ton appareil photo garde à l’intérieur. Cela marche bien pour la plupart des copies.
picker-note-exact-chosen = Tu as choisi de chercher seulement les copies exactes. Les copies modifiées ne sont pas trouvées.
picker-note-stalled = Regarder ce fichier prenait trop de temps, nous avons donc arrêté. Seules les copies non modifiées peuvent être trouvées.
picker-note-low-quality = Cette photo montre peu de détails. Une personne vérifie le code avant qu’il soit utilisé. Elle ne voit pas la photo.
picker-note-no-video-decoder = Ton navigateur ne peut pas lire ce type de vidéo pour nous. Seules les copies non modifiées peuvent être trouvées. Un autre navigateur y arrivera peut-être.
picker-note-no-video-track = Il n’y a pas d’images dans cette vidéo, seulement du son. Seules les copies non modifiées peuvent être trouvées.
picker-note-encrypted-video = Cette vidéo est verrouillée, nous n’avons donc pas pu la lire. Seules les copies non modifiées peuvent être trouvées.
picker-note-damaged-video = Cette vidéo est abîmée. Seules les copies non modifiées peuvent être trouvées.
picker-note-long-video = Cette vidéo est trop longue pour être lue. Seules les copies non modifiées peuvent être trouvées.
picker-note-altered-video = Pour te protéger, ton navigateur ne nous laisse pas lire cette vidéo. Seules les copies non modifiées peuvent être trouvées.
picker-note-flat-video = Cette vidéo montre peu de détails. Seules les copies non modifiées peuvent être trouvées.
picker-note-partial-video = Nous n’avons pu en lire qu’une partie. Les copies de cette partie peuvent être trouvées, et les copies non modifiées aussi.
picker-note-iphone = Sur un iPhone, choisis-la dans Fichiers, si tu peux. L’app Photos donne peut-être une copie modifiée.
picker-note-other = Certaines copies de ce fichier peuvent ne pas être trouvées.

picker-refused-empty = Ce fichier est vide, il n’est donc pas utilisé.
picker-refused-not-media = Ce n’est ni une photo ni une vidéo, ce fichier n’est donc pas utilisé.
picker-refused-other = Ce fichier ne peut pas être utilisé.

picker-failed-unreadable = Ton navigateur n’a pas pu ouvrir ce fichier. Il a peut-être été déplacé.
picker-failed-module = Une partie de cette page ne s’est pas chargée. Vérifie ta connexion internet, puis réessaie. Si cela n’aide pas, recharge la page et choisis à nouveau tes fichiers.
picker-failed-stalled = C’était trop long, nous avons donc arrêté. Réessaie, ou cherche seulement les copies exactes. Cela demande moins à ton appareil.
picker-failed-crashed = Ton appareil n’avait pas assez de mémoire pour ce fichier. Réessaie, ou cherche seulement les copies exactes. Cela demande moins de mémoire.
picker-failed-other = Quelque chose n’a pas marché avec ce fichier. Ce n’est pas ta faute.

picker-review-title = Avant d’envoyer
picker-review-what = Nous envoyons seulement les codes, et aucune photo ni vidéo. Pas de noms de fichiers, pas de dates, pas de lieux.
picker-review-show = Voir exactement ce qui sera envoyé
picker-review-show-text = Voici tout, lettre par lettre. La clé au début est inventée pour cette seule fois. L’espace vide à la fin cache le nombre de fichiers.
picker-review-agree = Quand tu appuies sur « Envoyer les codes », tu acceptes que nous donnions ces codes aux applis et aux sites qui participent. Tu peux les enlever plus tard.
picker-send = Envoyer les codes
picker-sending = Envoi…
picker-send-again = Réessayer

picker-problem-network = Aucune réponse n’est arrivée. Rien n’est perdu. Vérifie ta connexion internet et réessaie. Cela reste un seul dossier, même si c’était déjà arrivé chez nous.
picker-problem-busy = Il y a beaucoup de monde en ce moment. Rien n’est perdu. Attends un moment et réessaie.
picker-problem-wait = Rien n’est perdu. Il faut attendre un peu. Secondes d’attente : { $n }. Ensuite, réessaie.
picker-problem-wait-minutes = Rien n’est perdu. Il faut attendre. Minutes d’attente : { $n }. Laisse cette page ouverte. Ensuite, réessaie.
picker-problem-too-long = C’était trop à la fois. Enlève quelques fichiers, envoie le reste, et envoie ceux-là après.
picker-problem-item = Un des fichiers n’a pas pu être utilisé. Il est marqué plus haut. Rien n’a été envoyé.
picker-problem-full = Il n’y a pas de place pour autant de fichiers dans ce dossier. Enlèves-en quelques-uns, ou ouvre un nouveau dossier pour eux.
picker-problem-gone = Ce dossier n’existe plus. Tu peux en ouvrir un nouveau.
picker-problem-rest = Un essai précédent nous était parvenu, donc tu as un dossier. Son numéro et son PIN sont plus bas. Certains de tes fichiers n’y sont pas encore. Appuie sur « Réessayer » pour les envoyer aussi.
picker-problem-other = Quelque chose n’a pas marché de notre côté. Rien n’est perdu. Réessaie plus tard.
picker-left-out = Fichiers qui n’ont pas pu être lus et qui n’y sont pas : { $n }

receipt-title = C’est envoyé
receipt-lead = Tu as réussi. Garde ces deux éléments. Il te faut les deux pour voir ce qui se passe, ou pour enlever les codes.
receipt-unsent = Certains de tes fichiers ne sont pas encore envoyés. Tu peux les envoyer plus haut. Garde quand même ces deux éléments.
receipt-earlier = Un essai précédent nous était parvenu, donc il compte. Les fichiers que tu as enlevés ensuite sont aussi dans ce dossier. Tu peux les enlever : suis ton dossier.
receipt-first = Note les deux avant de continuer. Cette page ne peut pas être rouverte.
receipt-number = Numéro de dossier
receipt-pin = PIN
receipt-copy = Copier
receipt-copied = Copié
copy-by-hand = Appuie maintenant sur copier.
receipt-print = Imprimer
receipt-keep-title = Garde-les en lieu sûr
receipt-keep-where = Écris-les là où tu es la seule personne à regarder.
receipt-keep-lost = Nous les montrons seulement maintenant. Nous ne pouvons pas te les donner une autre fois.
receipt-keep-alone = Si quelqu’un peut regarder ton appareil, utilise du papier, ou une note qui ressemble à autre chose. Une imprimante que d’autres utilisent peut garder une copie.
receipt-copy-stays = Ce que tu copies reste dans la mémoire de ton appareil jusqu’à ce que tu copies autre chose. Certains claviers le gardent plus longtemps.
receipt-next-title = Ce qui se passe ensuite
receipt-next-list = Les codes vont sur notre liste, le plus souvent en moins d’une minute. Certains sont d’abord vérifiés par une personne.
receipt-next-list-review = Une personne vérifie d’abord chaque code. Cela peut prendre des jours. Ensuite, il va sur notre liste.
receipt-next-match = Les applis et les sites qui participent peuvent récupérer la liste et chercher des copies. Cela peut prendre des heures ou des jours.
receipt-next-status = Tu peux suivre ton dossier ici à tout moment.
receipt-status-link = Suivre un dossier
receipt-help-link = Des personnes qui peuvent aider
receipt-letter-link = Écrire à une appli ou à un site
receipt-shared = Pour le montrer à quelqu’un de confiance, montre-lui ton écran. Quand on a les deux éléments, on peut aussi enlever les codes.

# More photos and videos for a case.
adding-page = Ajouter d’autres fichiers
adding-lead = Ils sont ajoutés à ton dossier. Ton numéro de dossier et ton PIN restent les mêmes.
added-title = Ils sont ajoutés
added-lead = Ils font maintenant partie de ton dossier. Ton numéro de dossier et ton PIN sont les mêmes qu’avant.
added-fewer = Certains ou tous étaient déjà dans ton dossier. Ceux-là n’ont pas été ajoutés une deuxième fois. Si l’un d’eux allait être repris, il reste.
