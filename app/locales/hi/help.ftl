# मदद करने वाले लोग। पंक्तियाँ help/directory.toml में हैं; यहाँ उनके बारे में लिखा है।

help-page = मदद
help-title = मदद करने वाले लोग
help-lead = जो हुआ, वह आपकी गलती नहीं है। आपको यह अकेले नहीं सहना है।
help-country-title = आप कहाँ रहते हैं?
help-country-text = अपना देश चुनें। उसके पास वहाँ का आपातकालीन नंबर है। अगर आप अभी खतरे में हैं, तो उस पर फ़ोन करें।
help-any-title = हर देश में
help-danger-title = क्या आप अभी खतरे में हैं?
help-danger-text = आपातकालीन नंबर पर फ़ोन करें।
help-talk-title = किसी से बात करें
help-report-title = रिपोर्ट करें
help-take-down-title = हटवाएँ
help-adult-title = अगर आप 18 साल या उससे बड़े थे
help-other-country = कोई और देश
help-speaks = वे ये भाषाएँ बोलते हैं: { $languages }
help-sources = यह जानकारी कहाँ से है
help-checked-page = { $day } को उनके अपने पेज की प्रति से जाँचा गया
help-checked-report = { $day } को उनके बारे में दूसरों के लिखे से जाँचा गया
help-checked-knowledge = { $day } को आम जानकारी से लिखा गया, अभी किसी पेज से जाँचा नहीं गया

help-country-any = हर देश
help-country-ae = संयुक्त अरब अमीरात
help-country-ar = अर्जेंटीना
help-country-at = ऑस्ट्रिया
help-country-au = ऑस्ट्रेलिया
help-country-be = बेल्जियम
help-country-br = ब्राज़ील
help-country-ca = कनाडा
help-country-ch = स्विट्ज़रलैंड
help-country-cn = चीन
help-country-co = कोलंबिया
help-country-de = जर्मनी
help-country-eg = मिस्र
help-country-es = स्पेन
help-country-fr = फ़्रांस
help-country-gb = यूनाइटेड किंगडम
help-country-ie = आयरलैंड
help-country-in = भारत
help-country-it = इटली
help-country-mx = मेक्सिको
help-country-nl = नीदरलैंड
help-country-nz = न्यूज़ीलैंड
help-country-pt = पुर्तगाल
help-country-sa = सऊदी अरब
help-country-tw = ताइवान
help-country-us = अमेरिका
help-country-za = दक्षिण अफ़्रीका

# एक पंक्ति क्या करती है: नाम के नीचे इनमें से एक या दो लिखे होते हैं।
help-says-talk-young = बच्चे और किशोर यहाँ किसी से बात कर सकते हैं।
help-says-talk-anyone = कोई भी यहाँ किसी से बात कर सकता है।
help-says-families = माता-पिता भी फ़ोन कर सकते हैं।
help-says-day-and-night = दिन या रात, किसी भी समय।
help-says-police = आप यहाँ पुलिस को रिपोर्ट कर सकते हैं।
help-says-protects = आप यहाँ रिपोर्ट कर सकते हैं कि कोई किसी बच्चे या किशोर को चोट पहुँचा रहा है या उसका इस्तेमाल कर रहा है। वे इसे उन तक पहुँचाते हैं जो कदम उठा सकते हैं।
help-says-hotline = आप यहाँ तस्वीरों की रिपोर्ट कर सकते हैं। वे उसे आगे भेजते हैं और तस्वीरें हटाने को कहते हैं।
help-says-take-down = वे तस्वीरें हटवाने में मदद करते हैं।
help-says-cybertipline = बच्चों की यौन तस्वीरों की, या बच्चे का इस्तेमाल करने या उसे चोट पहुँचाने वाले की रिपोर्ट करें। आप अपना नाम दिए बिना ऐसा कर सकते हैं। वे इसे पुलिस तक पहुँचाते हैं।
help-says-team-hope = उन लोगों से बात करें जिनके साथ, या जिनके परिवार के साथ, ऐसा कुछ हुआ था। Team HOPE के लिए पूछें।
help-says-like-this-site = यह इसी साइट की तरह काम करती है। इसे लापता और शोषित बच्चों के लिए अमेरिका का केंद्र चलाता है।
help-says-report-remove = ब्रिटेन में 18 साल से छोटे लोगों के लिए। आप तस्वीर या उसका पता भेज सकते हैं। वे उसे हटवाने की कोशिश करते हैं।
help-says-ceop = ऑनलाइन यौन शोषण के बारे में प्रशिक्षित पुलिस कर्मियों को बताएँ। वे आपके साथ मिलकर आपको सुरक्षित रखने की योजना बनाते हैं।
help-says-find-helpline = अपने देश में बच्चों और किशोरों के लिए फ़ोन नंबर खोजें।
help-says-like-this-site-adults = यह इसी साइट की तरह काम करती है, उन लोगों के लिए जो तस्वीर में 18 साल या उससे बड़े थे।
help-says-adults = उन लोगों से बात करें जो वयस्कों की तस्वीरें हटवाने में मदद करते हैं।
help-says-search = किसी पेज को Google Search से हटाने के लिए कहें। इसके लिए पेज का पता चाहिए।

# CyberTipline किस तरह की रिपोर्ट लेती है, आसान शब्दों में।
kinds-title = वहाँ आप किसकी रिपोर्ट कर सकते हैं
kinds-enticement = कोई ऑनलाइन बच्चे से यौन संबंध या यौन तस्वीरें पाने के लिए बात करता है, या उसे धमकाता है
kinds-molestation = परिवार के बाहर का कोई व्यक्ति बच्चे को यौन तरीके से छूता है
kinds-pictures = कोई बच्चों की यौन तस्वीरें रखता, बनाता या बाँटता है
kinds-tourism = कोई बच्चों से यौन संबंध के लिए यात्रा करता है
kinds-trafficking = कोई बच्चे को यौन संबंध के लिए बेचता है
kinds-sent = कोई बच्चे को यौन तस्वीरें भेजता है जो उसने नहीं माँगीं
kinds-names = ऐसा वेब पता जो बच्चों को धोखा देने के लिए छिपाता है कि साइट पर क्या है
kinds-words = ऐसे शब्द या तस्वीरें जो बच्चों को धोखे से यौन पेजों पर ले जाती हैं
