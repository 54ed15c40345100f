# What stands on every page.

# What this language calls itself, which way it is written (ltr or rtl), and whether a person who speaks it has read
# all of these files (yes or no).
language-name = Español
language-direction = ltr
language-reviewed = no
# Shown on every page until then. A link to the page in English follows.
language-unreviewed = Ninguna persona ha revisado todavía esta traducción. Puede tener errores.
languages-label = Idiomas

site-name = Reclaim
site-skip = Ir al contenido

leave-link = Salir ya
leave-two = Pulsa Shift (Mayús) dos veces más para salir.
leave-one = Pulsa Shift (Mayús) una vez más para salir.
leave-again = Abrir esta página otra vez

foot-label = Más páginas
foot-help = Personas que pueden ayudar
foot-status = Consultar un caso
foot-how = Cómo funciona
foot-platforms = Quién participa
foot-for-platforms = Para plataformas
foot-leaving = Salir rápido
foot-note = Sin nombre. Sin cookies. Tus fotos y videos se quedan en tu dispositivo.

limits-title = Lo que no puede hacer
limits-taking-part = Solo las apps y los sitios que participan buscarán tu foto o video.
limits-encrypted = No puede mirar dentro de los chats privados que están cerrados (con cifrado de extremo a extremo).
limits-changed = Es posible que no se encuentre una copia muy modificada.
limits-no-promise = No podemos prometer que una copia se retire. Lo decide cada app o sitio.
limits-trust = Tienes que confiar en que este sitio le da a tu navegador el programa correcto.
limits-trust-link = Mira cómo comprobarlo

door-call = Llamar al { $number }
door-go = Ir a { $name }

date-day = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }
date-moment = { date-day }, { $hour } UTC
date-left = { $hours ->
    [0] en menos de una hora
    [one] en cerca de una hora
   *[other] en unas { $hours } horas
} ({ $moment })
