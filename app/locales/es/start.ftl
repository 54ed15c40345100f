# The questions before choosing files. Each is a page of its own, with links as answers.

start-page = Una pregunta
start-back = Atrás
start-skip = Saltar esta pregunta

before-title = Antes de empezar
before-lead = Puedes parar o salir en cualquier momento. No se envía nada hasta que tú lo digas.
before-go = Seguir
before-straight = Ir directo a elegir fotos y videos
before-no-script = Para hacer códigos aquí, tu navegador tiene que ejecutar scripts (JavaScript). Ahora están desactivados. Aun así puedes seguir y encontrar ayuda.

start-who-title = ¿Quién sale en la foto o el video?
start-who-lead = No guardamos tus respuestas. Siempre puedes volver atrás.
start-who-me = Yo
start-who-both = Yo y también otras personas
start-who-other = Alguien a quien quiero ayudar

helping-title = Puedes ayudar
helping-lead = Lo que pasó no es culpa de esa persona, ni tuya. Deja que decida todo lo posible.
helping-do-title = Lo que ayuda
helping-do-listen = Primero escucha. Dile que le crees.
helping-do-together = Usa este sitio junto con esa persona, en el dispositivo que tiene la foto o el video.
helping-do-not-look = No mires la imagen, no la guardes y no la reenvíes. Eso puede ser contra la ley, aunque quieras ayudar.
helping-do-danger = ¿Hay un menor en peligro ahora? Llama a la policía.
helping-go = Seguir con esa persona
helping-doors-title = Personas que pueden ayudarles, a ti y a esa persona
helping-country = Busca personas en tu país

start-threat-title = ¿Alguien te está amenazando ahora mismo?
start-threat-lead = ¿Dice que lo va a compartir si no pagas, o si no envías más?
start-threat-yes = Sí
start-threat-no = No

threat-title = No tienes la culpa, y hay personas a tu lado
threat-lead = Quien te amenaza así va contra la ley. Les pasa a muchas personas. Hay una salida.
threat-do-title = Lo que ayuda ahora mismo
threat-do-not-pay = No pagues y no envíes más. Pagar o enviar más casi nunca hace que paren. Si ya lo hiciste, no es culpa tuya.
threat-do-stop = Deja de escribirle. No tienes que responder.
threat-do-keep = Guarda sus mensajes y el nombre de su cuenta. Haz una captura de pantalla de lo que dice, no de la imagen.
threat-do-block = Después bloquea a esa persona y denuncia la cuenta en la app.
threat-do-tell = Cuéntaselo a alguien en quien confías. No hiciste nada malo.
threat-call-title = Habla con alguien ahora
threat-call = ¿Piensas en hacerte daño? ¿Tienes miedo de que alguien te haga daño? Llama a alguien ahora.
threat-call-link = Busca a quién llamar en tu país
threat-go-title = También puedes actuar aquí
threat-go = Si tienes la foto o el video, este sitio puede ayudar antes de que se comparta.
threat-go-link = Seguir

start-age-title = ¿Tenías menos de 18 años en la foto o el video?
start-age-lead = No importa la edad que tienes ahora.
start-age-yes = Sí, tenía menos de 18 años
start-age-no = No, tenía 18 años o más
start-age-unsure = No lo sé con seguridad
start-age-unsure-hint = No pasa nada. Sigue como si hubieras tenido menos de 18 años.
start-age-why = Lo preguntamos porque son otros los que ayudan con imágenes de adultos. No guardamos tu respuesta.
start-age-why-here = Lo preguntamos porque las imágenes de adultos van en otra lista. No guardamos tu respuesta.

start-device-title = ¿Está la foto o el video en este dispositivo?
start-device-lead = Tu dispositivo necesita el archivo para hacer el código. El archivo no se envía.
start-device-yes = Sí, está en este dispositivo
start-device-no = No, no lo tengo aquí
start-device-no-hint = Hay otras formas de obtener ayuda.
start-device-do-not = Por favor, no lo guardes desde ningún lugar ni se lo pidas a nadie solo para usarlo aquí.

start-where-title = ¿Dónde está ahora, hasta donde sabes?
start-where-lead = Puedes usar este sitio en todos estos casos. Lo preguntamos para poder decirte qué más ayuda.
start-where-site = En una app o un sitio
start-where-chat = En un chat privado
start-where-search = Sale en un buscador
start-where-nowhere = No lo sé, o todavía no se ha compartido
start-where-nowhere-hint = Es un buen momento para actuar. Así, las apps y los sitios que participan pueden encontrar una copia cuando alguien la publica.

