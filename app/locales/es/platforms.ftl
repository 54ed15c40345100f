# Who follows the list.

platforms-page = Quién participa
platforms-title = Apps y sitios que participan
platforms-lead = Estos pueden recibir los códigos. Con ellos pueden buscar copias.
platforms-unnamed = { $count ->
    [one] Participa uno más. No quiere que se diga aquí su nombre.
   *[other] Participan { $count } más. No quieren que se diga aquí su nombre.
}
platforms-none = Todavía ninguno. Tus códigos esperan en la lista hasta que el primero la recoja.
platforms-all-unnamed = { $count ->
    [one] Uno participa y puede recibir los códigos. No quiere que se diga aquí su nombre.
   *[other] { $count } participan y pueden recibir los códigos. No quieren que se diga aquí su nombre.
}
platforms-adults-title = Para imágenes de personas que tenían 18 años o más
platforms-since = Participa desde el { $day }
platforms-not-yet = Todavía no ha recogido la lista
platforms-products = Productos: { $products }
platforms-does = Lo que dicen que hacen:
platforms-does-checks-new = Revisan lo que la gente publica de ahora en adelante.
platforms-does-checks-old = Revisan lo que ya está publicado.
platforms-does-looks = Una persona mira cada coincidencia.
platforms-does-removes = Retiran lo que coincide.
platforms-does-blocks-reupload = Impiden que se vuelva a publicar.
platforms-does-reports = Lo denuncian a la policía donde la ley lo exige.
platforms-silent = No dijeron qué hacen con una coincidencia.
platforms-meaning-title = Qué significa esto
platforms-meaning-decide = Cuando uno de ellos encuentra una coincidencia, la mira y decide según sus propias reglas y la ley.
platforms-meaning-more = No podemos prometer más de lo que ellos hacen.
platforms-missing-title = ¿No está aquí el que necesitas?
platforms-missing = Entonces no podemos decir si recibe los códigos. Aun así puedes pedirle que retire la imagen.
platforms-missing-link = Escribir una carta
platforms-yours = ¿Gestionas una aplicación o un sitio? Participa
