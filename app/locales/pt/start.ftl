# The questions before choosing files. Each is a page of its own, with links as answers.

start-page = Uma pergunta
start-back = Voltar
start-skip = Pular esta pergunta

before-title = Antes de começar
before-lead = Você pode parar ou sair a qualquer hora. Nada é enviado até você dizer.
before-go = Continuar
before-straight = Ir direto escolher fotos e vídeos
before-no-script = Para fazer códigos aqui, seu navegador precisa executar scripts (JavaScript). Agora eles estão desligados. Mesmo assim você pode continuar e encontrar ajuda.

start-who-title = Quem aparece na foto ou no vídeo?
start-who-lead = Não guardamos suas respostas. Você sempre pode voltar.
start-who-me = Eu
start-who-both = Eu e também outras pessoas
start-who-other = Alguém que quero ajudar

helping-title = Você pode ajudar
helping-lead = O que aconteceu não é culpa dessa pessoa, nem sua. Deixe que ela decida o máximo possível.
helping-do-title = O que ajuda
helping-do-listen = Primeiro escute. Diga que você acredita nela.
helping-do-together = Use este site junto com ela, no dispositivo que tem a foto ou o vídeo.
helping-do-not-look = Não olhe a imagem, não guarde e não envie a ninguém. Isso pode ser contra a lei, mesmo que você queira ajudar.
helping-do-danger = Uma criança ou adolescente está em perigo agora? Ligue para a polícia.
helping-go = Continuar com essa pessoa
helping-doors-title = Pessoas que podem ajudar você e essa pessoa
helping-country = Encontrar pessoas no seu país

start-threat-title = Alguém está ameaçando você agora?
start-threat-lead = A pessoa diz que vai compartilhar se você não pagar, ou se não enviar mais?
start-threat-yes = Sim
start-threat-no = Não

threat-title = A culpa não é sua, e você não está só
threat-lead = Quem ameaça você assim está violando a lei. Isso acontece com muitas pessoas. Há uma saída.
threat-do-title = O que ajuda agora
threat-do-not-pay = Não pague e não envie mais nada. Pagar ou enviar mais quase nunca faz a pessoa parar. Se você já fez isso, a culpa não é sua.
threat-do-stop = Pare de escrever para ela. Você não precisa responder.
threat-do-keep = Guarde as mensagens e o nome da conta dela. Faça uma captura de tela (print) do que ela diz, não da imagem.
threat-do-block = Depois bloqueie essa pessoa e denuncie a conta no app.
threat-do-tell = Conte a alguém em quem você confia. Você não fez nada de errado.
threat-call-title = Fale com alguém agora
threat-call = Você pensa em se ferir? Você tem medo de que alguém faça mal a você? Ligue para alguém agora.
threat-call-link = Encontre alguém a quem ligar no seu país
threat-go-title = Você também pode agir aqui
threat-go = Se você tem a foto ou o vídeo, este site pode ajudar antes que seja compartilhado.
threat-go-link = Continuar

start-age-title = Você tinha menos de 18 anos na foto ou no vídeo?
start-age-lead = Não importa a idade que você tem agora.
start-age-yes = Sim, eu tinha menos de 18 anos
start-age-no = Não, eu tinha 18 anos ou mais
start-age-unsure = Não tenho certeza
start-age-unsure-hint = Tudo bem. Continue como se você tivesse menos de 18 anos.
start-age-why = Perguntamos porque outras pessoas ajudam com imagens de adultos. Não guardamos sua resposta.
start-age-why-here = Perguntamos porque as imagens de adultos vão para outra lista. Não guardamos sua resposta.

start-device-title = A foto ou o vídeo está neste dispositivo?
start-device-lead = Seu dispositivo precisa do arquivo (ficheiro) para fazer o código. O arquivo não é enviado.
start-device-yes = Sim, está neste dispositivo
start-device-no = Não, não está aqui comigo
start-device-no-hint = Há outras formas de obter ajuda.
start-device-do-not = Por favor, não guarde de algum lugar nem peça a alguém só para usar aqui.

start-where-title = Onde está agora, até onde você sabe?
start-where-lead = Você pode usar este site em todos estes casos. Perguntamos para poder dizer o que mais ajuda.
start-where-site = Em um app ou site
start-where-chat = Em uma conversa privada
start-where-search = Aparece em um site de busca
start-where-nowhere = Não sei, ou ainda não foi compartilhado
start-where-nowhere-hint = É um bom momento para agir. Assim, os apps e sites que participam podem encontrar uma cópia quando alguém a publica.

