# Why someone has to wait, and for how long. The limits name the sentences that say why; the two that say for how long stand behind them.

wait-title = Bitte warte einen Moment
wait-seconds = { $why } Versuche es noch einmal in { $seconds ->
    [one] einer Sekunde
   *[other] { $seconds } Sekunden
}.
wait-minutes = { $why } Versuche es noch einmal in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
}.

wait-network = Aus deinem Netz kamen gerade viele Anfragen. Das musst nicht du gewesen sein.
wait-number = Mit dieser Nummer gab es zu viele Versuche.
wait-everybody = Wir haben gerade sehr viel zu tun. Das liegt nicht an dir.

# No limit: the database does not do what it should.
wait-trouble = Bei uns funktioniert gerade etwas nicht. Das ist unsere Schuld, nicht deine.
