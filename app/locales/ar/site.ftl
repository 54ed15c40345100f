# What stands on every page.

# What this language calls itself, which way it is written (ltr or rtl), and whether a person who speaks it has read
# all of these files (yes or no).
language-name = العربية
language-direction = rtl
language-reviewed = no
# Shown on every page until then. A link to the page in English follows.
language-unreviewed = لم يراجع أي شخص هذه الترجمة بعد. قد يكون بعضها خاطئًا.
languages-label = اللغات

site-name = Reclaim
site-skip = الانتقال إلى محتوى الصفحة

leave-link = خروج الآن
leave-two = للخروج: الضغط على Shift مرتين أخريين.
leave-one = للخروج: الضغط على Shift مرة واحدة أخرى.
leave-again = فتح هذه الصفحة من جديد

foot-label = صفحات أخرى
foot-help = أشخاص يمكنهم المساعدة
foot-status = متابعة حالة
foot-how = كيف يعمل الموقع
foot-platforms = من يشارك
foot-for-platforms = للمنصات
foot-leaving = الخروج بسرعة
foot-note = بلا اسم. بلا ملفات تعريف ارتباط (كوكيز). صورك وفيديوهاتك تبقى على جهازك.

limits-title = ما لا يستطيع الموقع فعله
limits-taking-part = التطبيقات والمواقع المشاركة فقط هي التي ستبحث عن صورتك أو الفيديو الخاص بك.
limits-encrypted = لا يمكنه النظر داخل المحادثات الخاصة المقفلة (المشفّرة من طرف إلى طرف).
limits-changed = قد لا يُعثر على نسخة جرى تغييرها كثيرًا.
limits-no-promise = لا يمكننا أن نعد بإزالة أي نسخة. القرار لكل تطبيق أو موقع.
limits-trust = لا بد من الثقة بأن هذا الموقع يعطي متصفحك البرنامج الصحيح.
limits-trust-link = كيف يمكن التحقق من ذلك

door-call = الاتصال بالرقم {"\u2066"}{ $number }{"\u2069"}
door-go = الذهاب إلى {"\u2068"}{ $name }{"\u2069"}

date-day = { $day } { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
} { $year }
date-moment = { date-day }، {"\u2066"}{ $hour } UTC{"\u2069"}
date-left = { $hours ->
    [zero] خلال أقل من ساعة
    [one] بعد نحو ساعة
    [two] بعد نحو ساعتين
    [few] بعد نحو { $hours } ساعات
    [many] بعد نحو { $hours } ساعة
   *[other] بعد نحو { $hours } ساعة
} ({ $moment })
