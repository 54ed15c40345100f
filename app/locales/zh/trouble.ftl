# 出问题的时候。

trouble-page = 这里没有
trouble-not-found = 这个地址没有内容
trouble-not-found-text = 地址可能有错，或者页面换了地方。
trouble-no-language = 我们还没有这种语言
trouble-no-language-text = 你可以用下面的语言阅读本网站。
trouble-wrong-method = 这个页面不能这样打开
trouble-wrong-method-text = 请从首页重新开始。
trouble-busy = 花的时间比应有的长
trouble-busy-text = 这是我们的问题，不是你的。什么都没有改变。请稍后再试。
trouble-busy-order = 我们不能说是否已经完成
trouble-busy-order-text = 这是我们的问题，不是你的。请打开你的案件，看看现在怎样。
trouble-first-page = 前往首页
trouble-help = 查找可以帮助你的人
