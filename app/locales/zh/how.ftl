# 运作方式，以及怎样检查。

how-page = 运作方式
how-title = 运作方式

how-hash-title = 什么是哈希？
how-hash-what = 哈希是由照片或视频算出的一串代码。同一个文件总是得到同一串代码。我们也叫它指纹。
how-hash-kinds = 你的设备会算出几种。有的能找到完全相同的副本，有一种能找到看上去几乎一样的照片，比如缩小过的。
how-hash-back = 哈希不是图片。看着它，你看不出任何东西。能不能由它猜出一个粗略模糊的形状，专家们仍有争论。所以我们小心保管这些代码。
how-hash-iphone = 你用 iPhone 吗？如果可以，请从“文件”里选择照片。“照片”可能交出改动过的副本。看上去一样的副本仍然能找到，但精确的代码就是那个改动过的副本的。

how-see-title = 谁能看到什么
how-see-device = 你的设备
how-see-device-text = 它读取文件，算出代码。你关掉页面后，它就不再记得这个文件。
how-see-us = 我们
how-see-us-text = 我们得到代码，并知道每个代码是照片还是视频。我们得不到文件，也得不到它的名字、日期和地点。我们不保存你的网络地址。
how-see-platforms = 应用和网站
how-see-platforms-text = 它们得到代码。我们不告诉它们哪些代码属于同一个人，也不告诉它们是谁发来的。

how-next-title = 代码之后会怎样
how-next-list = 它们会进入一份名单。参加的应用和网站可以随时取用。
how-next-review = 计算机会先检查每个代码。如果它对某个代码没有把握，会先由人查看，然后才交给别人。
how-next-review-first = 每个代码都先由人查看，然后才交给别人。他们看不到图片。
how-next-platforms = 应用或网站找到匹配时，会看它自己的规则和法律。然后它可以撤下副本，并阻止新的副本。
how-next-who = 看看谁参加了

how-trust-title = 我怎样检查这些？
how-trust-why = 你确实需要相信本网站交给浏览器的程序是对的。下面这些能让你更放心。
how-trust-worker = 读取你文件的那一部分不被允许使用网络。这由你的浏览器来保证。
how-trust-offline = 页面说可以之后，你可以断开网络。计算代码不需要网络。发送时再连上。
how-trust-source = 发送之前，你可以看到将要发送的全部内容。任何人也都可以阅读本网站的程序。
how-trust-check = 怎样检查程序

how-back-title = 我可以撤回吗？
how-back-text = 可以。用你的案件编号和 PIN，你可以让代码离开名单。你有一天时间可以改变主意。
how-back-link = 查看案件
