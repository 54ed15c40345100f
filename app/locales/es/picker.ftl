# Choosing files, and the receipt. { $n } and { $m } are numbers.

choose-page = Fotos y videos
choose-young = Esto es para imágenes de antes de tus 18 años. ¿Tenías más edad en ella?
choose-young-link = Tenía 18 años o más
choose-adult = Esto es para imágenes de cuando tenías 18 años o más. ¿Tenías menos edad en ella?
choose-adult-link = Tenía menos de 18 años
choose-no-script = Esta página necesita JavaScript
choose-no-script-why = El trabajo lo hace tu navegador, para que tu archivo nunca salga de tu dispositivo. Para eso tiene que ejecutar un script, y esa función está apagada.
choose-no-script-doors = Puedes activarla y cargar la página otra vez. O puedes acudir a una de estas personas. Todavía puedes salir con el botón de arriba.
choose-cannot-start = Esta página no pudo prepararse
choose-cannot-start-text = No se envió nada. Revisa tu conexión y carga la página otra vez. Si tu navegador es antiguo, prueba con uno más nuevo. O acude a una de estas personas.
choose-old-browser = Este navegador es demasiado antiguo para esta página
choose-old-browser-text = No puede ejecutar el programa que hace los códigos. No se envió nada. Prueba con un navegador más nuevo, o con otro dispositivo en el que confíes. O acude a una de estas personas. Todavía puedes salir con el botón de arriba.

picker-title = Elige tus fotos y videos
picker-lead = Se quedan en este dispositivo. No se envía nada hasta que tú lo digas.
picker-close = Puedes cerrar esta página en cualquier momento. Entonces no se envía nada, y puedes empezar otra vez.
picker-choose = Elegir fotos o videos
picker-choose-more = Elegir más
picker-drop = También puedes soltar archivos aquí.
picker-too-many = Puedes enviar hasta 100 archivos a la vez. Envía primero estos. Después empieza otra vez con los demás.
picker-offline = Ya se cargó todo lo necesario. Ahora puedes desconectar internet. Conéctate otra vez para enviar.

picker-photo = Foto { $n }
picker-video = Video { $n }
picker-unused = Un archivo que no se usa
picker-waiting = En espera
picker-reading = Leyendo
picker-percent = Leyendo, { $n } %
picker-watching = Mirando el video
picker-watching-percent = Mirando el video, { $n } %
picker-ready = Listo
picker-double = El mismo archivo otra vez
picker-twin = Es el mismo archivo que el número { $n }. Se envía una sola vez.
picker-refused-by-server = El servidor no pudo usar este. No se envió nada. Quítalo e inténtalo otra vez.
picker-remove = Quitar
picker-cancel = Cancelar
picker-again = Intentar otra vez
picker-exact = Buscar solo copias exactas
picker-show = Mostrar imágenes pequeñas y borrosas
picker-hide = Ocultar las imágenes

picker-summary-busy = { $n } de { $m } terminados
picker-summary-ready = { $n } de { $m } listos para enviar
picker-summary-none = Ninguno de estos archivos se puede usar

