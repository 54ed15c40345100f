# Checking on a case.

status-page = Situação
status-title = Ver seu caso
status-lead = Escreva o número do caso e o PIN que você recebeu quando enviou seus códigos.
status-number = Número do caso
status-number-hint = Ele tem esta forma: 7K3M-9QXZ-04TD-8
status-pin = PIN
status-pin-hint = Oito números
status-open = Abrir meu caso
status-refused = Não podemos abrir um caso com este número e este PIN
status-refused-text = Verifique os dois e tente de novo. É fácil confundir letras e números. Se você retirou todos os seus códigos, seu caso some depois de um dia. Se não pudemos usá-los, ou se ninguém os verificou a tempo, depois de um mês.
status-wait-elsewhere = Ou use outra rede, por exemplo os dados móveis.
status-wait-order = O que você pediu não foi feito. Depois disso, abra seu caso e escolha de novo.
status-lost-title = Perdeu seu número ou seu PIN?
status-lost = Não podemos encontrar esses dados para você, porque não sabemos quem você é. Os códigos que estão na lista continuam lá. Você também pode começar de novo com os mesmos arquivos.
status-lost-link = Começar de novo

status-done-day = Feito. Seus códigos saem da lista depois de um dia. Até lá você pode mudar de ideia.
status-done-day-waiting = Feito. Os códigos são retirados depois de um dia. Então eles não entram mais na lista, e nós os apagamos. Até lá você pode mudar de ideia.
status-done-day-mixed = Feito. Os códigos são retirados depois de um dia. Até lá você pode mudar de ideia.
status-done-now = Feito. Seus códigos não estão na lista e não vão entrar nela. Nós os apagamos em até um dia.
status-done-some-day = Feito. O que você marcou sai da lista depois de um dia. Até lá você pode mudar de ideia.
status-done-some-now = Feito. O que você marcou não está na lista e não vai entrar nela. Nós o apagamos em até um dia.
status-none-marked = Você não marcou nada, por isso nada mudou.
status-changed = Seu caso mudou desde que esta página foi aberta, por isso não fizemos isso. Ele está assim agora.
status-done-keep = Feito. Seus códigos ficam na lista.
status-done-keep-waiting = Feito. Continuamos com seus códigos.
status-done-keep-rest = Feito. Mantemos os códigos que ainda estavam aqui. Outros já foram retirados.
status-too-late = Já era tarde: seus códigos foram retirados. Você pode adicionar os mesmos arquivos outra vez.

case-title = Seu caso
case-opened = Enviado em { $day }
case-erased = { $count ->
    [one] Havia mais um neste caso. Você o retirou.
   *[other] Havia mais { $count } neste caso. Você os retirou.
}
case-declined = { $count ->
    [one] Havia um neste caso que não pudemos usar. Nós o apagamos.
   *[other] Havia { $count } neste caso que não pudemos usar. Nós os apagamos.
}
case-declined-text = Se você acha que isso está errado, fale com uma das pessoas que podem ajudar.
case-unreviewed = { $count ->
    [one] Havia um neste caso que ninguém verificou a tempo. Nós o apagamos.
   *[other] Havia { $count } neste caso que ninguém verificou a tempo. Nós os apagamos.
}
case-unreviewed-text = Não foi por sua causa. Você pode adicionar os mesmos arquivos outra vez.
case-empty = Não resta nenhum código neste caso. Você pode adicionar arquivos. Se não, o caso some depois de um mês.
case-words-title = O que as palavras significam
case-add-title = Você tem mais?
case-add-text = Você pode adicionar mais fotos e vídeos a este caso.
case-add = Adicionar mais
case-full = Este caso está cheio. Para mais, abra um novo caso.
case-full-link = Abrir um novo caso
case-due = Seus códigos saem da lista { $left }
case-due-back = Seus códigos serão retirados { $left }
case-due-some = Alguns dos seus códigos serão retirados. Ao lado de cada um está quando.
case-due-all = Seus códigos serão retirados. Ao lado de cada um está quando.
case-due-text = Você pediu isto. Se não pediu, ou se mudou de ideia, você pode parar.
case-keep = Deixar na lista
case-keep-back = Manter meus códigos
case-meaning-title = O que isto significa
case-meaning-list = Os apps e sites que participam podem procurar cópias do que está na lista. Isso pode levar horas ou dias.
case-meaning-limit = Não vemos as imagens que eles encontram, e não podemos prometer que uma cópia seja removida.
case-fetched-limit = Um app ou site que obteve um código pode procurar cópias. Pode ser que ainda não tenha procurado.
case-feedback-limit = Nem todos nos avisam. Se não dizem nada, isso não significa que nada foi encontrado.
case-meaning-help = Pessoas que podem ajudar

