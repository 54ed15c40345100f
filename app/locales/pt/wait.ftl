# Why someone has to wait, and for how long. The limits name the sentences that say why; the two that say for how long stand behind them.

wait-title = Espere um momento, por favor
wait-seconds = { $why } Tente de novo em { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
}.
wait-minutes = { $why } Tente de novo em { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}.

wait-network = Vieram muitas tentativas da sua rede. Não precisa ter sido você.
wait-number = Houve tentativas demais com este número.
wait-everybody = Temos muito a fazer neste momento. Não é por sua causa.

# No limit: the database does not do what it should.
wait-trouble = Algo não está funcionando aqui neste momento. A culpa é nossa, não sua.
