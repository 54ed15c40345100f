# Choosing files, and the receipt. { $n } and { $m } are numbers.

choose-page = Fotos e vídeos
choose-young = Isto é para imagens de antes dos seus 18 anos. Você tinha 18 anos ou mais nela?
choose-young-link = Eu tinha 18 anos ou mais
choose-adult = Isto é para imagens de quando você tinha 18 anos ou mais. Você tinha menos de 18 anos nela?
choose-adult-link = Eu tinha menos de 18 anos
choose-no-script = Esta página precisa de JavaScript
choose-no-script-why = Seu navegador faz o trabalho, para que seu arquivo nunca saia do seu dispositivo. Para isso ele tem que executar um script, e essa função está desligada.
choose-no-script-doors = Você pode ligar essa função e carregar a página de novo. Ou pode procurar uma destas pessoas. Você ainda pode sair com o botão no alto da página.
choose-cannot-start = Esta página não conseguiu se preparar
choose-cannot-start-text = Nada foi enviado. Verifique sua internet e carregue a página de novo. Se seu navegador é antigo, tente um mais novo. Ou procure uma destas pessoas.
choose-old-browser = Este navegador é antigo demais para esta página
choose-old-browser-text = Ele não consegue executar o programa que faz os códigos. Nada foi enviado. Tente um navegador mais novo, ou outro dispositivo em que você confia. Ou procure uma destas pessoas. Você ainda pode sair com o botão no alto da página.

picker-title = Escolha suas fotos e seus vídeos
picker-lead = Eles ficam neste dispositivo. Nada é enviado até você dizer.
picker-close = Você pode fechar esta página a qualquer hora. Então nada é enviado, e você pode começar de novo.
picker-choose = Escolher fotos ou vídeos
picker-choose-more = Escolher mais
picker-drop = Você também pode soltar arquivos (ficheiros) aqui.
picker-too-many = Você pode enviar até 100 arquivos de uma vez. Envie estes primeiro. Depois comece de novo com os outros.
picker-offline = Tudo o que é preciso já foi carregado. Você pode desligar a internet agora. Ligue de novo para enviar.

picker-photo = Foto { $n }
picker-video = Vídeo { $n }
picker-unused = Um arquivo que não é usado
picker-waiting = Em espera
picker-reading = Lendo
picker-percent = Lendo, { $n } %
picker-watching = Olhando o vídeo
picker-watching-percent = Olhando o vídeo, { $n } %
picker-ready = Pronto
picker-double = O mesmo arquivo de novo
picker-twin = Este é o mesmo arquivo que o número { $n }. Ele é enviado uma vez só.
picker-refused-by-server = O servidor não conseguiu usar este. Nada foi enviado. Tire este da lista e tente de novo.
picker-remove = Tirar
picker-cancel = Cancelar
picker-again = Tentar de novo
picker-exact = Procurar só cópias exatas
picker-show = Mostrar imagens pequenas e borradas
picker-hide = Esconder as imagens

picker-summary-busy = { $n } de { $m } terminados
picker-summary-ready = { $n } de { $m } prontos para enviar
picker-summary-none = Nenhum destes arquivos pode ser usado

