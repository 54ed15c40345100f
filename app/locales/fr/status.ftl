# Checking on a case.

status-page = Suivi
status-title = Suivre ton dossier
status-lead = Écris le numéro de dossier et le PIN que tu as reçus en envoyant tes codes.
status-number = Numéro de dossier
status-number-hint = Il ressemble à ceci : 7K3M-9QXZ-04TD-8
status-pin = PIN
status-pin-hint = Huit chiffres
status-open = Ouvrir mon dossier
status-refused = Nous ne pouvons pas ouvrir de dossier avec ce numéro et ce PIN
status-refused-text = Vérifie les deux et réessaie. On confond facilement des lettres et des chiffres. Si tu as repris tous tes codes, ton dossier disparaît après un jour. Si nous n’avons pas pu les utiliser, ou si personne ne les a vérifiés à temps, après un mois.
status-wait-elsewhere = Ou utilise un autre réseau, par exemple les données mobiles.
status-wait-order = Ce que tu as demandé n’a pas été fait. Ensuite, ouvre ton dossier et choisis-le à nouveau.
status-lost-title = Tu as perdu ton numéro ou ton PIN ?
status-lost = Nous ne pouvons pas les retrouver pour toi, car nous ne savons pas qui tu es. Les codes qui sont sur la liste y restent. Tu peux aussi recommencer avec les mêmes fichiers.
status-lost-link = Recommencer

status-done-day = C’est fait. Tes codes sortent de la liste après un jour. D’ici là, tu peux changer d’avis.
status-done-day-waiting = C’est fait. Les codes sont repris après un jour. Alors ils n’iront plus sur la liste, et nous les effaçons. D’ici là, tu peux changer d’avis.
status-done-day-mixed = C’est fait. Les codes sont repris après un jour. D’ici là, tu peux changer d’avis.
status-done-now = C’est fait. Tes codes ne sont pas sur la liste et n’y iront pas. Nous les effaçons en un jour au plus.
status-done-some-day = C’est fait. Ce que tu as coché sort de la liste après un jour. D’ici là, tu peux changer d’avis.
status-done-some-now = C’est fait. Ce que tu as coché n’est pas sur la liste et n’y ira pas. Nous l’effaçons en un jour au plus.
status-none-marked = Tu n’as rien coché, donc rien n’a changé.
status-changed = Ton dossier a changé depuis que cette page a été ouverte, donc nous ne l’avons pas fait. Voici où il en est.
status-done-keep = C’est fait. Tes codes restent sur la liste.
status-done-keep-waiting = C’est fait. Nous continuons avec tes codes.
status-done-keep-rest = C’est fait. Nous gardons les codes qui étaient encore là. D’autres sont déjà repris.
status-too-late = C’était trop tard : tes codes sont repris. Tu peux ajouter à nouveau les mêmes fichiers.

case-title = Ton dossier
case-opened = Envoyé le { $day }
case-erased = { $count ->
    [one] Il y en avait un de plus dans ce dossier. Tu l’as repris.
   *[other] Il y en avait { $count } de plus dans ce dossier. Tu les as repris.
}
case-declined = { $count ->
    [one] Il y en avait un dans ce dossier que nous n’avons pas pu utiliser. Nous l’avons effacé.
   *[other] Il y en avait { $count } dans ce dossier que nous n’avons pas pu utiliser. Nous les avons effacés.
}
case-declined-text = Si tu penses que c’est une erreur, parle à l’une des personnes qui peuvent aider.
case-unreviewed = { $count ->
    [one] Il y en avait un dans ce dossier que personne n’a vérifié à temps. Nous l’avons effacé.
   *[other] Il y en avait { $count } dans ce dossier que personne n’a vérifiés à temps. Nous les avons effacés.
}
case-unreviewed-text = Ce n’est pas à cause de toi. Tu peux ajouter à nouveau les mêmes fichiers.
case-empty = Il ne reste aucun code dans ce dossier. Tu peux y ajouter des fichiers. Sinon, le dossier disparaît après un mois.
case-words-title = Ce que les mots veulent dire
case-add-title = Tu en as d’autres ?
case-add-text = Tu peux ajouter d’autres photos et vidéos à ce dossier.
case-add = Ajouter d’autres fichiers
case-full = Ce dossier est plein. Pour d’autres fichiers, ouvre un nouveau dossier.
case-full-link = Ouvrir un nouveau dossier
case-due = Tes codes sortent de la liste { $left }
case-due-back = Tes codes seront repris { $left }
case-due-some = Certains de tes codes seront repris. Le moment est indiqué à côté de chacun.
case-due-all = Tes codes seront repris. Le moment est indiqué à côté de chacun.
case-due-text = C’est toi qui l’as demandé. Si ce n’est pas toi, ou si tu as changé d’avis, tu peux arrêter cela.
case-keep = Les laisser sur la liste
case-keep-back = Garder mes codes
case-meaning-title = Ce que cela veut dire
case-meaning-list = Les applis et les sites qui participent peuvent chercher des copies de ce qui est sur la liste. Cela peut prendre des heures ou des jours.
case-meaning-limit = Nous ne voyons pas les images qu’ils trouvent, et nous ne pouvons pas promettre qu’une copie sera retirée.
case-fetched-limit = Une appli ou un site qui a récupéré un code peut chercher des copies. Il n’a peut-être pas encore cherché.
case-feedback-limit = Tous ne nous le disent pas. S’ils ne disent rien, cela ne veut pas dire que rien n’a été trouvé.
case-meaning-help = Des personnes qui peuvent aider

