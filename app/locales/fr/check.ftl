# How to check the program that this site gives to browsers.

check-page = Vérifier le programme
check-title = Vérifier le programme de ce site
check-lead = Tu dois faire confiance à ce site pour donner le bon programme à ton navigateur. Tu peux le vérifier, ou le demander à quelqu’un qui sait le faire.
check-files-title = Les fichiers
check-files = Chaque fichier a une empreinte, appelée SHA-256. Voici les fichiers que ce site donne en ce moment. Si l’un d’eux change, son empreinte change aussi.
check-files-name = Fichier
check-how-title = Comment comparer
check-how-source = Tout le monde peut lire le programme gratuitement. Demande la même version aux personnes qui gèrent ce site.
check-how-source-link = Le trouver ici
check-how-build = Compile-le comme c’est expliqué là-bas. Cela affiche l’empreinte de chaque fichier.
check-how-node = Pour cela, il te faut Node.js.
check-how-compare = Télécharge les fichiers de ce site et calcule leurs empreintes. Les trois doivent être les mêmes.
check-how-page = Regarde aussi la page, dans la vue du code source de ton navigateur. Elle ne doit charger que ces fichiers, et aucun script ne doit s’y trouver.
check-version = Ceci est la version { $version }. Elle a été construite avec { $compiler }.
check-limit-title = Ce que cela ne peut pas montrer
check-limit = Cela montre ce que ce site te donne à toi, en ce moment. Cela ne peut pas montrer ce qu’il donne à d’autres.
check-worker = Une chose ne demande pas de confiance : la partie qui lit ton fichier n’a aucun accès à internet. Ton navigateur y veille.