picker-note-exact-only-video = No pudimos mirar dentro de este video. Solo se pueden encontrar copias que no se cambiaron.
picker-note-exact-only-format = No podemos leer este tipo de foto. Solo se pueden encontrar copias que no se cambiaron. Si ya la tienes en otro archivo, elígelo también.
picker-note-exact-only-unknown = No conocemos este tipo de archivo. Solo se pueden encontrar copias que no se cambiaron.
picker-note-damaged = Esta foto está dañada. Solo se pueden encontrar copias que no se cambiaron.
picker-note-truncated = Falta el final de esta foto. Es posible que no se encuentren copias de la foto entera.
picker-note-too-many-pixels = Esta foto es demasiado grande para leerla. Solo se pueden encontrar copias que no se cambiaron.
picker-note-too-many-bytes = Este archivo es demasiado grande para leerlo. Solo se pueden encontrar copias que no se cambiaron.
picker-note-too-small = Esta foto es muy pequeña. Solo se pueden encontrar copias que no se cambiaron.
picker-note-decoder-failed = Tu dispositivo no pudo leer toda esta foto. Solo se pueden encontrar copias que no se cambiaron.
picker-note-altered-pixels = Para protegerte, tu navegador no nos deja leer esta foto. Solo se pueden encontrar copias que no se cambiaron. Si ya la tienes en otro archivo, elígelo también.
picker-note-first-frame = Esta foto se mueve. Las copias se encuentran por su primera imagen.
picker-note-camera-preview = Esta es una foto en formato RAW. Usamos la imagen que tu cámara guarda dentro de ella. Eso funciona bien para la mayoría de las copias.
picker-note-exact-chosen = Elegiste buscar solo copias exactas. No se encuentran copias que se cambiaron.
picker-note-stalled = Revisar este archivo tardó demasiado, así que paramos. Solo se pueden encontrar copias que no se cambiaron.
picker-note-low-quality = Esta foto muestra pocos detalles. Una persona revisa el código antes de que se use. Esa persona no ve la foto.
picker-note-no-video-decoder = Tu navegador no puede abrir para nosotros este tipo de video. Solo se pueden encontrar copias que no se cambiaron. Con otro navegador puede ir mejor.
picker-note-no-video-track = En este video no hay imágenes, solo sonido. Solo se pueden encontrar copias que no se cambiaron.
picker-note-encrypted-video = Este video está bloqueado, así que no pudimos mirarlo. Solo se pueden encontrar copias que no se cambiaron.
picker-note-damaged-video = Este video está dañado. Solo se pueden encontrar copias que no se cambiaron.
picker-note-long-video = Este video es demasiado largo para mirarlo. Solo se pueden encontrar copias que no se cambiaron.
picker-note-altered-video = Para protegerte, tu navegador no nos deja mirar este video. Solo se pueden encontrar copias que no se cambiaron.
picker-note-flat-video = Este video tiene poco detalle. Solo se pueden encontrar copias que no se cambiaron.
picker-note-partial-video = Solo pudimos mirar una parte. Se pueden encontrar copias de esa parte, y copias que no se cambiaron.
picker-note-iphone = En un iPhone, elígela desde Archivos, si puedes. Fotos puede entregar una copia cambiada.
picker-note-other = Es posible que no se encuentren algunas copias de este archivo.

picker-refused-empty = Este archivo está vacío, así que no se usa.
picker-refused-not-media = Esto no es una foto ni un video, así que no se usa.
picker-refused-other = Este archivo no se puede usar.

picker-failed-unreadable = Tu navegador no pudo abrir este archivo. Quizá se movió de lugar.
picker-failed-module = Una parte de esta página no se cargó. Revisa tu conexión e inténtalo otra vez. Si no ayuda, vuelve a cargar la página y elige tus archivos otra vez.
picker-failed-stalled = Esto tardó demasiado, así que paramos. Inténtalo otra vez, o busca solo copias exactas. Eso exige menos a tu dispositivo.
picker-failed-crashed = Tu dispositivo no tenía memoria suficiente para este archivo. Inténtalo otra vez, o busca solo copias exactas. Eso necesita menos memoria.
picker-failed-other = Algo salió mal con este archivo. No es culpa tuya.

picker-review-title = Antes de enviar
picker-review-what = Enviamos solo los códigos, y ninguna foto ni video. Ni nombres de archivo, ni fechas, ni lugares.
picker-review-show = Ver exactamente lo que se va a enviar
picker-review-show-text = Esto es todo, letra por letra. La clave del principio se inventa solo para esta vez. El espacio en blanco del final oculta cuántos archivos hay.
picker-review-agree = Cuando pulsas «Enviar los códigos», aceptas que demos estos códigos a las apps y los sitios que participan. Después puedes quitarlos.
picker-send = Enviar los códigos
picker-sending = Enviando…
picker-send-again = Intentar otra vez

