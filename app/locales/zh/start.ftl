# 选择文件之前的问题。每个问题一页，答案是链接。

start-page = 一个问题
start-back = 返回
start-skip = 跳过这个问题

before-title = 开始之前
before-lead = 你随时可以停下或离开。在你同意之前，什么都不会发送。
before-go = 继续
before-straight = 直接去选择照片和视频
before-no-script = 要在这里生成代码，浏览器必须能运行脚本（JavaScript）。现在脚本是关闭的。你仍然可以继续，找到帮助。

start-who-title = 照片或视频里是谁？
start-who-lead = 我们不保存你的回答。你随时可以返回。
start-who-me = 是我
start-who-both = 是我，还有别人
start-who-other = 是我想帮助的人

helping-title = 你可以帮忙
helping-lead = 发生的事不是他们的错，也不是你的错。尽量让他们自己做决定。
helping-do-title = 怎样做有帮助
helping-do-listen = 先倾听。告诉他们你相信他们。
helping-do-together = 和他们一起使用本网站，用存有照片或视频的那台设备。
helping-do-not-look = 不要看、保存或转发图片。即使你想帮忙，这也可能违法。
helping-do-danger = 有儿童现在处于危险中吗？请报警。
helping-go = 一起继续
helping-doors-title = 可以帮助你们两个人的人
helping-country = 查找你所在国家或地区的人

start-threat-title = 现在有人在威胁你吗？
start-threat-lead = 他们有没有说，如果你不付钱，或者不再发更多，就要分享它？
start-threat-yes = 有
start-threat-no = 没有

threat-title = 这不是你的错，你也不是一个人
threat-lead = 这样威胁你的人违反了法律。很多人都遇到过。有办法走出来。
threat-do-title = 现在怎样做有帮助
threat-do-not-pay = 不要付钱，也不要再发任何东西。付钱或再发东西，几乎从来不能让他们停手。如果你已经这样做了，那不是你的错。
threat-do-stop = 不要再给他们写信息。你不必回答。
threat-do-keep = 留下他们的信息和账号名字。对他们说的话截图，不要截图片。
threat-do-block = 然后拉黑他们，并向应用举报这个账号。
threat-do-tell = 告诉一个你信任的人。你没有做错任何事。
threat-call-title = 现在找人谈谈
threat-call = 你想过伤害自己吗？你害怕有人伤害你吗？现在就给人打电话。
threat-call-link = 查找你所在国家或地区可以打的电话
threat-go-title = 你也可以在这里行动
threat-go = 如果你有这张照片或这个视频，本网站可以在它被分享之前帮到你。
threat-go-link = 继续

start-age-title = 照片或视频里的你未满 18 岁吗？
start-age-lead = 你现在多大都没有关系。
start-age-yes = 是，我未满 18 岁
start-age-no = 不，我已满 18 岁
start-age-unsure = 我不确定
start-age-unsure-hint = 没关系。就当作你未满 18 岁继续。
start-age-why = 我们这样问，是因为成年人的图片由别的人来帮助。我们不保存你的回答。
start-age-why-here = 我们这样问，是因为成年人的图片会进入一份单独的名单。我们不保存你的回答。

start-device-title = 照片或视频在这台设备上吗？
start-device-lead = 你的设备需要这个文件来算出代码。文件本身不会发送。
start-device-yes = 是，在这台设备上
start-device-no = 不，我这里没有
start-device-no-hint = 还有别的办法得到帮助。
start-device-do-not = 请不要只为了在这里使用，就从别处保存它或向别人要它。

start-where-title = 就你所知，它现在在哪里？
start-where-lead = 不管在哪里，你都可以使用本网站。我们这样问，是为了告诉你还有什么有帮助。
start-where-site = 在应用或网站上
start-where-chat = 在私人聊天里
start-where-search = 搜索时能看到
start-where-nowhere = 我不知道，或者它还没有被分享
start-where-nowhere-hint = 这正是行动的好时候。这样，有人发布副本时，参加的应用和网站就能找到它。

where-both = 两样都做：使用本网站，也做这些。
where-go = 继续选择照片和视频
where-site-title = 如果它在应用或网站上
where-site-report = 在那里举报这个帖子。在它旁边找“举报”。
where-site-letter = 给他们写一封信。在有些地方，法律要求他们很快行动。
where-site-letter-link = 写一封信
where-site-platforms = 看看它们是否参加。如果没有它们的名字，我们不能说它们会得到代码。
where-site-platforms-link = 参加的应用和网站
where-chat-title = 如果它在私人聊天里
where-chat-locked = 大多数私人聊天是加密的。没有人能在里面查找副本，本网站也不能。
where-chat-report = 在应用里举报这条信息。这样应用就能看到它。
where-chat-leave = 你可以退出群聊，或拉黑发送的人。记下是谁发的。
where-chat-next = 如果有人把它发到聊天之外，参加的应用和网站可以在那里找到它。
where-search-title = 如果搜索时能看到
where-search-ask = 你可以请搜索引擎移除这个网页。你需要网页的网址。
where-search-source = 网页本身会一直在，直到网站撤下它。所以也请写信给网站。

start-adult-title = 有人可以帮助你
start-adult-title-here = 你可以在这里得到帮助
start-adult-lead = 照片或视频里的你已满 18 岁吗？这些人会帮助你。StopNCII.org 的做法与本网站相同。
start-adult-lead-here = 我们也帮助图片中已满 18 岁的人。做法一样。你的代码会进入一份单独的名单。
start-adult-no-file = 没有文件？你仍然可以要求撤下它。
start-adult-no-file-link = 没有文件时你能做什么
start-adult-others = 你还可以找谁
start-adult-both-title = 其中有些是你未满 18 岁时的吗？
start-adult-both = 那么这些可以用本网站处理。
start-adult-both-here = 它们的代码会进入另一份名单。请单独选择它们。
start-adult-both-link = 继续处理我未满 18 岁时的图片

no-file-title = 没有文件也可以行动
no-file-lead = 没有文件，你的设备就算不出代码。但你仍然可以要求撤下它。
no-file-where-title = 你知道它在哪里吗？
no-file-where-report = 向应用或网站举报它。在帖子旁边找“举报”。
no-file-where-words = 可以这样说：“这是我未满 18 岁时的性图片。请撤下它。”
no-file-where-note = 记下网页的网址。不要保存图片。
no-file-letter = 给应用或网站写一封信
no-file-doors-title = 可以替你举报的人
no-file-later-title = 找到文件了吗？
no-file-later = 如果它其实在这台设备上，你可以在这里使用它。
no-file-later-link = 选择照片和视频

# Without the file, for adults.
adult-no-file-lead = 只有用文件才能算出代码，这里和 StopNCII.org 都是这样。但你可以要求撤下图片，也有人会帮你。
adult-no-file-post-title = 向应用或网站提出
adult-no-file-post-words = 可以这样说：“这是我的性图片。我没有同意把它放在这里。请撤下它。”
adult-no-file-post-note = 先记下网页的网址和账号的名字。以后可能用得上。
adult-no-file-post-other = 它在别的网站上？在那里找“举报”、“Report”或“Content removal”。很多网站不需要账号就可以举报。
no-file-search-title = 向搜索引擎提出
adult-no-file-letter-title = 写一封信
adult-no-file-letter = 在美国，应用和网站收到一封写明四件事的信后，必须在两天内行动。其他地方也有规定。本网站帮你写这封信。
adult-no-file-people-title = 帮助成年人的人
