# People who can help. The lines themselves are in help/directory.toml; this is what is said of them.

help-page = مساعدة
help-title = أشخاص يمكنهم المساعدة
help-lead = ما حدث ليس ذنبك. ولست وحدك في مواجهته.
help-country-title = في أي بلد أنت؟
help-country-text = يمكنك اختيار بلدك. بجانبه رقم الطوارئ هناك. إذا كنت في خطر الآن، فالرجاء الاتصال به.
help-any-title = في كل البلدان
help-danger-title = هل أنت في خطر الآن؟
help-danger-text = الرجاء الاتصال برقم الطوارئ.
help-talk-title = التحدث مع شخص
help-report-title = الإبلاغ
help-take-down-title = طلب الإزالة
help-adult-title = إذا كان عمرك 18 سنة أو أكثر
help-other-country = بلد آخر
help-speaks = اللغات المستخدمة: { $languages }
help-sources = مصادر هذه المعلومات
help-checked-page = تم التحقق في {"\u2066"}{ $day }{"\u2069"} من نسخة من صفحتهم
help-checked-report = تم التحقق في {"\u2066"}{ $day }{"\u2069"} مما يكتبه آخرون عنهم
help-checked-knowledge = سُجّل في {"\u2066"}{ $day }{"\u2069"} مما هو معروف عمومًا، ولم يُتحقق منه في صفحة بعد

help-country-any = كل البلدان
help-country-ae = الإمارات العربية المتحدة
help-country-ar = الأرجنتين
help-country-at = النمسا
help-country-au = أستراليا
help-country-be = بلجيكا
help-country-br = البرازيل
help-country-ca = كندا
help-country-ch = سويسرا
help-country-cn = الصين
help-country-co = كولومبيا
help-country-de = ألمانيا
help-country-eg = مصر
help-country-es = إسبانيا
help-country-fr = فرنسا
help-country-gb = المملكة المتحدة
help-country-ie = أيرلندا
help-country-in = الهند
help-country-it = إيطاليا
help-country-mx = المكسيك
help-country-nl = هولندا
help-country-nz = نيوزيلندا
help-country-pt = البرتغال
help-country-sa = السعودية
help-country-tw = تايوان
help-country-us = الولايات المتحدة
help-country-za = جنوب أفريقيا

# What a line does: one or two of these stand under its name.
help-says-talk-young = هنا يمكن للأطفال والشباب التحدث مع شخص.
help-says-talk-anyone = هنا يمكن لأي شخص التحدث مع أحد.
help-says-families = يمكن للأهل الاتصال أيضًا.
help-says-day-and-night = في أي وقت من النهار أو الليل.
help-says-police = يمكنك هنا إبلاغ الشرطة.
help-says-protects = يمكنك هنا الإبلاغ عن شخص يؤذي طفلًا أو مراهقًا أو يستغله. هم يحيلون البلاغ إلى من يمكنه التصرف.
help-says-hotline = يمكنك هنا الإبلاغ عن الصور. هم يحيلون البلاغ ويطلبون إزالتها.
help-says-take-down = يساعدون في إزالة الصور.
help-says-cybertipline = للإبلاغ عن صور جنسية لأطفال، أو عن أي شخص يستغل طفلًا أو يؤذيه. يمكنك ذلك بدون ذكر اسمك. هم يحيلون البلاغ إلى الشرطة.
help-says-team-hope = للتحدث مع أشخاص مرّوا بشيء كهذا، أو مرّت به عائلاتهم. يمكنك طلب Team HOPE.
help-says-like-this-site = يعمل مثل هذا الموقع. يديره المركز الأمريكي للأطفال المفقودين والمستغَلّين.
help-says-report-remove = لمن هم دون 18 سنة في المملكة المتحدة. يمكنك إرسال الصورة أو عنوانها. وهم يحاولون إزالتها.
help-says-ceop = لإخبار أشخاص مدرَّبين في الشرطة عن اعتداء جنسي على الإنترنت. هم يضعون معك خطة لحمايتك.
help-says-find-helpline = للعثور على رقم يمكن للأطفال والشباب الاتصال به في بلدك.
help-says-like-this-site-adults = يعمل مثل هذا الموقع، لمن كان عمرهم 18 سنة أو أكثر في الصورة.
help-says-adults = للتحدث مع أشخاص يساعدون البالغين في إزالة الصور.
help-says-search = لطلب حذف صفحة من نتائج بحث Google. يلزم لذلك عنوان الصفحة.

# The kinds of report that the CyberTipline takes, in plain words.
kinds-title = ما الذي يمكنك الإبلاغ عنه هناك
kinds-enticement = شخص يتحدث مع طفل على الإنترنت للحصول على الجنس أو على صور جنسية، أو يهدده
kinds-molestation = شخص من خارج العائلة يلمس طفلًا بطريقة جنسية
kinds-pictures = شخص لديه صور جنسية لأطفال أو يصنعها أو ينشرها
kinds-tourism = شخص يسافر لممارسة الجنس مع أطفال
kinds-trafficking = شخص يبيع طفلًا للجنس
kinds-sent = شخص يرسل إلى طفل صورًا جنسية لم يطلبها
kinds-names = عنوان على الإنترنت يخفي ما في الموقع ليخدع الأطفال
kinds-words = كلمات أو صور تقود الأطفال بالخداع إلى صفحات جنسية
