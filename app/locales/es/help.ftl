# People who can help. The lines themselves are in help/directory.toml; this is what is said of them.

help-page = Ayuda
help-title = Personas que pueden ayudar
help-lead = Lo que pasó no es culpa tuya. No tienes que afrontarlo sin ayuda.
help-country-title = ¿Dónde vives?
help-country-text = Elige tu país. Al lado está el número de emergencias de ese país. Llama si ahora estás en peligro.
help-any-title = En todos los países
help-danger-title = ¿Estás en peligro ahora mismo?
help-danger-text = Llama al número de emergencias.
help-talk-title = Hablar con alguien
help-report-title = Denunciarlo
help-take-down-title = Pedir que lo retiren
help-adult-title = Si tenías 18 años o más
help-other-country = Otro país
help-speaks = Idiomas en que atienden: { $languages }
help-sources = De dónde vienen estos datos
help-checked-page = comprobado el { $day } con una copia de su propia página
help-checked-report = comprobado el { $day } con lo que otros escriben sobre ellos
help-checked-knowledge = anotado el { $day } a partir de lo que mucha gente sabe; todavía sin comprobar con una página

help-country-any = Todos los países
help-country-ae = Emiratos Árabes Unidos
help-country-ar = Argentina
help-country-at = Austria
help-country-au = Australia
help-country-be = Bélgica
help-country-br = Brasil
help-country-ca = Canadá
help-country-ch = Suiza
help-country-cn = China
help-country-co = Colombia
help-country-de = Alemania
help-country-eg = Egipto
help-country-es = España
help-country-fr = Francia
help-country-gb = Reino Unido
help-country-ie = Irlanda
help-country-in = India
help-country-it = Italia
help-country-mx = México
help-country-nl = Países Bajos
help-country-nz = Nueva Zelanda
help-country-pt = Portugal
help-country-sa = Arabia Saudita
help-country-tw = Taiwán
help-country-us = Estados Unidos
help-country-za = Sudáfrica

# What a line does: one or two of these stand under its name.
help-says-talk-young = Aquí niños, niñas y jóvenes pueden hablar con alguien.
help-says-talk-anyone = Aquí cualquier persona puede hablar con alguien.
help-says-families = Las madres y los padres también pueden llamar.
help-says-day-and-night = A cualquier hora del día o de la noche.
help-says-police = Aquí puedes denunciarlo a la policía.
help-says-protects = Aquí puedes denunciar que alguien hace daño a un menor o se aprovecha de él. Pasan la denuncia a quien puede actuar.
help-says-hotline = Aquí puedes denunciar imágenes. Pasan la denuncia a quien corresponde y piden que las retiren.
help-says-take-down = Ayudan a que se retiren imágenes.
help-says-cybertipline = Denuncia imágenes sexuales de menores, o a cualquiera que se aproveche de un menor o le haga daño. Puedes hacerlo sin dar tu nombre. Lo pasan a la policía.
help-says-team-hope = Habla con personas que vivieron algo así, o cuya familia lo vivió. Pide hablar con Team HOPE.
help-says-like-this-site = Funciona como este sitio. Lo lleva el centro de Estados Unidos para menores desaparecidos y explotados.
help-says-report-remove = Para menores de 18 años en el Reino Unido. Puedes enviar la imagen o su dirección. Ellos intentan que la retiren.
help-says-ceop = Cuenta a personal de la policía con formación lo que sabes de un abuso sexual en internet. Hacen contigo un plan para que estés a salvo.
help-says-find-helpline = Busca el número al que pueden llamar niños, niñas y jóvenes en tu país.
help-says-like-this-site-adults = Funciona como este sitio, para personas que tenían 18 años o más en la imagen.
help-says-adults = Habla con personas que ayudan a adultos a que se retiren sus imágenes.
help-says-search = Pide que una página deje de salir en la Búsqueda de Google. Necesitas la dirección de la página.

# The kinds of report that the CyberTipline takes, in plain words.
kinds-title = Qué puedes denunciar ahí
kinds-enticement = Alguien habla con un menor por internet para conseguir sexo o imágenes sexuales, o le hace amenazas
kinds-molestation = Alguien que no es de la familia toca a un menor de forma sexual
kinds-pictures = Alguien tiene, hace o comparte imágenes sexuales de menores
kinds-tourism = Alguien viaja para tener sexo con menores
kinds-trafficking = Alguien vende a un menor para sexo
kinds-sent = Alguien envía a un menor imágenes sexuales que no pidió
kinds-names = Una dirección web que oculta lo que hay en el sitio, para engañar a menores
kinds-words = Palabras o imágenes que llevan con engaños a menores a páginas sexuales
