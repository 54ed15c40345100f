# When something goes wrong.

trouble-page = Não está aqui
trouble-not-found = Não há nada neste endereço
trouble-not-found-text = O endereço pode estar errado, ou a página pode ter mudado de lugar.
trouble-no-language = Ainda não temos este idioma
trouble-no-language-text = Você pode ler este site em um destes.
trouble-wrong-method = Esta página não pode ser aberta assim
trouble-wrong-method-text = Por favor, comece de novo na primeira página.
trouble-busy = Isto está demorando mais do que devia
trouble-busy-text = A culpa é nossa, não sua. Nada mudou. Por favor, tente de novo daqui a pouco.
trouble-busy-order = Não podemos dizer se foi feito
trouble-busy-order-text = A culpa é nossa, não sua. Abra seu caso para ver como ele está agora.
trouble-first-page = Ir para a primeira página
trouble-help = Encontrar pessoas que podem ajudar
