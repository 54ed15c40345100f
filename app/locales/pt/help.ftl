# People who can help. The lines themselves are in help/directory.toml; this is what is said of them.

help-page = Ajuda
help-title = Pessoas que podem ajudar
help-lead = O que aconteceu não é culpa sua. Você não precisa enfrentar isso sem ajuda.
help-country-title = Onde você mora?
help-country-text = Escolha seu país. Ao lado está o número de emergência de lá. Ligue se você está em perigo agora.
help-any-title = Em todos os países
help-danger-title = Em perigo agora?
help-danger-text = Ligue para o número de emergência.
help-talk-title = Falar com alguém
help-report-title = Denunciar
help-take-down-title = Pedir que seja removido
help-adult-title = Se você tinha 18 anos ou mais
help-other-country = Outro país
help-speaks = Idiomas de atendimento: { $languages }
help-sources = De onde vêm estas informações
help-checked-page = verificado em { $day } com uma cópia da própria página deles
help-checked-report = verificado em { $day } com o que outros escrevem sobre eles
help-checked-knowledge = anotado em { $day } a partir do que muita gente sabe; ainda não verificado com uma página

help-country-any = Todos os países
help-country-ae = Emirados Árabes Unidos
help-country-ar = Argentina
help-country-at = Áustria
help-country-au = Austrália
help-country-be = Bélgica
help-country-br = Brasil
help-country-ca = Canadá
help-country-ch = Suíça
help-country-cn = China
help-country-co = Colômbia
help-country-de = Alemanha
help-country-eg = Egito
help-country-es = Espanha
help-country-fr = França
help-country-gb = Reino Unido
help-country-ie = Irlanda
help-country-in = Índia
help-country-it = Itália
help-country-mx = México
help-country-nl = Países Baixos
help-country-nz = Nova Zelândia
help-country-pt = Portugal
help-country-sa = Arábia Saudita
help-country-tw = Taiwan
help-country-us = Estados Unidos
help-country-za = África do Sul

# What a line does: one or two of these stand under its name.
help-says-talk-young = Aqui crianças e jovens podem falar com alguém.
help-says-talk-anyone = Aqui qualquer pessoa pode falar com alguém.
help-says-families = Mães e pais também podem ligar.
help-says-day-and-night = A qualquer hora do dia ou da noite.
help-says-police = Aqui você pode denunciar à polícia.
help-says-protects = Aqui você pode denunciar alguém que faça mal a uma criança ou a um adolescente, ou que se aproveite deles. A denúncia é passada a quem pode agir.
help-says-hotline = Aqui você pode denunciar imagens. A denúncia é passada adiante, com um pedido para que as imagens sejam removidas.
help-says-take-down = Ajudam a fazer com que imagens sejam removidas.
help-says-cybertipline = Denuncie imagens sexuais de crianças e adolescentes, ou qualquer pessoa que se aproveite de uma criança ou de um adolescente ou faça mal a eles. Você pode fazer isso sem dar seu nome. A denúncia é passada à polícia.
help-says-team-hope = Fale com pessoas que viveram algo assim, ou cuja família viveu. Peça para falar com o Team HOPE.
help-says-like-this-site = Funciona como este site. É mantido pelo centro dos Estados Unidos para crianças desaparecidas e exploradas.
help-says-report-remove = Para menores de 18 anos no Reino Unido. Você pode enviar a imagem ou o endereço dela. Eles tentam fazer com que ela seja removida.
help-says-ceop = Conte a profissionais treinados da polícia sobre abuso sexual na internet. Eles fazem com você um plano para você ficar em segurança.
help-says-find-helpline = Encontre o número para o qual crianças e jovens podem ligar no seu país.
help-says-like-this-site-adults = Funciona como este site, para pessoas que tinham 18 anos ou mais na imagem.
help-says-adults = Fale com pessoas que ajudam adultos a fazer com que imagens sejam removidas.
help-says-search = Peça que uma página deixe de aparecer na Pesquisa Google. Você precisa do endereço da página.

# The kinds of report that the CyberTipline takes, in plain words.
kinds-title = O que você pode denunciar lá
kinds-enticement = Alguém fala na internet com uma criança ou adolescente para conseguir sexo ou imagens sexuais, ou faz ameaças
kinds-molestation = Alguém que não é da família toca uma criança ou adolescente de forma sexual
kinds-pictures = Alguém tem, faz ou compartilha imagens sexuais de crianças e adolescentes
kinds-tourism = Alguém viaja para ter sexo com crianças e adolescentes
kinds-trafficking = Alguém vende uma criança ou adolescente para sexo
kinds-sent = Alguém envia a uma criança ou adolescente imagens sexuais que não foram pedidas
kinds-names = Um endereço da web que esconde o que há no site, para enganar crianças e adolescentes
kinds-words = Palavras ou imagens que levam crianças e adolescentes, por engano, a páginas sexuais