where-both = Faça as duas coisas: use este site, e faça isto também.
where-go = Continuar e escolher fotos e vídeos
where-site-title = Se está em um app ou site
where-site-report = Denuncie a publicação lá. Procure “Denunciar” ao lado dela.
where-site-letter = Envie uma carta. Em alguns lugares a lei então obriga o app ou site a agir rápido.
where-site-letter-link = Escrever uma carta
where-site-platforms = Veja se participam aqui. Se não aparecem, não podemos dizer se recebem o código.
where-site-platforms-link = Apps e sites que participam
where-chat-title = Se está em uma conversa privada
where-chat-locked = A maioria das conversas privadas é trancada. Ninguém pode olhar dentro para procurar uma cópia, e este site também não.
where-chat-report = Denuncie a mensagem no app. Então o app pode ver a mensagem.
where-chat-leave = Você pode sair do grupo ou bloquear quem enviou. Anote quem enviou.
where-chat-next = Se alguém publicar fora da conversa, os apps e sites que participam podem encontrar lá.
where-search-title = Se aparece em um site de busca
where-search-ask = Você pode pedir ao site de busca que tire a página. Você precisa do endereço da página.
where-search-source = A própria página continua lá até o site a remover. Por isso escreva também para o site.

start-adult-title = Há ajuda para você
start-adult-title-here = Você pode ter ajuda aqui
start-adult-lead = Você tinha 18 anos ou mais na foto ou no vídeo? Estas pessoas ajudam você. O StopNCII.org funciona do mesmo modo que este site.
start-adult-lead-here = Também ajudamos pessoas que tinham 18 anos ou mais. Funciona do mesmo modo. Seus códigos vão para uma lista separada.
start-adult-no-file = Você não tem o arquivo? Mesmo assim pode pedir que o retirem.
start-adult-no-file-link = O que você pode fazer sem o arquivo
start-adult-others = A quem você pode recorrer
start-adult-both-title = Você tinha menos de 18 anos em algumas delas?
start-adult-both = Então você pode usar este site para essas.
start-adult-both-here = Os códigos delas vão para outra lista. Escolha-as separadamente.
start-adult-both-link = Continuar com imagens de antes dos meus 18 anos

no-file-title = Você pode agir sem o arquivo
no-file-lead = Sem o arquivo (ficheiro), seu dispositivo não pode fazer um código. Mas mesmo assim você pode pedir que seja removido.
no-file-where-title = Você sabe onde está?
no-file-where-report = Denuncie ao app ou site. Procure “Denunciar” ao lado da publicação.
no-file-where-words = Diga isto: “Esta é uma imagem sexual minha de quando eu tinha menos de 18 anos. Por favor, removam.”
no-file-where-note = Anote o endereço da página. Não guarde a imagem.
no-file-letter = Escrever uma carta para o app ou site
no-file-doors-title = Pessoas que denunciam por você
no-file-later-title = Você encontrou o arquivo?
no-file-later = Se ele afinal estiver neste dispositivo, você pode usá-lo aqui.
no-file-later-link = Escolher fotos e vídeos

# Without the file, for adults.
adult-no-file-lead = Só se pode fazer um código com o arquivo, aqui e no StopNCII.org. Mas você pode pedir que a imagem seja removida. Há pessoas que ajudam você com isso.
adult-no-file-post-title = Peça ao app ou site
adult-no-file-post-words = Diga isto: “Esta é uma imagem sexual minha. Eu não concordei que ela esteja aqui. Por favor, removam.”
adult-no-file-post-note = Primeiro anote o endereço da página e o nome da conta. Talvez você precise deles mais tarde.
adult-no-file-post-other = Está em outro site? Procure ali “Denunciar”, “Report” ou “Content removal”. Em muitos sites você não precisa de conta para isso.
no-file-search-title = Peça aos sites de busca
adult-no-file-letter-title = Escreva uma carta
adult-no-file-letter = Nos Estados Unidos, apps e sites têm que agir em até dois dias quando recebem uma carta que diz quatro coisas. Outros lugares também têm regras. Este site ajuda você a escrevê-la.
adult-no-file-people-title = Pessoas que ajudam adultos
