# The first page.

landing-page = البداية
landing-title = استعادة التحكم في صورك وفيديوهاتك
landing-lead = هل هناك صورة أو فيديو لك بدون ملابس أو ذو طابع جنسي، من قبل بلوغك سن 18؟ هل نشره أحد، أو قال إنه سينشره؟ يمكنك الطلب من التطبيقات والمواقع أن تبحث عنه وتزيله. ولا حاجة لأن يراه أحد من أجل ذلك.
landing-start = البدء
landing-status = متابعة حالة
landing-note = هذا مجاني ويستغرق بضع دقائق. وبدون ذكر اسمك.

landing-steps-title = كيف يعمل الموقع
landing-step-pick = الاختيار لك
landing-step-pick-text = يكون اختيار الصورة أو الفيديو على جهازك. ويبقى هناك. نحن لا نراه أبدًا.
landing-step-hash = جهازك يصنع رمزًا
landing-step-hash-text = يُسمى هذا الرمز هاش (hash). هو مثل البصمة. ليس هو الصورة، ولا يمكن لأحد رؤية الصورة به.
landing-step-match = التطبيقات والمواقع تبحث
landing-step-match-text = يصل الرمز إلى المشاركين منها. ويمكنها استخدامه للعثور على النسخ وإزالتها.
landing-platforms = من يشارك

landing-privacy-title = ما نعرفه عنك
landing-privacy-name = لا نسأل عن اسمك ولا عمرك ولا هاتفك ولا بريدك الإلكتروني.
landing-privacy-device = لا يضع هذا الموقع ملفات تعريف ارتباط (كوكيز)، ولا يحتفظ بأي شيء في متصفحك.
landing-privacy-more = ماذا يُرسل، ومن يراه

landing-danger-title = هل أنت في خطر الآن؟
landing-danger-text = هل يؤذيك أحد أو يهددك؟ الذنب ليس ذنبك. هناك أشخاص يساعدون على الفور.
landing-danger-link = العثور على من يمكن الاتصال به

# How to leave, and what that cannot hide. On the first page, and on the page before the questions.
leaving-title = إذا احتجت إلى الخروج بسرعة
leaving-button = يوجد زر «خروج الآن» أعلى كل صفحة. به تصبح الصفحة فارغة فورًا ويُفتح موقع عادي.
leaving-keys = على لوحة المفاتيح يمكنك أيضًا الضغط على Shift ثلاث مرات. وعلى الهاتف: لمس الشاشة بثلاثة أصابع.
leaving-lost = عندها يُحذف ما لم يُرسل بعد. هذا آمن: يمكنك البدء من جديد في أي وقت.
leaving-hide-title = ما لا يمكن إخفاؤه بذلك
leaving-hide-history = قد يظهر هذا الموقع في سجل متصفحك. النافذة الخاصة تُبقيه خارج هذا السجل.
leaving-hide-network = قد ترى المدرسة، أو من يدير شبكتك، أنك كنت على هذا الموقع. ولا يمكنهم رؤية نشاطك هنا.
leaving-hide-watched = إذا وضع أحد برنامجًا على جهازك لمراقبتك، فقد يرى كل شيء. عندها يكون الأفضل استخدام جهاز لا يستطيع الوصول إليه.
