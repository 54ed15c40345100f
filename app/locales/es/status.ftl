# Checking on a case.

status-page = Estado
status-title = Consultar tu caso
status-lead = Escribe el número de caso y el PIN que recibiste cuando enviaste tus códigos.
status-number = Número de caso
status-number-hint = Tiene esta forma: 7K3M-9QXZ-04TD-8
status-pin = PIN
status-pin-hint = Ocho cifras
status-open = Abrir mi caso
status-refused = No podemos abrir un caso con este número y este PIN
status-refused-text = Revisa los dos e inténtalo otra vez. Es fácil confundir letras y cifras. Si retiraste todos tus códigos, tu caso desaparece después de un día. Si no pudimos usarlos, o nadie los revisó a tiempo, después de un mes.
status-wait-elsewhere = O usa otra red, por ejemplo los datos móviles.
status-wait-order = Lo que pediste no se hizo. Después abre tu caso y elígelo otra vez.
status-lost-title = ¿Perdiste tu número o tu PIN?
status-lost = No podemos buscarlos por ti, porque no sabemos quién eres. Los códigos que están en la lista siguen ahí. También puedes empezar otra vez con los mismos archivos.
status-lost-link = Empezar otra vez

status-done-day = Hecho. Tus códigos salen de la lista después de un día. Hasta entonces puedes cambiar de opinión.
status-done-day-waiting = Hecho. Los códigos se retiran después de un día. Entonces ya no entrarán en la lista y los borramos. Hasta entonces puedes cambiar de opinión.
status-done-day-mixed = Hecho. Los códigos se retiran después de un día. Hasta entonces puedes cambiar de opinión.
status-done-now = Hecho. Tus códigos no están en la lista y no entrarán en ella. Los borramos en el plazo de un día.
status-done-some-day = Hecho. Lo que marcaste sale de la lista después de un día. Hasta entonces puedes cambiar de opinión.
status-done-some-now = Hecho. Lo que marcaste no está en la lista y no entrará en ella. Lo borramos en el plazo de un día.
status-none-marked = No marcaste nada, así que no cambió nada.
status-changed = Tu caso cambió desde que se abrió esta página, así que no lo hicimos. Así está ahora.
status-done-keep = Hecho. Tus códigos se quedan en la lista.
status-done-keep-waiting = Hecho. Seguimos con tus códigos.
status-done-keep-rest = Hecho. Conservamos los códigos que quedaban. Otros ya están retirados.
status-too-late = Ya era tarde: tus códigos están retirados. Puedes agregar otra vez los mismos archivos.

case-title = Tu caso
case-opened = Enviado el { $day }
case-erased = { $count ->
    [one] En este caso había uno más. Lo retiraste.
   *[other] En este caso había { $count } más. Los retiraste.
}
case-declined = { $count ->
    [one] En este caso había uno que no pudimos usar. Lo hemos borrado.
   *[other] En este caso había { $count } que no pudimos usar. Los hemos borrado.
}
case-declined-text = Si crees que es un error, habla con una de las personas que pueden ayudar.
case-unreviewed = { $count ->
    [one] En este caso había uno que nadie revisó a tiempo. Lo hemos borrado.
   *[other] En este caso había { $count } que nadie revisó a tiempo. Los hemos borrado.
}
case-unreviewed-text = No fue por ti. Puedes agregar otra vez los mismos archivos.
case-empty = En este caso ya no queda ningún código. Puedes añadir archivos. Si no, el caso desaparece después de un mes.
case-words-title = Qué significan las palabras
case-add-title = ¿Tienes más?
case-add-text = Puedes agregar más fotos y videos a este caso.
case-add = Agregar más
case-full = Este caso está lleno. Para más, abre un caso nuevo.
case-full-link = Abrir un caso nuevo
case-due = Tus códigos salen de la lista { $left }
case-due-back = Tus códigos se van a retirar { $left }
case-due-some = Algunos de tus códigos se van a retirar. Junto a cada uno dice cuándo.
case-due-all = Tus códigos se van a retirar. Junto a cada uno dice cuándo.
case-due-text = Tú lo pediste. Si no lo hiciste, o si cambiaste de opinión, puedes pararlo.
case-keep = Dejarlos en la lista
case-keep-back = Conservar mis códigos
case-meaning-title = Qué significa esto
case-meaning-list = Las apps y los sitios que participan pueden buscar copias de lo que está en la lista. Eso puede tardar horas o días.
case-meaning-limit = No vemos las imágenes que encuentran, y no podemos prometer que una copia se retire.
case-fetched-limit = Una app o un sitio que ha descargado un código puede buscar copias. Es posible que todavía no haya buscado.
case-feedback-limit = No todos nos avisan. Si no dicen nada, eso no significa que no se encontró nada.
case-meaning-help = Personas que pueden ayudar