picker-note-exact-only-video = Não conseguimos ver dentro deste vídeo. Só é possível encontrar cópias que não foram alteradas.
picker-note-exact-only-format = Não conseguimos ler este tipo de foto. Só cópias que não foram modificadas podem ser encontradas. Se você já a tem em outro arquivo, escolha-o também.
picker-note-exact-only-unknown = Não conhecemos este tipo de arquivo. Só cópias que não foram modificadas podem ser encontradas.
picker-note-damaged = Esta foto está danificada. Só cópias que não foram modificadas podem ser encontradas.
picker-note-truncated = Falta o fim desta foto. Cópias da foto inteira podem não ser encontradas.
picker-note-too-many-pixels = Esta foto é grande demais para ler. Só cópias que não foram modificadas podem ser encontradas.
picker-note-too-many-bytes = Este arquivo é grande demais para ler. Só cópias que não foram modificadas podem ser encontradas.
picker-note-too-small = Esta foto é muito pequena. Só cópias que não foram modificadas podem ser encontradas.
picker-note-decoder-failed = Seu dispositivo não conseguiu ler a foto toda. Só cópias que não foram modificadas podem ser encontradas.
picker-note-altered-pixels = Para proteger você, seu navegador não nos deixa ler esta foto. Só cópias que não foram modificadas podem ser encontradas. Se você já a tem em outro arquivo, escolha-o também.
picker-note-first-frame = Esta foto se move. As cópias são encontradas pela primeira imagem dela.
picker-note-camera-preview = Esta é uma foto bruta (RAW). Usamos a imagem que sua câmera guarda dentro dela. Isso funciona bem para a maioria das cópias.
picker-note-exact-chosen = Você escolheu procurar só cópias exatas. Cópias modificadas não são encontradas.
picker-note-stalled = Olhar este arquivo demorou demais, por isso paramos. Só cópias que não foram modificadas podem ser encontradas.
picker-note-low-quality = Esta foto mostra poucos detalhes. Uma pessoa verifica o código antes que ele seja usado. Ela não vê a foto.
picker-note-no-video-decoder = Seu navegador não consegue abrir este tipo de vídeo para nós. Só é possível encontrar cópias que não foram alteradas. Outro navegador pode funcionar melhor.
picker-note-no-video-track = Não há imagens neste vídeo, só som. Só é possível encontrar cópias que não foram alteradas.
picker-note-encrypted-video = Este vídeo está bloqueado, por isso não conseguimos ver dentro dele. Só é possível encontrar cópias que não foram alteradas.
picker-note-damaged-video = Este vídeo está danificado. Só é possível encontrar cópias que não foram alteradas.
picker-note-long-video = Este vídeo é longo demais para ser visto. Só é possível encontrar cópias que não foram alteradas.
picker-note-altered-video = Para proteger você, seu navegador não nos deixa ver dentro deste vídeo. Só é possível encontrar cópias que não foram alteradas.
picker-note-flat-video = Este vídeo mostra poucos detalhes. Só é possível encontrar cópias que não foram alteradas.
picker-note-partial-video = Só conseguimos ver uma parte. É possível encontrar cópias dessa parte, e cópias que não foram alteradas.
picker-note-iphone = Em um iPhone, escolha a foto pelo app Arquivos (Ficheiros), se puder. O app Fotos talvez entregue uma cópia alterada.
picker-note-other = Algumas cópias deste arquivo podem não ser encontradas.

picker-refused-empty = Este arquivo está vazio, por isso não é usado.
picker-refused-not-media = Isto não é uma foto nem um vídeo, por isso não é usado.
picker-refused-other = Este arquivo não pode ser usado.

picker-failed-unreadable = Seu navegador não conseguiu abrir este arquivo. Talvez ele tenha mudado de lugar.
picker-failed-module = Uma parte desta página não foi carregada. Verifique sua internet e tente de novo. Se não ajudar, recarregue a página e escolha seus arquivos outra vez.
picker-failed-stalled = Isto demorou demais, por isso paramos. Tente de novo, ou procure só cópias exatas. Isso exige menos do seu dispositivo.
picker-failed-crashed = Seu dispositivo não tinha memória suficiente para este arquivo. Tente de novo, ou procure só cópias exatas. Isso precisa de menos memória.
picker-failed-other = Algo deu errado com este arquivo. A culpa não é sua.

picker-review-title = Antes de enviar
picker-review-what = Enviamos só os códigos, e nenhuma foto ou vídeo. Nenhum nome de arquivo, nenhuma data, nenhum lugar.
picker-review-show = Ver exatamente o que vai ser enviado
picker-review-show-text = Isto é tudo, letra por letra. A chave no começo é inventada só para esta vez. O espaço em branco no fim esconde quantos arquivos há.
picker-review-agree = Quando você pressiona “Enviar os códigos”, concorda que entreguemos estes códigos aos apps e sites que participam. Depois você pode retirar os códigos da lista.
picker-send = Enviar os códigos
picker-sending = Enviando…
picker-send-again = Tentar de novo

