# 选择文件，以及回执。{ $n } 和 { $m } 是数字。

choose-page = 照片和视频
choose-young = 这里处理你未满 18 岁时的图片。图片中的你年纪更大吗？
choose-young-link = 我当时已满 18 岁
choose-adult = 这里处理你已满 18 岁时的图片。图片中的你年纪更小吗？
choose-adult-link = 我当时未满 18 岁
choose-no-script = 这个页面需要 JavaScript
choose-no-script-why = 工作由你的浏览器来做，这样你的文件不会离开你的设备。为此它要运行脚本，而脚本现在是关闭的。
choose-no-script-doors = 你可以打开脚本，再重新载入页面。或者向下面的人求助。你仍然可以用顶部的按钮离开。
choose-cannot-start = 这个页面没能准备好
choose-cannot-start-text = 什么都没有发送。请检查网络，再重新载入页面。如果你的浏览器很旧，请换一个新的试试。或者向下面的人求助。
choose-old-browser = 这个浏览器太旧，用不了这个页面
choose-old-browser-text = 它不能运行计算代码的程序。什么都没有发送。请换一个新的浏览器，或者你信得过的另一台设备。或者向下面的人求助。你仍然可以用顶部的按钮离开。

picker-title = 选择你的照片和视频
picker-lead = 它们留在这台设备上。在你同意之前，什么都不会发送。
picker-close = 你随时可以关掉这个页面。那样什么都不会发送，你可以重新开始。
picker-choose = 选择照片或视频
picker-choose-more = 再选一些
picker-drop = 你也可以把文件拖到这里。
picker-too-many = 一次最多可以发送 100 个文件。请先发送这些，再用剩下的重新开始。
picker-offline = 需要的都已载入。你现在可以断开网络。发送时再连上。

picker-photo = 照片 { $n }
picker-video = 视频 { $n }
picker-unused = 没有使用的文件
picker-waiting = 等待中
picker-reading = 正在读取
picker-percent = 正在读取，{ $n } %
picker-watching = 正在查看视频
picker-watching-percent = 正在查看视频，{ $n } %
picker-ready = 好了
picker-double = 又是同一个文件
picker-twin = 这与第 { $n } 个是同一个文件，只发送一次。
picker-refused-by-server = 服务器不能使用这一个。什么都没有发送。请移除它，再试一次。
picker-remove = 移除
picker-cancel = 取消
picker-again = 再试一次
picker-exact = 只查找完全相同的副本
picker-show = 显示模糊的小图
picker-hide = 隐藏小图

picker-summary-busy = 已完成 { $n } 个，共 { $m } 个
picker-summary-ready = { $n } 个可以发送，共 { $m } 个
picker-summary-none = 这些文件都不能使用

picker-note-exact-only-video = 我们看不了这个视频的内容。只能找到没有改动过的副本。
picker-note-exact-only-format = 我们读不了这种照片。只能找到没有改动过的副本。如果你已经有它的另一个文件，也请选上。
picker-note-exact-only-unknown = 我们不认识这种文件。只能找到没有改动过的副本。
picker-note-damaged = 这张照片已损坏。只能找到没有改动过的副本。
picker-note-truncated = 这张照片缺少结尾部分。整张照片的副本可能找不到。
picker-note-too-many-pixels = 这张照片太大，读不了。只能找到没有改动过的副本。
picker-note-too-many-bytes = 这个文件太大，读不了。只能找到没有改动过的副本。
picker-note-too-small = 这张照片非常小。只能找到没有改动过的副本。
picker-note-decoder-failed = 你的设备没能读完整张照片。只能找到没有改动过的副本。
picker-note-altered-pixels = 为了保护你，你的浏览器不让我们读取这张照片。只能找到没有改动过的副本。如果你已经有它的另一个文件，也请选上。
picker-note-first-frame = 这张照片会动。我们用它的第一个画面查找副本。
picker-note-camera-preview = 这是一张原始格式照片。我们用了相机存在里面的图片。这对大多数副本都很有效。
picker-note-exact-chosen = 你选择了只查找完全相同的副本。改动过的副本找不到。
picker-note-stalled = 查看这个文件花的时间太长，我们停下了。只能找到没有改动过的副本。
picker-note-low-quality = 这张照片里的细节很少。使用代码之前会由人检查。他们看不到照片。
picker-note-no-video-decoder = 你的浏览器不能为我们播放这种视频。只能找到没有改动过的副本。换一个浏览器可能更好。
picker-note-no-video-track = 这个视频里没有画面，只有声音。只能找到没有改动过的副本。
picker-note-encrypted-video = 这个视频是加锁的，所以我们看不了。只能找到没有改动过的副本。
picker-note-damaged-video = 这个视频已损坏。只能找到没有改动过的副本。
picker-note-long-video = 这个视频太长，我们看不了。只能找到没有改动过的副本。
picker-note-altered-video = 为了保护你，你的浏览器不让我们查看这个视频。只能找到没有改动过的副本。
picker-note-flat-video = 这个视频里的细节很少。只能找到没有改动过的副本。
picker-note-partial-video = 我们只能查看其中一部分。可以找到这一部分的副本，以及没有改动过的副本。
picker-note-iphone = 在 iPhone 上，如果可以，请从“文件”里选择它。“照片”可能交出改动过的副本。
picker-note-other = 这个文件的一些副本可能找不到。

