# How it works, and how to check.

how-page = Como funciona
how-title = Como funciona

how-hash-title = O que é um hash?
how-hash-what = Um hash é um código feito a partir de uma foto ou de um vídeo. O mesmo arquivo dá sempre o mesmo código. Também o chamamos de impressão digital.
how-hash-kinds = Seu dispositivo faz alguns deles. Alguns encontram cópias exatas. Um encontra fotos que parecem quase iguais, por exemplo menores.
how-hash-back = Um hash não é a imagem. Não dá para olhar para ele e ver alguma coisa. Especialistas ainda discutem se, a partir de um hash, seria possível adivinhar uma forma aproximada e borrada. Por isso guardamos os códigos com cuidado.
how-hash-iphone = Você tem um iPhone? Então escolha sua foto pelo app Arquivos (Ficheiros), se puder. O app Fotos talvez entregue uma cópia alterada. As cópias que parecem iguais são encontradas mesmo assim. Mas os códigos exatos são então da cópia alterada.

how-see-title = Quem vê o quê
how-see-device = Seu dispositivo
how-see-device-text = Ele lê o arquivo, faz os códigos e esquece o arquivo quando você fecha a página.
how-see-us = Nós
how-see-us-text = Recebemos os códigos, e sabemos se cada um é de uma foto ou de um vídeo. Não recebemos o arquivo, nem o nome, nem a data, nem o lugar dele. Não guardamos seu endereço de internet.
how-see-platforms = Apps e sites
how-see-platforms-text = Eles recebem os códigos. Não dizemos a eles quais códigos vão juntos, nem quem os enviou.

how-next-title = O que acontece com os códigos
how-next-list = Eles vão para uma lista. Os apps e sites que participam podem obter a lista a qualquer hora.
how-next-review = Primeiro um computador verifica cada código. Se ele não tem certeza sobre um código, uma pessoa olha para ele antes que alguém o receba.
how-next-review-first = Uma pessoa olha cada código antes que alguém o receba. Ela não vê a imagem.
how-next-platforms = Quando um app ou site encontra uma correspondência, ele olha as próprias regras e a lei. Depois pode remover a cópia e impedir novas cópias.
how-next-who = Veja quem participa

how-trust-title = Como posso verificar isso?
how-trust-why = É verdade que você tem que confiar que este site dá ao seu navegador o programa certo. Isto aqui torna isso mais fácil.
how-trust-worker = A parte que lê seu arquivo não tem permissão para usar a internet. Seu navegador garante isso.
how-trust-offline = Você pode desligar a internet assim que a página disser. Os códigos são feitos sem ela. Ligue a internet de novo para enviar.
how-trust-source = Antes de enviar, você pode ler tudo o que vai ser enviado. Qualquer pessoa também pode ler o programa deste site.
how-trust-check = Como verificar o programa

how-back-title = Posso voltar atrás?
how-back-text = Sim. Com o número do caso e o PIN você pode retirar seus códigos da lista. Você tem um dia para mudar de ideia.
how-back-link = Ver um caso