item-photo = Photo { $number }
item-video = Vidéo { $number }
item-fetched = { $count ->
    [one] Une appli ou un site a récupéré le code, la dernière fois le { $day }.
   *[other] { $count } applis et sites ont récupéré le code, la dernière fois le { $day }.
}
item-fetched-none = Aucune appli et aucun site n’a encore récupéré le code.
item-fetched-never = Aucune appli et aucun site n’a récupéré le code.
item-found = { $count ->
    [one] Une appli ou un site a trouvé quelque chose qui correspond.
   *[other] { $count } applis et sites ont trouvé quelque chose qui correspond.
}
item-removed = { $count ->
    [one] Une appli ou un site a retiré quelque chose.
   *[other] { $count } applis et sites ont retiré quelque chose.
}
item-due = Sort de la liste { $left }
item-due-back = Repris { $left }. Alors il n’ira plus sur la liste, et nous l’effaçons.
item-checking = En cours de vérification
item-checking-text = Une personne vérifie le code avant que les applis et les sites le reçoivent. Elle ne voit pas l’image. Reviens voir ici : si nous ne pouvons pas l’utiliser, nous le disons pendant un mois. Si personne ne l’a vérifié après { $days } jours, nous l’effaçons et nous le disons aussi pendant un mois.
item-listing = En route
item-listing-text = Il sera sur la liste dans quelques minutes.
item-listed = Sur la liste
item-listed-since = Sur la liste depuis le { $day }.
item-listed-text = Les applis et les sites qui participent peuvent récupérer le code et chercher des copies.
item-paused = En pause
item-paused-text = Il y a une question sur ce code. Une personne s’en occupe. Tu n’as rien à faire.
item-declined = Pas sur la liste
item-declined-text = Nous n’avons pas pu utiliser ce code. Si tu penses que c’est une erreur, parle à l’une des personnes qui peuvent aider. Nous l’effaçons en un jour au plus.
item-unreviewed = Pas vérifié à temps
item-unreviewed-text = Personne n’a vérifié ce code en { $days } jours, donc il n’est pas sur la liste. Ce n’est pas à cause de toi. Tu peux ajouter à nouveau le même fichier. Nous effaçons le code en un jour au plus.
item-withdrawn = Enlevé à ta demande
item-withdrawn-text = Il n’est pas sur la liste parce que tu l’as repris. Nous l’effaçons en un jour au plus.

withdraw-title = Enlever tous tes codes
withdraw-text = Tes codes sortent de la liste après un jour. Pendant ce jour, tu peux encore changer d’avis.
withdraw-text-waiting = Tes codes sont repris après un jour. Alors ils n’iront plus sur la liste, et nous les effaçons. Pendant ce jour, tu peux encore changer d’avis.
withdraw-text-mixed = Tes codes sont repris après un jour. Ceux qui sont sur la liste en sortent. Les autres n’y iront pas. Nous les effaçons tous. Pendant ce jour, tu peux encore changer d’avis.
withdraw-day = Les enlever après un jour
withdraw-now-title = Je ne veux pas attendre un jour
withdraw-now-text = Ils sortent de la liste tout de suite. On ne peut pas revenir en arrière. Nous demandons aux applis et aux sites d’arrêter de chercher tes images.
withdraw-now-text-waiting = Ils n’iront pas sur la liste, et nous les effaçons. On ne peut pas revenir en arrière.
withdraw-now-text-mixed = Ceux qui sont sur la liste en sortent tout de suite. Les autres n’y iront pas. Nous les effaçons tous. On ne peut pas revenir en arrière. Nous demandons aux applis et aux sites d’arrêter de chercher tes images.
withdraw-now = Les enlever maintenant
withdraw-some-title = En enlever seulement certains
withdraw-some-text = Coche ce que tu veux enlever. Le reste ne change pas.
withdraw-some-legend = Lesquels ?
withdraw-some-day = Enlever après un jour ce qui est coché
withdraw-some-now = Enlever maintenant ce qui est coché. On ne peut pas revenir en arrière.