picker-refused-empty = 这个文件是空的，所以没有使用。
picker-refused-not-media = 这不是照片或视频，所以没有使用。
picker-refused-other = 这个文件不能使用。

picker-failed-unreadable = 你的浏览器打不开这个文件。它可能被移动了。
picker-failed-module = 这个页面有一部分没有载入。请检查网络，再试一次。如果还不行，请重新载入页面，再选一次文件。
picker-failed-stalled = 花的时间太长，我们停下了。请再试一次，或者只查找完全相同的副本，这样设备负担更小。
picker-failed-crashed = 你的设备内存不够处理这个文件。请再试一次，或者只查找完全相同的副本，这样需要的内存更少。
picker-failed-other = 这个文件出了问题。这不是你的错。

picker-review-title = 发送之前
picker-review-what = 我们只发送代码，不发送照片或视频。没有文件名，没有日期，没有地点。
picker-review-show = 看看究竟会发送什么
picker-review-show-text = 这就是全部，一个字母都不少。最上面的钥匙是只为这一次生成的。末尾的空白用来掩盖文件的数量。
picker-review-agree = 按下“发送代码”，就表示你同意我们把这些代码交给参加的应用和网站。以后你可以撤回。
picker-send = 发送代码
picker-sending = 正在发送……
picker-send-again = 再试一次

picker-problem-network = 没有收到回应。什么都没有丢。请检查网络，再试一次。即使它已经到达，也只会有一个案件。
picker-problem-busy = 现在人很多。什么都没有丢。请稍等，再试一次。
picker-problem-wait = 什么都没有丢。需要等一会儿。等待秒数：{ $n }。然后再试一次。
picker-problem-wait-minutes = 什么都没有丢。需要等待。等待分钟数：{ $n }。请不要关掉这个页面。然后再试一次。
picker-problem-too-long = 一次太多了。请移除几个文件，先发送其余的，然后再发送它们。
picker-problem-item = 有一个文件不能使用，上面已标出。什么都没有发送。
picker-problem-full = 这个案件放不下这么多。请移除几个，或者为它们新建一个案件。
picker-problem-gone = 这个案件已经不在了。你可以新建一个。
picker-problem-rest = 之前的一次发送其实已经到达，所以你有一个案件。编号和 PIN 在下面。你的一些文件还不在里面。请按“再试一次”，把它们也发送。
picker-problem-other = 我们这边出了问题。什么都没有丢。请稍后再试。
picker-left-out = 读不了、也没有包括在内的文件：{ $n } 个

receipt-title = 已发送
receipt-lead = 你做到了。请留好这两样。要查看进展或撤回，两样都需要。
receipt-unsent = 你的一些文件还没有发送。你可以在上面发送它们。这两样请照样留好。
receipt-earlier = 之前的一次发送其实已经到达，所以有效。之后你移除的文件也在这个案件里。你可以把它们撤回：请查看你的案件。
receipt-first = 继续之前，请把两样都写下来。这个页面不能再打开。
receipt-number = 案件编号
receipt-pin = PIN
receipt-copy = 复制
receipt-copied = 已复制
copy-by-hand = 现在请按复制。
receipt-print = 打印
receipt-keep-title = 妥善保管
receipt-keep-where = 把它们写在只有你会看的地方。
receipt-keep-lost = 我们只在现在显示它们，不能再给你一次。
receipt-keep-alone = 如果有人可能看你的设备，请用纸，或者写成看起来像别的东西的笔记。别人也在用的打印机可能会保存一份。
receipt-copy-stays = 你复制的内容会留在设备的内存里，直到你复制别的内容。有些键盘会保留更久。
receipt-next-title = 接下来会怎样
receipt-next-list = 代码会进入我们的名单，多数在一分钟内。有些会先由人检查。
receipt-next-list-review = 每个代码都先由人检查。这可能需要几天。然后它会进入我们的名单。
receipt-next-match = 参加的应用和网站可以取用名单并查找副本。这可能需要几小时或几天。
receipt-next-status = 你随时可以在这里查看你的案件。
receipt-status-link = 查看案件
receipt-help-link = 可以帮助你的人
receipt-letter-link = 给应用或网站写信
receipt-shared = 要给你信任的人看，请让他们看你的屏幕。同时有这两样的人也可以撤回。

# 向案件添加更多照片和视频。
adding-page = 添加更多
adding-lead = 它们会添加到你的案件里。你的案件编号和 PIN 不变。
added-title = 已添加
added-lead = 它们现在属于你的案件。你的案件编号和 PIN 与之前相同。
added-fewer = 其中一些或全部原来就在你的案件里。这些没有再次添加。如果其中有的正要撤回，它会留下。
