# The first page.

landing-page = Início
landing-title = Recupere o controle das suas fotos e dos seus vídeos
landing-lead = Existe uma foto ou um vídeo seu, sem roupa ou sexual, de antes de você completar 18 anos? Alguém compartilhou, ou diz que vai compartilhar? Você pode pedir a apps e sites que procurem e removam. Para isso você não precisa mostrar a ninguém.
landing-adults = Você tinha 18 anos ou mais? Você também pode receber ajuda aqui.
landing-start = Começar
landing-status = Ver um caso
landing-note = É grátis e leva alguns minutos. Você não dá seu nome.

landing-steps-title = Como funciona
landing-step-pick = Você escolhe
landing-step-pick-text = Você escolhe a foto ou o vídeo no seu dispositivo. O arquivo fica aí. Nós nunca o vemos.
landing-step-hash = Seu dispositivo faz um código
landing-step-hash-text = O código se chama hash. É como uma impressão digital. Não é a imagem e não a mostra.
landing-step-match = Apps e sites procuram
landing-step-match-text = Os que participam recebem o código. Eles podem usá-lo para encontrar cópias e remover essas cópias.
landing-platforms = Veja quem participa

landing-privacy-title = O que sabemos sobre você
landing-privacy-name = Não pedimos seu nome, sua idade, seu telefone nem seu e-mail.
landing-privacy-device = Este site não usa cookies e não guarda no seu navegador nada do que você faz ou digita.
landing-privacy-more = Veja o que é enviado e quem vê

landing-danger-title = Você está em perigo agora?
landing-danger-text = Alguém está fazendo mal a você ou ameaçando você? A culpa não é sua. Há pessoas que ajudam de imediato.
landing-danger-link = Encontre alguém a quem ligar

# How to leave, and what that cannot hide. On the first page, and on the page before the questions.
leaving-title = Se você precisa sair rápido
leaving-button = Use “Sair agora”, no alto de cada página. A página fica em branco de imediato e um site comum se abre.
leaving-keys = Em um teclado você também pode pressionar a tecla Shift três vezes. Em um telefone, toque na tela (ecrã) com três dedos.
leaving-plain = Seu navegador não executa scripts. O botão no alto funciona mesmo assim. Mas quem voltar ou avançar pode ver este site de novo.
leaving-lost = O que você ainda não enviou se perde. Não há perigo: você pode começar de novo quando quiser. O número e o PIN também se perdem se você não os anotou.
leaving-hide-title = O que isso não pode esconder
leaving-hide-history = Seu navegador ainda pode mostrar este site no histórico. Uma janela privada deixa o site fora dessa lista. Ele também pode guardar alguns arquivos deste site.
leaving-hide-back = Em alguns navegadores, voltar ou avançar pode mostrar páginas deste site. Feche também a janela, se puder.
leaving-hide-network = Uma escola, ou quem cuida da sua rede, pode ver que você esteve neste site. Não pode ver o que você faz aqui.
leaving-hide-watched = Se alguém colocou um programa no seu dispositivo para vigiar você, essa pessoa pode ver tudo. Então use um dispositivo a que ela não tenha acesso.
