# जो हर पेज पर होता है।

# यह भाषा अपने को क्या कहती है, किस ओर लिखी जाती है (ltr या rtl), और क्या किसी व्यक्ति ने ये सब फ़ाइलें पढ़ी हैं (yes या no)।
language-name = हिन्दी
language-direction = ltr
language-reviewed = no
# तब तक हर पेज पर दिखता है। इसके बाद अंग्रेज़ी पेज का लिंक आता है।
language-unreviewed = इस अनुवाद को अभी किसी व्यक्ति ने नहीं जाँचा है। इसमें कुछ गलत हो सकता है।
languages-label = भाषाएँ

site-name = Reclaim
site-skip = सीधे पेज पर जाएँ

leave-link = अभी निकलें
leave-two = निकलने के लिए Shift दो बार और दबाएँ।
leave-one = निकलने के लिए Shift एक बार और दबाएँ।
leave-again = यह पेज फिर खोलें

foot-label = और पेज
foot-help = मदद करने वाले लोग
foot-status = केस देखें
foot-how = यह कैसे काम करता है
foot-platforms = कौन भाग लेता है
foot-for-platforms = प्लेटफ़ॉर्म के लिए
foot-leaving = जल्दी निकलें
foot-note = कोई नाम नहीं। कोई कुकी नहीं। आपकी फ़ोटो और वीडियो आपके डिवाइस पर रहती हैं।

limits-title = यह क्या नहीं कर सकता
limits-taking-part = सिर्फ़ भाग लेने वाली ऐप और साइटें आपकी फ़ोटो या वीडियो खोजेंगी।
limits-encrypted = यह बंद निजी चैट (एंड-टू-एंड एन्क्रिप्टेड) के अंदर नहीं देख सकता।
limits-changed = बहुत बदली हुई प्रति छूट सकती है।
limits-no-promise = हम वादा नहीं कर सकते कि कोई प्रति हट जाएगी। हर ऐप या साइट खुद फ़ैसला करती है।
limits-trust = आपको भरोसा करना पड़ता है कि यह साइट आपके ब्राउज़र को सही प्रोग्राम देती है।
limits-trust-link = देखें कैसे जाँचें

door-call = { $number } पर फ़ोन करें
door-go = { $name } पर जाएँ

date-day = { $day } { $month ->
    [1] जनवरी
    [2] फ़रवरी
    [3] मार्च
    [4] अप्रैल
    [5] मई
    [6] जून
    [7] जुलाई
    [8] अगस्त
    [9] सितंबर
    [10] अक्टूबर
    [11] नवंबर
   *[12] दिसंबर
} { $year }
date-moment = { date-day }, { $hour } UTC
date-left = { $hours ->
    [0] एक घंटे से कम में
    [one] करीब एक घंटे में
   *[other] करीब { $hours } घंटे में
} ({ $moment })