item-photo = Foto { $number }
item-video = Vídeo { $number }
item-fetched = { $count ->
    [one] Um app ou site obteve o código, a última vez em { $day }.
   *[other] { $count } apps e sites obtiveram o código, a última vez em { $day }.
}
item-fetched-none = Nenhum app ou site obteve o código ainda.
item-fetched-never = Nenhum app ou site obteve o código.
item-found = { $count ->
    [one] Um app ou site encontrou algo que corresponde.
   *[other] { $count } apps e sites encontraram algo que corresponde.
}
item-removed = { $count ->
    [one] Um app ou site removeu algo.
   *[other] { $count } apps e sites removeram algo.
}
item-due = Sai da lista { $left }
item-due-back = É retirado { $left }. Então ele não entra mais na lista, e nós o apagamos.
item-checking = Em verificação
item-checking-text = Uma pessoa verifica o código antes que os apps e sites o recebam. Ela não vê a imagem. Olhe aqui de novo: se não pudermos usá-lo, diremos isso por um mês. Se ninguém o verificar em { $days } dias, nós o apagamos e também diremos isso por um mês.
item-listing = A caminho
item-listing-text = Vai estar na lista em alguns minutos.
item-listed = Na lista
item-listed-since = Na lista desde { $day }.
item-listed-text = Os apps e sites que participam podem obter o código e procurar cópias.
item-paused = Em pausa
item-paused-text = Há uma dúvida sobre este código. Uma pessoa está cuidando disso. Você não precisa fazer nada.
item-declined = Não está na lista
item-declined-text = Não pudemos usar este código. Se você acha que isso está errado, fale com uma das pessoas que podem ajudar. Nós o apagamos em até um dia.
item-unreviewed = Não verificado a tempo
item-unreviewed-text = Ninguém verificou este código em { $days } dias, por isso ele não está na lista. Não foi por sua causa. Você pode adicionar o mesmo arquivo outra vez. Nós apagamos o código em até um dia.
item-withdrawn = Retirado por você
item-withdrawn-text = Não está na lista porque você o retirou. Nós o apagamos em até um dia.

withdraw-title = Retirar todos os seus códigos
withdraw-text = Seus códigos saem da lista depois de um dia. Nesse dia você ainda pode mudar de ideia.
withdraw-text-waiting = Seus códigos são retirados depois de um dia. Então eles não entram mais na lista, e nós os apagamos. Nesse dia você ainda pode mudar de ideia.
withdraw-text-mixed = Seus códigos são retirados depois de um dia. Os que estão na lista saem dela. Os outros não vão entrar. Nós apagamos todos. Nesse dia você ainda pode mudar de ideia.
withdraw-day = Retirar depois de um dia
withdraw-now-title = Não quero esperar um dia
withdraw-now-text = Eles saem da lista de imediato. Isso não pode ser desfeito. Pedimos aos apps e sites que parem de procurar suas imagens.
withdraw-now-text-waiting = Eles não vão entrar na lista, e nós os apagamos. Isso não pode ser desfeito.
withdraw-now-text-mixed = Os que estão na lista saem dela de imediato. Os outros não vão entrar. Nós apagamos todos. Isso não pode ser desfeito. Pedimos aos apps e sites que parem de procurar suas imagens.
withdraw-now = Retirar agora
withdraw-some-title = Retirar só alguns
withdraw-some-text = Marque o que você quer retirar. O resto fica como está.
withdraw-some-legend = Quais?
withdraw-some-day = Retirar os marcados depois de um dia
withdraw-some-now = Retirar os marcados agora. Isso não pode ser desfeito.
