# Who follows the list.

platforms-page = Quem participa
platforms-title = Apps e sites que participam
platforms-lead = Estes podem receber os códigos. Com eles podem procurar cópias.
platforms-unnamed = { $count ->
    [one] Mais um participa. Ele não quer que seu nome apareça aqui.
   *[other] Mais { $count } participam. Eles não querem que seus nomes apareçam aqui.
}
platforms-none = Ainda nenhum. Seus códigos esperam na lista até que o primeiro a busque.
platforms-all-unnamed = { $count ->
    [one] Um participa e pode receber os códigos. Ele não quer que seu nome apareça aqui.
   *[other] { $count } participam e podem receber os códigos. Eles não querem que seus nomes apareçam aqui.
}
platforms-adults-title = Para imagens de pessoas que tinham 18 anos ou mais
platforms-since = Participa desde { $day }
platforms-not-yet = Ainda não buscou a lista
platforms-products = Produtos: { $products }
platforms-does = O que dizem que fazem:
platforms-does-checks-new = Verificam o que as pessoas publicam a partir de agora.
platforms-does-checks-old = Verificam o que já está lá.
platforms-does-looks = Uma pessoa olha cada correspondência.
platforms-does-removes = Removem o que corresponde.
platforms-does-blocks-reupload = Impedem que seja publicado de novo.
platforms-does-reports = Denunciam à polícia onde a lei manda.
platforms-silent = Não disseram o que fazem com uma correspondência.
platforms-meaning-title = O que isto significa
platforms-meaning-decide = Quando um deles encontra uma correspondência, olha para ela e decide segundo as próprias regras e a lei.
platforms-meaning-more = Não podemos prometer mais do que eles fazem.
platforms-missing-title = O que você precisa não está aqui?
platforms-missing = Então não podemos dizer se ele recebe os códigos. Mesmo assim você pode pedir que ele remova a imagem.
platforms-missing-link = Escrever uma carta
platforms-yours = Você tem um aplicativo ou site? Participe
