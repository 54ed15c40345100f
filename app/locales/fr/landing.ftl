# The first page.

landing-page = Accueil
landing-title = Reprends le contrôle de tes photos et vidéos
landing-lead = Est-ce qu’il existe une photo ou une vidéo de toi sans vêtements, ou sexuelle, d’avant tes 18 ans ? Est-ce que quelqu’un l’a partagée, ou dit qu’il va le faire ? Tu peux demander à des applis et à des sites de la chercher et de la retirer. Pour cela, tu n’as à la montrer à personne.
landing-adults = Tu avais 18 ans ou plus ? Tu peux aussi trouver de l’aide ici.
landing-start = Commencer
landing-status = Suivre un dossier
landing-note = C’est gratuit et cela prend quelques minutes. Tu ne donnes pas ton nom.

landing-steps-title = Comment ça marche
landing-step-pick = Tu choisis
landing-step-pick-text = Tu choisis la photo ou la vidéo sur ton appareil. Elle y reste. Nous ne la voyons jamais.
landing-step-hash = Ton appareil fait un code
landing-step-hash-text = Ce code s’appelle un hash. C’est comme une empreinte. Ce n’est pas l’image et il ne la montre pas.
landing-step-match = Des applis et des sites cherchent
landing-step-match-text = Ceux qui participent reçoivent le code. Ils peuvent s’en servir pour trouver des copies et les retirer.
landing-platforms = Voir qui participe

landing-privacy-title = Ce que nous savons de toi
landing-privacy-name = Nous ne demandons ni ton nom, ni ton âge, ni ton téléphone, ni ton e-mail.
landing-privacy-device = Ce site ne met pas de cookies et ne garde dans ton navigateur rien de ce que tu fais ou écris.
landing-privacy-more = Voir ce qui est envoyé, et qui le voit

landing-danger-title = Es-tu en danger en ce moment ?
landing-danger-text = Quelqu’un te fait du mal ou te menace ? Ce n’est pas ta faute. Des personnes aident tout de suite.
landing-danger-link = Trouver quelqu’un à appeler

# How to leave, and what that cannot hide. On the first page, and on the page before the questions.
leaving-title = Si tu dois quitter vite
leaving-button = Utilise « Quitter » en haut de chaque page. La page devient blanche aussitôt et un site ordinaire s’ouvre.
leaving-keys = Sur un clavier, tu peux aussi appuyer trois fois sur la touche Maj (Shift). Sur un téléphone, touche l’écran avec trois doigts.
leaving-plain = Ton navigateur n’exécute pas de scripts. Le bouton en haut marche quand même. Mais en allant en arrière ou en avant, on peut revoir ce site.
leaving-lost = Ce que tu n’as pas encore envoyé est alors effacé. Ce n’est pas grave : tu peux recommencer à tout moment. Le numéro et le PIN sont perdus aussi si tu ne les as pas notés.
leaving-hide-title = Ce que cela ne peut pas cacher
leaving-hide-history = Ton navigateur peut encore montrer ce site dans son historique. Avec une fenêtre privée, il n’y apparaît pas. Il peut aussi garder quelques fichiers de ce site.
leaving-hide-back = Dans certains navigateurs, aller en arrière ou en avant peut montrer des pages de ce site. Ferme aussi la fenêtre si tu peux.
leaving-hide-network = Une école, ou la personne qui gère ton réseau, peut voir que tu étais sur ce site. Elle ne peut pas voir ce que tu y fais.
leaving-hide-watched = Si quelqu’un a mis sur ton appareil un programme pour te surveiller, il voit peut-être tout. Utilise alors un appareil auquel cette personne n’a pas accès.
