# How to check the program that this site gives to browsers.

check-page = Verificar o programa
check-title = Verificar o programa deste site
check-lead = Você tem que confiar que este site dá ao seu navegador o programa certo. Você pode verificar isso, ou pedir a alguém que saiba fazer isso.
check-files-title = Os arquivos (ficheiros)
check-files = Cada arquivo tem uma impressão digital, chamada SHA-256. Estes são os arquivos que este site entrega agora. Se um deles mudar, a sua impressão digital também muda.
check-files-name = Arquivo
check-how-title = Como comparar
check-how-source = Qualquer pessoa pode ler o programa de graça. Obtenha a mesma versão dele com quem mantém este site.
check-how-source-link = Obtenha aqui
check-how-build = Compile o programa como está explicado lá. Isso mostra a impressão digital de cada arquivo.
check-how-node = Para isso você precisa do Node.js.
check-how-compare = Baixe os arquivos deste site e calcule as impressões digitais deles. As três têm que ser iguais.
check-how-page = Olhe também a página, na vista do código do seu navegador. Ela só pode carregar estes arquivos, e nenhum script pode estar dentro dela.
check-version = Esta é a versão { $version }. Foi construída com { $compiler }.
check-limit-title = O que isto não pode mostrar
check-limit = Isto mostra o que este site dá a você, neste momento. Não pode mostrar o que ele dá a outras pessoas.
check-worker = Uma coisa não precisa de confiança: a parte que lê seu arquivo não tem saída para a internet. Seu navegador garante isso.
