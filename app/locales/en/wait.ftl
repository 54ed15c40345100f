# Why someone has to wait, and for how long. The limits name the sentences that say why; the two that say for how long stand behind them.

wait-title = Please wait a moment
wait-seconds = { $why } Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
wait-minutes = { $why } Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.

wait-network = Many tries came from your network. That need not be you.
wait-number = There were too many tries with this number.
wait-everybody = We have a lot to do right now. That is not because of you.

# No limit: the database does not do what it should.
wait-trouble = Something is not working on our side right now. It is our fault, not yours.