picker-problem-network = Não veio resposta. Nada se perdeu. Verifique sua internet e tente de novo. Continua sendo um só caso, mesmo que já tenha chegado até nós.
picker-problem-busy = Há muita gente aqui agora. Nada se perdeu. Espere um momento e tente de novo.
picker-problem-wait = Nada se perdeu. É preciso esperar um pouco. Segundos de espera: { $n }. Depois tente de novo.
picker-problem-wait-minutes = Nada se perdeu. É preciso esperar. Minutos de espera: { $n }. Deixe esta página aberta. Depois tente de novo.
picker-problem-too-long = Foi demais de uma vez. Tire alguns arquivos, envie o resto, e envie esses depois.
picker-problem-item = Um dos arquivos não pôde ser usado. Ele está marcado acima. Nada foi enviado.
picker-problem-full = Não há espaço para tantos neste caso. Tire alguns, ou abra um novo caso para eles.
picker-problem-gone = Este caso não existe mais. Você pode abrir um novo.
picker-problem-rest = Uma tentativa anterior chegou até nós, então você tem um caso. O número e o PIN estão abaixo. Alguns dos seus arquivos ainda não estão nele. Pressione “Tentar de novo” para enviá-los também.
picker-problem-other = Algo deu errado do nosso lado. Nada se perdeu. Por favor, tente de novo mais tarde.
picker-left-out = Arquivos que não puderam ser lidos e que não estão incluídos: { $n }

receipt-title = Foi enviado
receipt-lead = Você conseguiu. Guarde estes dois dados. Você precisa dos dois para ver o que acontece, ou para retirar os códigos da lista.
receipt-unsent = Alguns dos seus arquivos ainda não foram enviados. Você pode enviá-los acima. Guarde estes dois dados mesmo assim.
receipt-earlier = Uma tentativa anterior chegou até nós, então ela vale. Os arquivos que você tirou depois também estão neste caso. Você pode retirá-los: consulte o seu caso.
receipt-first = Anote os dois antes de continuar. Esta página não pode ser aberta de novo.
receipt-number = Número do caso
receipt-pin = PIN
receipt-copy = Copiar
receipt-copied = Copiado
copy-by-hand = Agora toque em copiar.
receipt-print = Imprimir
receipt-keep-title = Guarde em um lugar seguro
receipt-keep-where = Escreva onde só você vai olhar.
receipt-keep-lost = Só mostramos isto agora. Não podemos dar a você outra vez.
receipt-keep-alone = Se alguém pode olhar seu dispositivo, use papel, ou uma nota que pareça outra coisa. Uma impressora que outros usam pode guardar uma cópia.
receipt-copy-stays = O que você copia fica na memória do seu dispositivo até você copiar outra coisa. Alguns teclados guardam por mais tempo.
receipt-next-title = O que acontece agora
receipt-next-list = Os códigos vão para a nossa lista, quase sempre em um minuto. Alguns são verificados antes por uma pessoa.
receipt-next-list-review = Primeiro uma pessoa verifica cada código. Isso pode levar dias. Depois ele vai para a nossa lista.
receipt-next-match = Os apps e sites que participam podem obter a lista e procurar cópias. Isso pode levar horas ou dias.
receipt-next-status = Você pode ver seu caso aqui a qualquer hora.
receipt-status-link = Ver um caso
receipt-help-link = Pessoas que podem ajudar
receipt-letter-link = Escrever para um app ou site
receipt-shared = Para mostrar a alguém em quem você confia, mostre sua tela (ecrã). Quem tem os dois dados também pode retirar os códigos.

# More photos and videos for a case.
adding-page = Adicionar mais
adding-lead = Estes são adicionados ao seu caso. O número do caso e o PIN continuam os mesmos.
added-title = Foram adicionados
added-lead = Agora fazem parte do seu caso. O número do caso e o PIN são os mesmos de antes.
added-fewer = Alguns ou todos já estavam no seu caso. Esses não foram adicionados outra vez. Se algum estava para ser retirado, ele fica.
