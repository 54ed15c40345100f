# A letter to an app or site, filled in and printed on the device.

letter-page = Uma carta
letter-title = Uma carta para um app ou site
letter-lead = Você pode pedir a um app ou site que remova uma imagem. Esta carta diz o que eles precisam saber.
letter-place-title = Que regras ela deve usar?
letter-place-text = Escolha o lugar onde você mora, ou onde o app ou site tem sua sede.
letter-us = Estados Unidos
letter-us-hint = Eles têm que agir em até dois dias.
letter-eu = União Europeia
letter-eu-hint = Eles têm que olhar logo e dizer a você o que decidem.
letter-gb = Reino Unido
letter-gb-hint = Eles têm que ter um modo de tratar disso.
letter-other = Outro lugar
letter-other-hint = Para qualquer outro lugar.
letter-how-fill = Preencha o que quiser. Deixe de fora o que não quiser dizer. Você não precisa dizer o que a imagem mostra.
letter-how-us = Nos Estados Unidos a carta precisa de quatro coisas: seu nome como assinatura, onde está a imagem, que você não concordou, e como falar com você. Alguém pode assinar por você.
letter-how-eu = Na UE a carta precisa do seu nome e do seu e-mail. Se você tinha menos de 18 anos na imagem, não precisa dar os dois.
letter-how-other = Você mora na Austrália? Lá a eSafety pode mandar apps e sites removerem a imagem.
letter-how-other-link = Ajuda na Austrália
letter-how-private = O que você escreve fica nesta página. Não é enviado a nós. Quando você sai da página, tudo se apaga.
letter-how-send = Imprima a carta, ou copie para o formulário do app ou site.
letter-to = Para
letter-date = Data
letter-ask = Por favor, removam uma imagem ou um vídeo meu com nudez ou conteúdo sexual. Foi publicado sem o meu consentimento.
letter-under-18 = Eu tinha menos de 18 anos quando foi feito.
letter-where = Onde está: o endereço de cada página, ou o nome da conta e da publicação
letter-what = O que ajuda vocês a encontrar
letter-us-consent = Como vocês podem ver que eu não concordei
letter-us-for = Assino pela pessoa que aparece. Meu nome
letter-good-faith = Acredito de boa-fé que foi publicado sem o meu consentimento, e que o que digo aqui é verdade.
letter-copies = Por favor, procurem também cópias e removam essas cópias.
letter-reach = Podem falar comigo aqui
letter-signed = Assinatura
letter-print = Imprimir
letter-copy = Copiar a carta
letter-no-script = Para imprimir, use o menu do seu navegador.
letter-not-alone = Você não precisa escrever isto sem ajuda. Há pessoas que podem enviar por você.
letter-help = Pessoas que podem ajudar
letter-another = Usar as regras de outro lugar

# Words for the app or site, which name the law. They may be hard to read; they are not for the person who writes.
letter-us-law = Este é um pedido nos termos da seção 3 da lei dos Estados Unidos TAKE IT DOWN Act (Public Law 119-12). Por favor, removam o conteúdo o mais rápido possível, e em até 48 horas. Façam também esforços razoáveis para remover cópias idênticas conhecidas.
letter-eu-law = Esta é uma notificação nos termos do artigo 16 do Regulamento dos Serviços Digitais, Regulamento (UE) 2022/2065. O conteúdo é ilegal porque uma imagem íntima foi tornada pública sem o consentimento da pessoa mostrada. Se eu tinha menos de 18 anos, é também um crime nos termos dos artigos 3 a 7 da Diretiva 2011/93/UE.
letter-eu-good-faith = Confirmo que acredito de boa-fé que o que esta notificação diz é exato e completo.
letter-gb-law = Esta é uma denúncia de conteúdo ilegal nos termos da seção 20 da lei do Reino Unido Online Safety Act 2023. Compartilhar uma imagem íntima sem consentimento é um crime segundo a seção 66B do Sexual Offences Act 2003. Se eu tinha menos de 18 anos, a imagem também é ilegal segundo o Protection of Children Act 1978.
letter-other-law = Não consenti com isto. Por favor, ajam segundo as suas próprias regras e segundo a lei.