picker-problem-network = No llegó ninguna respuesta. No se perdió nada. Revisa tu conexión e inténtalo otra vez. Sigue siendo un solo caso, aunque ya nos haya llegado.
picker-problem-busy = Hay mucha gente aquí en este momento. No se perdió nada. Espera un momento e inténtalo otra vez.
picker-problem-wait = No se perdió nada. Hay que esperar un poco. Segundos de espera: { $n }. Después inténtalo otra vez.
picker-problem-wait-minutes = No se perdió nada. Hay que esperar. Minutos de espera: { $n }. Deja esta página abierta. Después inténtalo otra vez.
picker-problem-too-long = Era demasiado de una vez. Quita algunos archivos, envía el resto, y envía esos después.
picker-problem-item = Uno de los archivos no se pudo usar. Está marcado arriba. No se envió nada.
picker-problem-full = No hay espacio para tantos en este caso. Quita algunos, o abre un caso nuevo para ellos.
picker-problem-gone = Este caso ya no existe. Puedes abrir uno nuevo.
picker-problem-rest = Un intento anterior nos había llegado, así que tienes un caso. El número y el PIN están abajo. Algunos de tus archivos todavía no están en él. Pulsa «Intentar otra vez» para enviarlos también.
picker-problem-other = Algo salió mal de nuestro lado. No se perdió nada. Inténtalo más tarde, por favor.
picker-left-out = Archivos que no se pudieron leer y que no están incluidos: { $n }

receipt-title = Ya está enviado
receipt-lead = Lo lograste. Guarda estos dos datos. Necesitas los dos para ver qué pasa o para quitar los códigos.
receipt-unsent = Algunos de tus archivos todavía no se han enviado. Puedes enviarlos arriba. Guarda estos dos datos de todos modos.
receipt-earlier = Un intento anterior nos había llegado, así que cuenta. Los archivos que quitaste después también están en este caso. Puedes quitarlos: consulta tu caso.
receipt-first = Anota los dos antes de seguir. Esta página no se puede abrir otra vez.
receipt-number = Número de caso
receipt-pin = PIN
receipt-copy = Copiar
receipt-copied = Copiado
copy-by-hand = Ahora pulsa copiar.
receipt-print = Imprimir
receipt-keep-title = Guárdalos en un lugar seguro
receipt-keep-where = Escríbelos donde solo tú vayas a mirar.
receipt-keep-lost = Los mostramos solo ahora. No podemos dártelos otra vez.
receipt-keep-alone = Si alguien puede mirar tu dispositivo, usa papel, o una nota que parezca otra cosa. Una impresora que usan otros puede guardar una copia.
receipt-copy-stays = Lo que copias queda en la memoria de tu dispositivo hasta que copies otra cosa. Algunos teclados lo guardan más tiempo.
receipt-next-title = Qué pasa ahora
receipt-next-list = Los códigos van a nuestra lista, casi siempre en menos de un minuto. Algunos los revisa antes una persona.
receipt-next-list-review = Primero una persona revisa cada código. Eso puede tardar días. Después va a nuestra lista.
receipt-next-match = Las apps y los sitios que participan pueden descargar la lista y buscar copias. Eso puede tardar horas o días.
receipt-next-status = Puedes consultar tu caso aquí en cualquier momento.
receipt-status-link = Consultar un caso
receipt-help-link = Personas que pueden ayudar
receipt-letter-link = Escribir a una app o un sitio
receipt-shared = Para mostrárselo a alguien de confianza, muéstrale tu pantalla. Quien tiene los dos datos también puede quitar los códigos.

# More photos and videos for a case.
adding-page = Agregar más
adding-lead = Estos se agregan a tu caso. Tu número de caso y tu PIN siguen siendo los mismos.
added-title = Ya están agregados
added-lead = Ahora son parte de tu caso. Tu número de caso y tu PIN son los mismos que antes.
added-fewer = Algunos o todos ya estaban en tu caso. Esos no se agregaron otra vez. Si alguno estaba por retirarse, se queda.
