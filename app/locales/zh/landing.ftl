# 首页。

landing-page = 开始
landing-title = 重新掌握你的照片和视频
landing-lead = 有没有你未满 18 岁时的裸露或性的照片或视频？有人分享了它，或者说要分享它？你可以请应用和网站找到它并撤下它，不需要给任何人看。
landing-adults = 当时你已满 18 岁？在这里也可以得到帮助。
landing-start = 开始
landing-status = 查看案件
landing-note = 免费，只需几分钟。不用说出你的名字。

landing-steps-title = 运作方式
landing-step-pick = 你来选
landing-step-pick-text = 你在设备上选照片或视频。它留在设备上，我们永远看不到它。
landing-step-hash = 你的设备算出代码
landing-step-hash-text = 这串代码叫做哈希，就像指纹。它不是图片，也不会显示图片。
landing-step-match = 应用和网站去找它
landing-step-match-text = 参加的应用和网站会得到代码，可以用它找到副本并撤下。
landing-platforms = 看看谁参加了

landing-privacy-title = 我们知道你的什么
landing-privacy-name = 我们不问你的名字、年龄、电话或邮箱。
landing-privacy-device = 本网站不设置 cookie，也不在你的浏览器里保存你做的或输入的任何东西。
landing-privacy-more = 看看发送什么，谁能看到

landing-danger-title = 你现在有危险吗？
landing-danger-text = 有人在伤害你或威胁你吗？这不是你的错。有人可以马上帮助你。
landing-danger-link = 找一个可以打的电话

# 怎样离开，以及它不能隐藏什么。在首页和提问之前的页面上。
leaving-title = 如果你需要快速离开
leaving-button = 用每页顶部的“马上离开”。页面会立刻变成空白，并打开一个普通网站。
leaving-keys = 在键盘上，也可以按三次 Shift 键。在手机上，用三根手指触摸屏幕。
leaving-plain = 你的浏览器不运行脚本。顶部的按钮仍然有效。但是点返回或前进可能会再次看到这个网站。
leaving-lost = 还没有发送的内容会消失。这是安全的：你随时可以重新开始。如果没有写下编号和 PIN，它们也会消失。
leaving-hide-title = 它不能隐藏什么
leaving-hide-history = 你的浏览器可能仍会在历史记录中列出本网站。使用无痕窗口就不会留下记录。它也可能保留本网站的一些文件。
leaving-hide-back = 在有些浏览器里，点返回或前进可能会看到这个网站的页面。可以的话，把窗口也关掉。
leaving-hide-network = 学校或管理你网络的人，可能会看到你来过本网站。他们看不到你在这里做什么。
leaving-hide-watched = 如果有人在你的设备上装了监视程序，他们可能看到一切。那么请用一台他们碰不到的设备。
