# Why someone has to wait, and for how long. The limits name the sentences that say why; the two that say for how long stand behind them.

wait-title = Attends un moment, s’il te plaît
wait-seconds = { $why } Réessaie dans { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}.
wait-minutes = { $why } Réessaie dans { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
}.

wait-network = Beaucoup d’essais sont venus de ton réseau. Ce n’était pas forcément toi.
wait-number = Il y a eu trop d’essais avec ce numéro.
wait-everybody = Nous avons beaucoup à faire en ce moment. Ce n’est pas à cause de toi.

# No limit: the database does not do what it should.
wait-trouble = Quelque chose ne marche pas chez nous en ce moment. C’est notre faute, pas la tienne.
