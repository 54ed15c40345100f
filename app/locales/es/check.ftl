# How to check the program that this site gives to browsers.

check-page = Comprobar el programa
check-title = Comprobar el programa de este sitio
check-lead = Tienes que confiar en que este sitio le da a tu navegador el programa correcto. Puedes comprobarlo, o pedírselo a alguien que sepa hacerlo.
check-files-title = Los archivos
check-files = Cada archivo tiene una huella digital, llamada SHA-256. Estos son los archivos que este sitio entrega ahora. Si uno de ellos cambia, también cambia su huella.
check-files-name = Archivo
check-how-title = Cómo comparar
check-how-source = Cualquiera puede leer el programa gratis. Pide la misma versión a quienes llevan este sitio.
check-how-source-link = Consíguelo aquí
check-how-build = Compílalo como se explica ahí. Al hacerlo se muestra la huella de cada archivo.
check-how-node = Para eso necesitas Node.js.
check-how-compare = Descarga los archivos de este sitio y calcula sus huellas. Las tres deben ser iguales.
check-how-page = Mira también la página, en la vista de código de tu navegador. Solo puede cargar estos archivos, y no puede tener ningún script dentro.
check-version = Esta es la versión { $version }. Se construyó con { $compiler }.
check-limit-title = Lo que esto no puede mostrar
check-limit = Muestra lo que este sitio te da a ti, en este momento. No puede mostrar lo que da a otras personas.
check-worker = Hay algo que no necesita confianza: la parte que lee tu archivo no tiene salida a internet. Tu navegador se asegura de eso.
