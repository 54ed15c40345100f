# Who follows the list.

platforms-page = من يشارك
platforms-title = التطبيقات والمواقع المشاركة
platforms-lead = هذه يمكنها الحصول على الرموز. ويمكنها البحث بها عن النسخ.
platforms-unnamed = { $count ->
    [zero] يشارك { $count } آخرون، ولا يريدون ذكر أسمائهم هنا.
    [one] يشارك واحد آخر، ولا يريد ذكر اسمه هنا.
    [two] يشارك اثنان آخران، ولا يريدان ذكر اسميهما هنا.
    [few] يشارك { $count } آخرون، ولا يريدون ذكر أسمائهم هنا.
    [many] يشارك { $count } آخرون، ولا يريدون ذكر أسمائهم هنا.
   *[other] يشارك { $count } آخرون، ولا يريدون ذكر أسمائهم هنا.
}
platforms-none = لا أحد بعد. رموزك تنتظر في القائمة حتى يجلبها أول تطبيق أو موقع.
platforms-all-unnamed = { $count ->
    [zero] يشارك { $count } ويمكنهم الحصول على الرموز، ولا يريدون ذكر أسمائهم هنا.
    [one] يشارك واحد ويمكنه الحصول على الرموز، ولا يريد ذكر اسمه هنا.
    [two] يشارك اثنان ويمكنهما الحصول على الرموز، ولا يريدان ذكر اسميهما هنا.
    [few] يشارك { $count } ويمكنهم الحصول على الرموز، ولا يريدون ذكر أسمائهم هنا.
    [many] يشارك { $count } ويمكنهم الحصول على الرموز، ولا يريدون ذكر أسمائهم هنا.
   *[other] يشارك { $count } ويمكنهم الحصول على الرموز، ولا يريدون ذكر أسمائهم هنا.
}
platforms-adults-title = لصور من كان عمرهم 18 سنة أو أكثر
platforms-since = يشارك منذ { $day }
platforms-not-yet = لم يجلب القائمة بعد
platforms-products = المنتجات: {"\u2068"}{ $products }{"\u2069"}
platforms-does = ما يقولون إنهم يفعلونه:
platforms-does-checks-new = يفحصون ما ينشره الناس من الآن فصاعدًا.
platforms-does-checks-old = يفحصون ما هو موجود بالفعل.
platforms-does-looks = ينظر شخص في كل تطابق.
platforms-does-removes = يزيلون ما يتطابق.
platforms-does-blocks-reupload = يمنعون نشره مرة أخرى.
platforms-does-reports = يبلغون الشرطة عنه حيث يطلب القانون ذلك.
platforms-silent = لم يقولوا ماذا يفعلون عند وجود تطابق.
platforms-meaning-title = ماذا يعني هذا
platforms-meaning-decide = عندما يجد أحدهم تطابقًا، ينظر فيه ويقرر حسب قواعده والقانون.
platforms-meaning-more = لا يمكننا أن نعد بأكثر مما يفعلونه.
platforms-missing-title = هل ما يلزمك غير موجود هنا؟
platforms-missing = إذن لا يمكننا القول إن الرموز تصله. ومع ذلك يمكنك مطالبته بإزالة الصورة.
platforms-missing-link = كتابة رسالة
platforms-yours = هل تدير تطبيقًا أو موقعًا؟ شارك معنا
