# Why someone has to wait, and for how long. The limits name the sentences that say why; the two that say for how long stand behind them.

wait-title = Espera un momento, por favor
wait-seconds = { $why } Inténtalo otra vez en { $seconds ->
    [one] un segundo
   *[other] { $seconds } segundos
}.
wait-minutes = { $why } Inténtalo otra vez en { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
}.

wait-network = Desde tu red llegaron muchos intentos. No tienes por qué haber sido tú.
wait-number = Hubo demasiados intentos con este número.
wait-everybody = Tenemos mucho que hacer en este momento. No es por ti.

# No limit: the database does not do what it should.
wait-trouble = Algo no funciona aquí en este momento. Es culpa nuestra, no tuya.
