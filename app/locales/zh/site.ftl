# 每个页面上都有的内容。

# 这种语言怎样称呼自己，书写方向（ltr 或 rtl），以及是否有人读过所有这些文件（yes 或 no）。
language-name = 简体中文
language-direction = ltr
language-reviewed = no
# 在有人检查之前，每个页面都会显示。后面是英文页面的链接。
language-unreviewed = 这份翻译还没有人检查过，有些地方可能有错。
languages-label = 语言

site-name = Reclaim
site-skip = 跳到正文

leave-link = 马上离开
leave-two = 再按两次 Shift 键就离开。
leave-one = 再按一次 Shift 键就离开。
leave-again = 再次打开这个页面

foot-label = 更多页面
foot-help = 可以帮助你的人
foot-status = 查看案件
foot-how = 运作方式
foot-platforms = 谁参加了
foot-for-platforms = 平台入口
foot-leaving = 快速离开
foot-note = 没有名字。没有 cookie。你的照片和视频留在你的设备上。

limits-title = 它做不到什么
limits-taking-part = 只有参加的应用和网站会查找你的照片或视频。
limits-encrypted = 它看不到加密的私人聊天（端到端加密）。
limits-changed = 改动很大的副本可能找不到。
limits-no-promise = 我们不能保证副本会被撤下。由每个应用或网站自己决定。
limits-trust = 你需要相信本网站交给浏览器的程序是对的。
limits-trust-link = 看看怎样检查

door-call = 拨打 { $number }
door-go = 前往 { $name }

date-day = { $year } 年 { $month ->
    [1] 1
    [2] 2
    [3] 3
    [4] 4
    [5] 5
    [6] 6
    [7] 7
    [8] 8
    [9] 9
    [10] 10
    [11] 11
   *[12] 12
} 月 { $day } 日
date-moment = { date-day } { $hour } UTC
date-left = { $hours ->
    [0] 不到 1 小时后
   *[other] 约 { $hours } 小时后
}（{ $moment }）
