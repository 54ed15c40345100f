# The first page.

landing-page = Inicio
landing-title = Recupera el control de tus fotos y videos
landing-lead = ¿Hay una foto o un video en el que sales sin ropa, o que es sexual, de antes de que cumplieras 18 años? ¿Alguien lo compartió, o dice que lo va a compartir? Puedes pedir a apps y sitios que lo busquen y lo retiren. Para eso no tienes que mostrárselo a nadie.
landing-adults = ¿Tenías 18 años o más? También puedes recibir ayuda aquí.
landing-start = Empezar
landing-status = Consultar un caso
landing-note = Es gratis y lleva unos minutos. No das tu nombre.

landing-steps-title = Cómo funciona
landing-step-pick = Tú eliges
landing-step-pick-text = Eliges la foto o el video en tu dispositivo. Se queda ahí. Nosotros nunca lo vemos.
landing-step-hash = Tu dispositivo hace un código
landing-step-hash-text = El código se llama hash. Es como una huella digital. No es la imagen y no la muestra.
landing-step-match = Las apps y los sitios lo buscan
landing-step-match-text = Los que participan reciben el código. Pueden usarlo para encontrar copias y retirarlas.
landing-platforms = Mira quién participa

landing-privacy-title = Qué sabemos de ti
landing-privacy-name = No te pedimos tu nombre, ni tu edad, ni tu teléfono, ni tu correo.
landing-privacy-device = Este sitio no pone cookies y no guarda en tu navegador nada de lo que haces o escribes.
landing-privacy-more = Mira qué se envía y quién lo ve

landing-danger-title = ¿Estás en peligro ahora mismo?
landing-danger-text = ¿Alguien te hace daño o te amenaza? No tienes la culpa. Hay personas que ayudan de inmediato.
landing-danger-link = Busca a quién llamar

# How to leave, and what that cannot hide. On the first page, and on the page before the questions.
leaving-title = Si necesitas salir rápido
leaving-button = Usa «Salir ya», arriba en cada página. La página queda en blanco al momento y se abre un sitio común.
leaving-keys = En un teclado también puedes pulsar la tecla Shift (Mayús) tres veces. En un teléfono, toca la pantalla con tres dedos.
leaving-plain = Tu navegador no ejecuta scripts. El botón de arriba funciona igual. Pero al ir atrás o adelante puede verse otra vez este sitio.
leaving-lost = Entonces se borra lo que todavía no enviaste. No hay peligro: puedes empezar otra vez cuando quieras. El número y el PIN también se pierden si no los anotaste.
leaving-hide-title = Lo que eso no puede ocultar
leaving-hide-history = Es posible que tu navegador muestre este sitio en su historial. Una ventana privada lo deja fuera de esa lista. También puede guardar algunos archivos de este sitio.
leaving-hide-back = En algunos navegadores, al ir atrás o adelante pueden verse páginas de este sitio. Cierra también la ventana si puedes.
leaving-hide-network = Una escuela, o quien maneja tu red, puede ver que estuviste en este sitio. No puede ver lo que haces aquí.
leaving-hide-watched = Si alguien puso en tu dispositivo un programa para vigilarte, puede que lo vea todo. Entonces usa un dispositivo al que no pueda llegar.
