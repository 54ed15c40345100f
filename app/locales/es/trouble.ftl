# When something goes wrong.

trouble-page = No está aquí
trouble-not-found = No hay nada en esta dirección
trouble-not-found-text = Puede que la dirección esté mal, o que la página se haya movido.
trouble-no-language = Todavía no tenemos este idioma
trouble-no-language-text = Puedes leer este sitio en uno de estos.
trouble-wrong-method = Esta página no se puede abrir así
trouble-wrong-method-text = Empieza otra vez desde la primera página, por favor.
trouble-busy = Esto tarda más de lo que debería
trouble-busy-text = Es culpa nuestra, no tuya. No cambió nada. Inténtalo otra vez en un momento, por favor.
trouble-busy-order = No podemos decir si se hizo
trouble-busy-order-text = Es culpa nuestra, no tuya. Abre tu caso para ver cómo está ahora.
trouble-first-page = Ir a la primera página
trouble-help = Buscar personas que pueden ayudar
