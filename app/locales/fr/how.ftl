# How it works, and how to check.

how-page = Comment ça marche
how-title = Comment ça marche

how-hash-title = Qu’est-ce qu’un hash ?
how-hash-what = Un hash est un code fait à partir d’une photo ou d’une vidéo. Le même fichier donne toujours le même code. Nous l’appelons aussi empreinte.
how-hash-kinds = Ton appareil en fait plusieurs. Certains trouvent les copies exactes. L’un d’eux trouve les photos presque pareilles, par exemple plus petites.
how-hash-back = Un hash n’est pas l’image. On ne peut pas le regarder et voir quelque chose. Les spécialistes ne sont pas encore d’accord : pourrait-on deviner une forme vague et floue à partir d’un hash ? Nous gardons donc les codes avec soin.
how-hash-iphone = Tu as un iPhone ? Alors choisis ta photo dans Fichiers, si tu peux. L’app Photos donne peut-être une copie modifiée. Les copies qui ont le même aspect sont trouvées quand même. Mais les codes exacts sont alors ceux de la copie modifiée.

how-see-title = Qui voit quoi
how-see-device = Ton appareil
how-see-device-text = Il lit le fichier, fait les codes, et oublie le fichier quand tu fermes la page.
how-see-us = Nous
how-see-us-text = Nous recevons les codes, et nous savons si chacun vient d’une photo ou d’une vidéo. Nous ne recevons ni le fichier, ni son nom, ni sa date, ni son lieu. Nous ne gardons pas ton adresse internet.
how-see-platforms = Les applis et les sites
how-see-platforms-text = Ils reçoivent les codes. Nous ne leur disons pas quels codes vont ensemble, ni qui les a envoyés.

how-next-title = Ce que deviennent les codes
how-next-list = Ils vont sur une liste. Les applis et les sites qui participent peuvent la récupérer à tout moment.
how-next-review = Un ordinateur vérifie d’abord chaque code. S’il n’est pas sûr d’un code, une personne le regarde avant que quelqu’un le reçoive.
how-next-review-first = Une personne regarde chaque code avant que quelqu’un le reçoive. Elle ne voit pas l’image.
how-next-platforms = Quand une appli ou un site trouve une correspondance, il regarde ses propres règles et la loi. Il peut ensuite retirer la copie et en empêcher de nouvelles.
how-next-who = Voir qui participe

how-trust-title = Comment puis-je le vérifier ?
how-trust-why = C’est vrai, tu dois faire confiance à ce site pour donner le bon programme à ton navigateur. Voici ce qui rend cela plus facile.
how-trust-worker = La partie qui lit ton fichier n’a pas le droit d’utiliser internet. Ton navigateur y veille.
how-trust-offline = Tu peux couper internet dès que la page le dit. Les codes se font sans connexion. Rétablis-la pour envoyer.
how-trust-source = Avant d’envoyer, tu peux lire tout ce qui sera envoyé. Tout le monde peut aussi lire le programme de ce site.
how-trust-check = Comment vérifier le programme

how-back-title = Est-ce que je peux revenir en arrière ?
how-back-text = Oui. Avec ton numéro de dossier et ton PIN, tu peux enlever tes codes de la liste. Tu as un jour pour changer d’avis.
how-back-link = Suivre un dossier
