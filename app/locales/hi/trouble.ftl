# जब कुछ गड़बड़ हो।

trouble-page = यहाँ नहीं है
trouble-not-found = इस पते पर कुछ नहीं है
trouble-not-found-text = पता गलत हो सकता है, या पेज कहीं और चला गया है।
trouble-no-language = यह भाषा अभी हमारे पास नहीं है
trouble-no-language-text = आप यह साइट इनमें से किसी भाषा में पढ़ सकते हैं।
trouble-wrong-method = यह पेज इस तरह नहीं खुल सकता
trouble-wrong-method-text = कृपया पहले पेज से फिर शुरू करें।
trouble-busy = इसमें ज़रूरत से ज़्यादा समय लग रहा है
trouble-busy-text = यह हमारी गलती है, आपकी नहीं। कुछ नहीं बदला। कृपया थोड़ी देर में फिर कोशिश करें।
trouble-busy-order = हम नहीं कह सकते कि यह हुआ या नहीं
trouble-busy-order-text = यह हमारी गलती है, आपकी नहीं। अब क्या स्थिति है, यह देखने के लिए अपना केस खोलें।
trouble-first-page = पहले पेज पर जाएँ
trouble-help = मदद करने वाले लोगों को खोजें
