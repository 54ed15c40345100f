# Why someone has to wait, and for how long. The limits name the sentences that say why; the two that say for how long stand behind them.

wait-title = الرجاء الانتظار لحظة
wait-seconds = { $why } يمكنك المحاولة مرة أخرى بعد { $seconds ->
    [zero] لحظة
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
}.
wait-minutes = { $why } يمكنك المحاولة مرة أخرى بعد { $minutes ->
    [zero] لحظة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
}.

wait-network = جاءت محاولات كثيرة من شبكتك، وليس بالضرورة منك.
wait-number = كانت هناك محاولات كثيرة جدًا بهذا الرقم.
wait-everybody = لدينا الكثير من العمل الآن، وليس ذلك بسببك.

# No limit: the database does not do what it should.
wait-trouble = هناك شيء لا يعمل لدينا الآن. هذا خطؤنا، وليس خطأك.