where-both = Haz las dos cosas: usa este sitio, y haz también esto.
where-go = Seguir y elegir fotos y videos
where-site-title = Si está en una app o un sitio
where-site-report = Denuncia ahí la publicación. Busca «Denunciar» o «Reportar» al lado.
where-site-letter = Envíales una carta. En algunos lugares la ley les obliga entonces a actuar rápido.
where-site-letter-link = Escribir una carta
where-site-platforms = Mira si participan aquí. Si no aparecen, no podemos decir si reciben el código.
where-site-platforms-link = Apps y sitios que participan
where-chat-title = Si está en un chat privado
where-chat-locked = La mayoría de los chats privados están cerrados. Nadie puede mirar dentro para buscar una copia, y este sitio tampoco.
where-chat-report = Denuncia el mensaje en la app. Entonces la app puede verlo.
where-chat-leave = Puedes salir del grupo o bloquear a quien lo envió. Anota quién fue.
where-chat-next = Si alguien lo publica fuera del chat, las apps y los sitios que participan pueden encontrarlo ahí.
where-search-title = Si sale en un buscador
where-search-ask = Puedes pedir al buscador que quite la página. Necesitas la dirección de la página.
where-search-source = La página misma sigue ahí hasta que el sitio la retire. Por eso escribe también al sitio.

start-adult-title = Hay ayuda para ti
start-adult-title-here = Aquí puedes recibir ayuda
start-adult-lead = ¿Tenías 18 años o más en la foto o el video? Estas personas te ayudan. StopNCII.org funciona igual que este sitio.
start-adult-lead-here = También ayudamos a personas que tenían 18 años o más. Funciona igual. Tus códigos van a una lista aparte.
start-adult-no-file = ¿No tienes el archivo? Aun así puedes pedir que lo retiren.
start-adult-no-file-link = Lo que puedes hacer sin el archivo
start-adult-others = A quién puedes acudir
start-adult-both-title = ¿Tenías menos de 18 años en algunas de ellas?
start-adult-both = Entonces puedes usar este sitio para esas.
start-adult-both-here = Sus códigos van a otra lista. Elígelas por separado.
start-adult-both-link = Seguir con imágenes de antes de mis 18 años

no-file-title = Puedes actuar sin el archivo
no-file-lead = Sin el archivo tu dispositivo no puede hacer un código. Pero aun así puedes pedir que lo retiren.
no-file-where-title = ¿Sabes dónde está?
no-file-where-report = Denúncialo a la app o al sitio. Busca «Denunciar» o «Reportar» al lado de la publicación.
no-file-where-words = Di esto: «Esta es una imagen sexual mía de cuando tenía menos de 18 años. Por favor, retírenla».
no-file-where-note = Anota la dirección de la página. No guardes la imagen.
no-file-letter = Escribir una carta a la app o al sitio
no-file-doors-title = Personas que lo denuncian por ti
no-file-later-title = ¿Encontraste el archivo?
no-file-later = Si al final está en este dispositivo, puedes usarlo aquí.
no-file-later-link = Elegir fotos y videos

# Without the file, for adults.
adult-no-file-lead = Un código solo se puede hacer con el archivo, aquí y en StopNCII.org. Pero puedes pedir que retiren la imagen. Hay personas que te ayudan con eso.
adult-no-file-post-title = Pídelo a la app o al sitio
adult-no-file-post-words = Di esto: «Esta es una imagen sexual mía. No di permiso para que esté aquí. Por favor, retírenla».
adult-no-file-post-note = Primero anota la dirección de la página y el nombre de la cuenta. Quizá los necesites más tarde.
adult-no-file-post-other = ¿Está en otro sitio? Busca allí «Denunciar», «Report» o «Content removal». En muchos sitios no necesitas una cuenta para eso.
no-file-search-title = Pídelo a los buscadores
adult-no-file-letter-title = Escribe una carta
adult-no-file-letter = En Estados Unidos, las apps y los sitios deben actuar en dos días cuando reciben una carta que dice cuatro cosas. Otros lugares también tienen reglas. Este sitio te ayuda a escribirla.
adult-no-file-people-title = Personas que ayudan a adultos
