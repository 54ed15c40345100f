# What stands on every page.

# What this language calls itself, which way it is written (ltr or rtl), and whether a person who speaks it has read
# all of these files (yes or no).
language-name = Português
language-direction = ltr
language-reviewed = no
# Shown on every page until then. A link to the page in English follows.
language-unreviewed = Nenhuma pessoa verificou ainda esta tradução. Ela pode ter erros.
languages-label = Idiomas

site-name = Reclaim
site-skip = Ir para o conteúdo

leave-link = Sair agora
leave-two = Pressione Shift mais duas vezes para sair.
leave-one = Pressione Shift mais uma vez para sair.
leave-again = Abrir esta página de novo

foot-label = Mais páginas
foot-help = Pessoas que podem ajudar
foot-status = Ver um caso
foot-how = Como funciona
foot-platforms = Quem participa
foot-for-platforms = Para plataformas
foot-leaving = Sair rápido
foot-note = Sem nome. Sem cookies. Suas fotos e seus vídeos ficam no seu dispositivo.

limits-title = O que ele não pode fazer
limits-taking-part = Só os apps e sites que participam vão procurar sua foto ou seu vídeo.
limits-encrypted = Ele não pode olhar dentro de conversas privadas que estão trancadas (com criptografia de ponta a ponta).
limits-changed = Uma cópia muito modificada pode não ser encontrada.
limits-no-promise = Não podemos prometer que uma cópia seja removida. Cada app ou site decide.
limits-trust = Você tem que confiar que este site dá ao seu navegador o programa certo.
limits-trust-link = Veja como verificar

door-call = Ligar para { $number }
door-go = Ir para { $name }

date-day = { $day } de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
} de { $year }
date-moment = { date-day }, { $hour } UTC
date-left = { $hours ->
    [0] em menos de uma hora
    [one] em cerca de uma hora
   *[other] em cerca de { $hours } horas
} ({ $moment })
