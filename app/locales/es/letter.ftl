# A letter to an app or site, filled in and printed on the device.

letter-page = Una carta
letter-title = Una carta a una app o un sitio
letter-lead = Puedes pedir a una app o un sitio que retire una imagen. Esta carta dice lo que necesitan saber.
letter-place-title = ¿Qué reglas debe usar?
letter-place-text = Elige el lugar donde vives, o el lugar donde tiene su sede la app o el sitio.
letter-us = Estados Unidos
letter-us-hint = Deben actuar en un plazo de dos días.
letter-eu = Unión Europea
letter-eu-hint = Deben mirarlo pronto y decirte qué deciden.
letter-gb = Reino Unido
letter-gb-hint = Deben tener una forma de tratarlo.
letter-other = Otro lugar
letter-other-hint = Para cualquier otro lugar.
letter-how-fill = Rellena lo que quieras. Deja en blanco lo que no quieras decir. No tienes que decir lo que muestra la imagen.
letter-how-us = En Estados Unidos la carta necesita cuatro cosas: tu nombre como firma, dónde está la imagen, que no estuviste de acuerdo, y cómo contactarte. Alguien puede firmar por ti.
letter-how-eu = En la UE la carta necesita tu nombre y tu correo electrónico. Si tenías menos de 18 años en ella, no tienes que darlos.
letter-how-other = ¿Vives en Australia? Allí eSafety puede ordenar a las apps y los sitios que la retiren.
letter-how-other-link = Ayuda en Australia
letter-how-private = Lo que escribes se queda en esta página. No se nos envía. Cuando sales de la página, se borra.
letter-how-send = Imprímela, o cópiala en el formulario de la app o del sitio.
letter-to = Para
letter-date = Fecha
letter-ask = Por favor, retiren una imagen o un video de mí con desnudez o contenido sexual. Se publicó sin mi consentimiento.
letter-under-18 = Yo tenía menos de 18 años cuando se hizo.
letter-where = Dónde está: la dirección de cada página, o el nombre de la cuenta y de la publicación
letter-what = Qué les ayuda a encontrarlo
letter-us-consent = Cómo pueden ver que no estuve de acuerdo
letter-us-for = Firmo por la persona que aparece. Mi nombre
letter-good-faith = Creo de buena fe que se publicó sin mi consentimiento, y que lo que digo aquí es verdad.
letter-copies = Por favor, busquen también copias y retírenlas.
letter-reach = Pueden contactarme aquí
letter-signed = Firma
letter-print = Imprimir
letter-copy = Copiar la carta
letter-no-script = Para imprimirla, usa el menú de tu navegador.
letter-not-alone = No tienes que escribirla sin ayuda. Hay personas que pueden enviarla por ti.
letter-help = Personas que pueden ayudar
letter-another = Usar las reglas de otro lugar

# Words for the app or site, which name the law. They may be hard to read; they are not for the person who writes.
letter-us-law = Esta es una solicitud según la sección 3 de la ley de Estados Unidos TAKE IT DOWN Act (Public Law 119-12). Por favor, retiren el contenido lo antes posible, y en un plazo de 48 horas. Hagan también esfuerzos razonables para retirar las copias idénticas conocidas.
letter-eu-law = Esta es una notificación según el artículo 16 del Reglamento de Servicios Digitales, Reglamento (UE) 2022/2065. El contenido es ilícito porque se hizo pública una imagen íntima sin el consentimiento de la persona que aparece en ella. Si yo tenía menos de 18 años, es además un delito según los artículos 3 a 7 de la Directiva 2011/93/UE.
letter-eu-good-faith = Confirmo que creo de buena fe que lo que dice esta notificación es exacto y completo.
letter-gb-law = Este es un aviso de contenido ilegal según la sección 20 de la ley del Reino Unido Online Safety Act 2023. Compartir una imagen íntima sin consentimiento es un delito según la sección 66B de la Sexual Offences Act 2003. Si yo tenía menos de 18 años, la imagen es además ilegal según la Protection of Children Act 1978.
letter-other-law = No di mi consentimiento para esto. Por favor, actúen según sus propias reglas y según la ley.
