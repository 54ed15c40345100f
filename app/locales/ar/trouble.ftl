# When something goes wrong.

trouble-page = ليس هنا
trouble-not-found = لا يوجد شيء في هذا العنوان
trouble-not-found-text = ربما كان العنوان خاطئًا، أو نُقلت الصفحة.
trouble-no-language = ليست لدينا هذه اللغة بعد
trouble-no-language-text = يمكنك قراءة هذا الموقع بإحدى هذه اللغات.
trouble-wrong-method = لا يمكن فتح هذه الصفحة بهذه الطريقة
trouble-wrong-method-text = الرجاء البدء من جديد من الصفحة الأولى.
trouble-busy = يستغرق هذا وقتًا أطول مما يجب
trouble-busy-text = هذا خطؤنا، وليس خطأك. لم يتغير شيء. الرجاء المحاولة مرة أخرى بعد لحظة.
trouble-busy-order = لا يمكننا القول إن كان ذلك قد تم
trouble-busy-order-text = هذا خطؤنا، وليس خطأك. يمكنك فتح حالتك لمعرفة ما هي عليه الآن.
trouble-first-page = الذهاب إلى الصفحة الأولى
trouble-help = العثور على أشخاص يمكنهم المساعدة
