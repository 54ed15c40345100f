# How it works, and how to check.

how-page = Cómo funciona
how-title = Cómo funciona

how-hash-title = ¿Qué es un hash?
how-hash-what = Un hash es un código que se hace a partir de una foto o un video. El mismo archivo da siempre el mismo código. También lo llamamos huella digital.
how-hash-kinds = Tu dispositivo hace varios. Algunos encuentran copias exactas. Uno encuentra fotos que se ven casi iguales, por ejemplo, más pequeñas.
how-hash-back = Un hash no es la imagen. No puedes mirarlo y ver algo. Las personas expertas todavía discuten si a partir de un hash se podría adivinar una forma borrosa y aproximada. Por eso guardamos los códigos con cuidado.
how-hash-iphone = ¿Tienes un iPhone? Entonces elige tu foto desde Archivos, si puedes. Fotos puede entregar una copia cambiada. Las copias que se ven iguales se encuentran de todos modos. Pero los códigos exactos son entonces de la copia cambiada.

how-see-title = Quién ve qué
how-see-device = Tu dispositivo
how-see-device-text = Lee el archivo, hace los códigos y olvida el archivo cuando cierras la página.
how-see-us = Nosotros
how-see-us-text = Recibimos los códigos, y sabemos si cada uno es de una foto o de un video. No recibimos el archivo, ni su nombre, ni su fecha, ni su lugar. No guardamos tu dirección de internet.
how-see-platforms = Las apps y los sitios
how-see-platforms-text = Reciben los códigos. No les decimos qué códigos van juntos ni quién los envió.

how-next-title = Qué pasa con los códigos
how-next-list = Van a una lista. Las apps y los sitios que participan pueden descargarla en cualquier momento.
how-next-review = Primero una computadora revisa cada código. Si no está segura de un código, una persona lo mira antes de que lo reciba alguien.
how-next-review-first = Una persona mira cada código antes de que lo reciba alguien. No ve la imagen.
how-next-platforms = Cuando una app o un sitio encuentra una coincidencia, la compara con sus propias reglas y con la ley. Después puede retirar la copia e impedir otras nuevas.
how-next-who = Mira quién participa

how-trust-title = ¿Cómo puedo comprobarlo?
how-trust-why = Es verdad que tienes que confiar en que este sitio le da a tu navegador el programa correcto. Esto lo hace más fácil.
how-trust-worker = La parte que lee tu archivo no tiene permiso para usar internet. Tu navegador se asegura de eso.
how-trust-offline = Puedes desconectar internet en cuanto la página lo diga. Los códigos se hacen sin conexión. Conéctate otra vez para enviar.
how-trust-source = Antes de enviar, puedes leer todo lo que se va a enviar. También cualquiera puede leer el programa de este sitio.
how-trust-check = Cómo comprobar el programa

how-back-title = ¿Puedo echarme atrás?
how-back-text = Sí. Con tu número de caso y tu PIN puedes quitar tus códigos de la lista. Tienes un día para cambiar de opinión.
how-back-link = Consultar un caso
