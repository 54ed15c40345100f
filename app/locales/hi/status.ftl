# केस देखना।

status-page = स्थिति
status-title = अपना केस देखें
status-lead = वह केस नंबर और PIN लिखें जो आपको कोड भेजते समय मिले थे।
status-number = केस नंबर
status-number-hint = यह ऐसा दिखता है: 7K3M-9QXZ-04TD-8
status-pin = PIN
status-pin-hint = आठ अंक
status-open = मेरा केस खोलें
status-refused = इस नंबर और PIN से हम कोई केस नहीं खोल सकते
status-refused-text = दोनों जाँचें और फिर कोशिश करें। अक्षर और अंक आसानी से उलट जाते हैं।
status-wait-title = कृपया थोड़ा रुकें
status-wait = इस नंबर से बहुत बार कोशिश हुई। { $seconds ->
    [one] एक सेकंड
   *[other] { $seconds } सेकंड
} बाद फिर कोशिश करें।
status-lost-title = नंबर या PIN खो गया?
status-lost = हम उन्हें नहीं ढूँढ सकते, क्योंकि हम नहीं जानते कि आप कौन हैं। आपके कोड सूची में रहते हैं। आप उन्हीं फ़ाइलों से फिर शुरू भी कर सकते हैं।
status-lost-link = फिर शुरू करें

status-done-day = हो गया। आपके कोड एक दिन बाद सूची से हट जाएँगे। तब तक आप मन बदल सकते हैं।
status-done-now = हो गया। आपके कोड सूची से हट गए हैं।
status-done-some-day = हो गया। आपने जिन्हें चुना, वे एक दिन बाद सूची से हट जाएँगे। तब तक आप मन बदल सकते हैं।
status-done-some-now = हो गया। आपने जिन्हें चुना, वे सूची से हट गए हैं।
status-none-marked = आपने कुछ नहीं चुना, इसलिए कुछ नहीं बदला।
status-done-keep = हो गया। आपके कोड सूची में रहते हैं।

case-title = आपका केस
case-opened = { $day } को भेजा गया
case-words-title = इन शब्दों का मतलब
case-add-title = क्या और भी हैं?
case-add-text = आप इस केस में और फ़ोटो और वीडियो जोड़ सकते हैं।
case-add = और जोड़ें
case-due = आपके कोड { $moment } को सूची से हट जाएँगे
case-due-text = आपने यह माँगा था। अगर नहीं माँगा था, या आपका मन बदल गया है, तो आप इसे रोक सकते हैं।
case-keep = उन्हें सूची में रहने दें
case-meaning-title = इसका क्या मतलब है
case-meaning-list = भाग लेने वाली ऐप और साइटें सूची की चीज़ों की प्रतियाँ खोज सकती हैं। इसमें कुछ घंटे या दिन लग सकते हैं।
case-meaning-limit = उन्हें जो तस्वीरें मिलती हैं, वे हमें नहीं दिखतीं, और हम वादा नहीं कर सकते कि कोई प्रति हट जाएगी।
case-fetched-limit = जिस ऐप या साइट ने कोड लिया है, वह प्रतियाँ खोज सकती है। हो सकता है उसने अभी न खोजा हो।
case-feedback-limit = सब हमें नहीं बताते। खबर न आने का मतलब यह नहीं कि कुछ नहीं मिला।
case-meaning-help = मदद करने वाले लोग

item-photo = फ़ोटो { $number }
item-video = वीडियो { $number }
item-fetched = { $count ->
    [one] एक ऐप या साइट ने इसे लिया है, आखिरी बार { $day } को।
   *[other] { $count } ऐप और साइटों ने इसे लिया है, आखिरी बार { $day } को।
}
item-fetched-none = अभी किसी ऐप या साइट ने इसे नहीं लिया है।
item-found = { $count ->
    [one] एक को मेल खाता कुछ मिला।
   *[other] { $count } को मेल खाता कुछ मिला।
}
item-removed = { $count ->
    [one] एक ने कुछ हटाया।
   *[other] { $count } ने कुछ हटाया।
}
item-due = { $moment } को सूची से हटेगा
item-checking = जाँच हो रही है
item-checking-text = ऐप और साइटों को मिलने से पहले एक व्यक्ति कोड जाँचता है। उसे तस्वीर नहीं दिखती।
item-listing = रास्ते में है
item-listing-text = यह कुछ मिनट में सूची में होगा।
item-listed = सूची में है
item-listed-since = { $day } से सूची में है।
item-listed-text = भाग लेने वाली ऐप और साइटें कोड लेकर प्रतियाँ खोज सकती हैं।
item-paused = रुका हुआ है
item-paused-text = इस कोड के बारे में एक सवाल है। एक व्यक्ति इसे देख रहा है। आपको कुछ नहीं करना है।
item-declined = सूची में नहीं है
item-declined-text = हम इस कोड का इस्तेमाल नहीं कर सके। अगर आपको यह गलत लगता है, तो मदद करने वाले किसी से बात करें। हम इसे एक दिन के भीतर मिटा देते हैं।
item-withdrawn = वापस लिया गया
item-withdrawn-text = आपके कहने पर यह सूची से हट गया है। हम इसे एक दिन के भीतर मिटा देते हैं।

withdraw-title = अपने सब कोड वापस लें
withdraw-text = आपके कोड एक दिन बाद सूची से हटते हैं। उस दिन में आप मन बदल सकते हैं।
withdraw-day = एक दिन बाद हटाएँ
withdraw-now-title = मैं एक दिन नहीं रुकना चाहता/चाहती
withdraw-now-text = वे तुरंत सूची से हट जाते हैं। इसे पलटा नहीं जा सकता। ऐप और साइटें आपकी तस्वीरें खोजना बंद कर देंगी।
withdraw-now = अभी हटाएँ
withdraw-some-title = सिर्फ़ कुछ वापस लें
withdraw-some-text = जिन्हें वापस लेना है, उन्हें चुनें। बाकी सूची में रहते हैं।
withdraw-some-legend = कौन से?
withdraw-some-day = चुने हुए एक दिन बाद हटाएँ
withdraw-some-now = चुने हुए अभी हटाएँ। इसे पलटा नहीं जा सकता।
