# 写给应用或网站的信，在设备上填写和打印。

letter-page = 一封信
letter-title = 写给应用或网站的信
letter-lead = 你可以请应用或网站撤下图片。这封信写明了他们需要知道的内容。
letter-place-title = 用哪里的规则？
letter-place-text = 选你居住的地方，或者应用或网站所在的地方。
letter-us = 美国
letter-us-hint = 他们必须在两天内行动。
letter-eu = 欧盟
letter-eu-hint = 他们必须尽快查看，并告诉你他们的决定。
letter-gb = 英国
letter-gb-hint = 他们必须有处理的办法。
letter-other = 其他地方
letter-other-hint = 适用于其他任何地方。
letter-how-fill = 填你想填的。不想说的就空着。不必说明图片的内容。
letter-how-us = 在美国，信里需要四样：你的名字作为签名，图片在哪里，你没有同意，以及怎样联系你。别人可以替你签名。
letter-how-eu = 在欧盟，信里需要你的名字和电子邮箱。如果图片中的你未满 18 岁，可以不写。
letter-how-other = 你住在澳大利亚吗？在那里，eSafety 可以要求应用和网站撤下它。
letter-how-other-link = 澳大利亚的帮助
letter-how-private = 你输入的内容只留在这个页面上，不会发给我们。你离开页面，它就消失。
letter-how-send = 打印它，或者复制到应用或网站的表单里。
letter-to = 收件人
letter-date = 日期
letter-ask = 请撤下一张关于我的裸露或性的图片或视频。它是在没有我同意的情况下发布的。
letter-under-18 = 拍摄时我未满 18 岁。
letter-where = 它在哪里：每个网页的网址，或者账号的名字和帖子
letter-what = 什么能帮助你们找到它
letter-us-consent = 你们怎样能看出我没有同意
letter-us-for = 我替图片中的人签名。我的名字
letter-good-faith = 我真诚地相信，它是在没有我同意的情况下发布的，并且我在这里说的都是真的。
letter-copies = 请同时查找它的副本，并一并撤下。
letter-reach = 你们可以这样联系我
letter-signed = 签名
letter-print = 打印
letter-copy = 复制这封信
letter-no-script = 要打印，请使用浏览器的菜单。
letter-not-alone = 你不必独自写这封信。有些人可以替你发送。
letter-help = 可以帮助你的人
letter-another = 用另一个地方的规则

# 写给应用或网站的话，其中提到法律。它们可能难读，但不是写给填信的人看的。
letter-us-law = 这是依据《TAKE IT DOWN Act》（Public Law 119-12）第 3 条提出的请求。请尽快移除，最迟在 48 小时内。也请尽合理努力移除已知的相同副本。
letter-eu-law = 这是依据《数字服务法》（Digital Services Act，Regulation (EU) 2022/2065）第 16 条提出的通知。该内容违法，因为一张私密图片在未经画面中人同意的情况下被公开。如果我当时未满 18 岁，它还构成 Directive 2011/93/EU 第 3 至 7 条所列的犯罪。
letter-eu-good-faith = 我确认，我真诚地相信本通知所述准确而完整。
letter-gb-law = 这是依据《Online Safety Act 2023》第 20 条提出的违法内容举报。依据《Sexual Offences Act 2003》第 66B 条，未经同意分享私密图片是犯罪。如果我当时未满 18 岁，依据《Protection of Children Act 1978》，该图片也是违法的。
letter-other-law = 我没有同意这样做。请依据你们自己的规则和法律采取行动。
