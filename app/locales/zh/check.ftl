# 如何检查本网站交给浏览器的程序。

check-page = 检查程序
check-title = 检查本网站的程序
check-lead = 你需要相信本网站交给浏览器的程序是对的。你可以自己检查，也可以请懂的人帮忙。
check-files-title = 文件
check-files = 每个文件都有一个指纹，叫做 SHA-256。下面是本网站现在发出的文件。文件一变，它的指纹也会变。
check-files-name = 文件
check-how-title = 怎样比对
check-how-source = 任何人都可以阅读这个程序。请向本网站的管理者索取同一个版本。
check-how-source-link = 在这里获取
check-how-build = 按其中的说明构建。它会显示每个文件的指纹。
check-how-node = 为此需要 Node.js。
check-how-compare = 从本网站下载这些文件，算出它们的指纹。三者必须完全相同。
check-how-page = 也请在浏览器的源代码视图里查看页面本身。它只能加载这些文件，里面不能有脚本。
check-version = 这是版本 { $version }，用 { $compiler } 构建。
check-limit-title = 这不能说明什么
check-limit = 它只说明本网站此刻给你的是什么，不能说明给别人的是什么。
check-worker = 有一点不需要信任：读取你文件的那一部分没有任何办法连上网络。这由你的浏览器来保证。
