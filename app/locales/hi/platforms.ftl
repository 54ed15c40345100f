# सूची कौन इस्तेमाल करता है।

platforms-page = कौन भाग लेता है
platforms-title = भाग लेने वाली ऐप और साइटें
platforms-lead = इन्हें कोड मिल सकते हैं। वे उनसे प्रतियाँ खोज सकती हैं।
platforms-unnamed = { $count ->
    [one] एक और भाग लेता है। वह नहीं चाहता कि यहाँ उसका नाम आए।
   *[other] { $count } और भाग लेते हैं। वे नहीं चाहते कि यहाँ उनका नाम आए।
}
platforms-none = अभी कोई नहीं। आपके कोड सूची में तब तक रहते हैं जब तक पहली ऐप या साइट उसे नहीं ले जाती।
platforms-all-unnamed = { $count ->
    [one] एक भाग लेता है और उसे कोड मिल सकते हैं। वह नहीं चाहता कि यहाँ उसका नाम आए।
   *[other] { $count } भाग लेते हैं और उन्हें कोड मिल सकते हैं। वे नहीं चाहते कि यहाँ उनका नाम आए।
}
platforms-adults-title = उन लोगों की तस्वीरों के लिए जो 18 साल या उससे बड़े थे
platforms-since = { $day } से भाग लेती है
platforms-not-yet = इसने सूची अभी नहीं ली है
platforms-products = उत्पाद: { $products }
platforms-does = वे कहती हैं कि वे यह करती हैं:
platforms-does-checks-new = लोग अब से जो डालते हैं, उसे जाँचती हैं।
platforms-does-checks-old = जो पहले से वहाँ है, उसे जाँचती हैं।
platforms-does-looks = हर मेल को एक व्यक्ति देखता है।
platforms-does-removes = जो मेल खाता है, उसे हटाती हैं।
platforms-does-blocks-reupload = उसे फिर से डाले जाने से रोकती हैं।
platforms-does-reports = जहाँ कानून कहता है, वहाँ पुलिस को रिपोर्ट करती हैं।
platforms-silent = उन्होंने नहीं बताया कि मेल मिलने पर वे क्या करती हैं।
platforms-meaning-title = इसका क्या मतलब है
platforms-meaning-decide = जब इनमें से किसी को मेल मिलता है, तो वह उसे देखकर अपने नियमों और कानून से फ़ैसला करती है।
platforms-meaning-more = वे जितना करती हैं, उससे ज़्यादा का वादा हम नहीं कर सकते।
platforms-missing-title = जो आपको चाहिए, वह यहाँ नहीं है?
platforms-missing = तब हम नहीं कह सकते कि उसे कोड मिलते हैं। आप फिर भी उससे तस्वीर हटाने को कह सकते हैं।
platforms-missing-link = चिट्ठी लिखें
platforms-yours = आप कोई ऐप या साइट चलाते हैं? भाग लें
