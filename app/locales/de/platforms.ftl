# Who follows the list.

platforms-page = Wer mitmacht
platforms-title = Apps und Websites, die mitmachen
platforms-lead = Diese können die Codes bekommen. Damit können sie nach Kopien suchen.
platforms-unnamed = { $count ->
    [one] Eine weitere App oder Website macht mit. Sie will hier nicht genannt werden.
   *[other] { $count } weitere machen mit. Sie wollen hier nicht genannt werden.
}
platforms-none = Noch niemand. Deine Codes warten auf der Liste, bis eine erste App oder Website sie abholt.
platforms-all-unnamed = { $count ->
    [one] Eine App oder Website macht mit und kann die Codes bekommen. Sie will hier nicht genannt werden.
   *[other] { $count } machen mit und können die Codes bekommen. Sie wollen hier nicht genannt werden.
}
platforms-adults-title = Für Bilder von Menschen, die 18 oder älter waren
platforms-since = Macht mit seit dem { $day }
platforms-not-yet = Hat die Liste noch nicht abgeholt
platforms-products = Produkte: { $products }
platforms-does = Was sie nach eigener Angabe tun:
platforms-does-checks-new = Sie prüfen, was Menschen ab jetzt veröffentlichen.
platforms-does-checks-old = Sie prüfen, was schon da ist.
platforms-does-looks = Ein Mensch sieht sich jeden Treffer an.
platforms-does-removes = Sie entfernen, was übereinstimmt.
platforms-does-blocks-reupload = Sie verhindern, dass es wieder veröffentlicht wird.
platforms-does-reports = Sie melden es der Polizei, wo das Gesetz es verlangt.
platforms-silent = Sie haben nicht gesagt, was sie mit einem Treffer tun.
platforms-meaning-title = Was das bedeutet
platforms-meaning-decide = Wenn eine von ihnen einen Treffer findet, sieht sie ihn an und entscheidet nach ihren eigenen Regeln und dem Gesetz.
platforms-meaning-more = Wir können nicht mehr versprechen als das, was sie tun.
platforms-missing-title = Ist die nicht dabei, die du brauchst?
platforms-missing = Dann können wir nicht sagen, ob sie die Codes bekommt. Du kannst sie trotzdem bitten, das Bild zu entfernen.
platforms-missing-link = Einen Brief schreiben
platforms-yours = Du betreibst eine App oder Website? Mach mit
