# 谁在使用名单。

platforms-page = 谁参加了
platforms-title = 参加的应用和网站
platforms-lead = 它们可以得到代码，可以用代码查找副本。
platforms-unnamed = 还有 { $count } 个参加。它们不想在这里被点名。
platforms-none = 还没有。你的代码会在名单上等待，直到第一个来取。
platforms-all-unnamed = 有 { $count } 个参加并可以得到代码。它们不想在这里被点名。
platforms-adults-title = 针对当时已满 18 岁的人的图片
platforms-since = 从 { $day } 起参加
platforms-not-yet = 还没有来取名单
platforms-products = 产品：{ $products }
platforms-does = 它们说自己会做的：
platforms-does-checks-new = 检查人们今后发布的内容。
platforms-does-checks-old = 检查已经在那里的内容。
platforms-does-looks = 每个匹配都由人查看。
platforms-does-removes = 撤下匹配的内容。
platforms-does-blocks-reupload = 阻止它再次被发布。
platforms-does-reports = 在法律有要求的地方向警方报告。
platforms-silent = 它们没有说明找到匹配后会做什么。
platforms-meaning-title = 这意味着什么
platforms-meaning-decide = 其中一个找到匹配时，会先查看，再按自己的规则和法律决定。
platforms-meaning-more = 我们承诺的不能多于它们所做的。
platforms-missing-title = 没有你需要的那一个？
platforms-missing = 那么我们不能说它会得到代码。你仍然可以请它撤下图片。
platforms-missing-link = 写一封信
platforms-yours = 你运营应用或网站吗？欢迎参加