item-photo = Foto { $number }
item-video = Video { $number }
item-fetched = { $count ->
    [one] Una app o un sitio ha descargado el código, la última vez el { $day }.
   *[other] { $count } apps y sitios han descargado el código, la última vez el { $day }.
}
item-fetched-none = Todavía ninguna app y ningún sitio ha descargado el código.
item-fetched-never = Ninguna app y ningún sitio ha descargado el código.
item-found = { $count ->
    [one] Una app o un sitio encontró algo que coincide.
   *[other] { $count } apps y sitios encontraron algo que coincide.
}
item-removed = { $count ->
    [one] Una app o un sitio retiró algo.
   *[other] { $count } apps y sitios retiraron algo.
}
item-due = Sale de la lista { $left }
item-due-back = Se retira { $left }. Entonces ya no entrará en la lista y lo borramos.
item-checking = En revisión
item-checking-text = Una persona revisa el código antes de que lo reciban las apps y los sitios. Esa persona no ve la imagen. Vuelve a mirar aquí: si no podemos usarlo, lo decimos durante un mes. Si nadie lo ha revisado después de { $days } días, lo borramos y también lo decimos durante un mes.
item-listing = En camino
item-listing-text = Estará en la lista en unos minutos.
item-listed = En la lista
item-listed-since = En la lista desde el { $day }.
item-listed-text = Las apps y los sitios que participan pueden descargar el código y buscar copias.
item-paused = En pausa
item-paused-text = Hay una duda sobre este código. Una persona lo está mirando. No tienes que hacer nada.
item-declined = No está en la lista
item-declined-text = No pudimos usar este código. Si crees que es un error, habla con una de las personas que pueden ayudar. Lo borramos en el plazo de un día.
item-unreviewed = Sin revisar a tiempo
item-unreviewed-text = Nadie revisó este código en { $days } días, así que no está en la lista. No fue por ti. Puedes agregar otra vez el mismo archivo. Borramos el código en el plazo de un día.
item-withdrawn = Quitado por ti
item-withdrawn-text = No está en la lista porque lo retiraste. Lo borramos en el plazo de un día.

withdraw-title = Quitar todos tus códigos
withdraw-text = Tus códigos salen de la lista después de un día. Durante ese día todavía puedes cambiar de opinión.
withdraw-text-waiting = Tus códigos se retiran después de un día. Entonces ya no entrarán en la lista y los borramos. Durante ese día todavía puedes cambiar de opinión.
withdraw-text-mixed = Tus códigos se retiran después de un día. Los que están en la lista salen de ella. Los otros no entrarán. Los borramos todos. Durante ese día todavía puedes cambiar de opinión.
withdraw-day = Quitarlos después de un día
withdraw-now-title = No quiero esperar un día
withdraw-now-text = Salen de la lista de inmediato. Esto no se puede deshacer. Les pedimos a las apps y los sitios que dejen de buscar tus imágenes.
withdraw-now-text-waiting = No entrarán en la lista y los borramos. Esto no se puede deshacer.
withdraw-now-text-mixed = Los que están en la lista salen de ella de inmediato. Los otros no entrarán. Los borramos todos. Esto no se puede deshacer. Les pedimos a las apps y los sitios que dejen de buscar tus imágenes.
withdraw-now = Quitarlos ahora
withdraw-some-title = Quitar solo algunos
withdraw-some-text = Marca lo que quieres quitar. El resto sigue igual.
withdraw-some-legend = ¿Cuáles?
withdraw-some-day = Quitar los marcados después de un día
withdraw-some-now = Quitar los marcados ahora. Esto no se puede deshacer.
