# 可以帮助你的人。各条内容在 help/directory.toml 中，这里是对它们的说明。

help-page = 帮助
help-title = 可以帮助你的人
help-lead = 发生的事不是你的错。你不必独自面对。
help-country-title = 你住在哪里？
help-country-text = 请选择你的国家或地区。旁边是当地的紧急电话。如果你现在有危险，请拨打它。
help-any-title = 所有国家和地区
help-danger-title = 现在有危险吗？
help-danger-text = 请拨打紧急电话。
help-talk-title = 找人谈谈
help-report-title = 举报
help-take-down-title = 让图片被撤下
help-adult-title = 如果当时你已满 18 岁
help-other-country = 其他国家或地区
help-speaks = 可用语言：{ $languages }
help-sources = 这些信息的来源
help-checked-page = { $day } 与其官方网页的存档核对过
help-checked-report = { $day } 与他人的介绍核对过
help-checked-knowledge = { $day } 根据公开常识记录，尚未与网页核对

help-country-any = 所有国家和地区
help-country-ae = 阿拉伯联合酋长国
help-country-ar = 阿根廷
help-country-at = 奥地利
help-country-au = 澳大利亚
help-country-be = 比利时
help-country-br = 巴西
help-country-ca = 加拿大
help-country-ch = 瑞士
help-country-cn = 中国
help-country-co = 哥伦比亚
help-country-de = 德国
help-country-eg = 埃及
help-country-es = 西班牙
help-country-fr = 法国
help-country-gb = 英国
help-country-ie = 爱尔兰
help-country-in = 印度
help-country-it = 意大利
help-country-mx = 墨西哥
help-country-nl = 荷兰
help-country-nz = 新西兰
help-country-pt = 葡萄牙
help-country-sa = 沙特阿拉伯
help-country-tw = 台湾
help-country-us = 美国
help-country-za = 南非

# 每一条的作用：名称下面会有其中一两句。
help-says-talk-young = 儿童和青少年可以在这里找人谈谈。
help-says-talk-anyone = 任何人都可以在这里找人谈谈。
help-says-families = 父母也可以打电话。
help-says-day-and-night = 白天夜里都可以。
help-says-police = 你可以在这里向警方报案。
help-says-protects = 如果有人伤害或利用儿童或青少年，你可以在这里举报。他们会转交给能够处理的部门。
help-says-hotline = 你可以在这里举报图片。他们会转交，并要求撤下图片。
help-says-take-down = 他们帮助你让图片被撤下。
help-says-cybertipline = 举报儿童的性图片，或任何利用、伤害儿童的人。可以不留姓名。他们会转交给警方。
help-says-team-hope = 与有过类似经历的人或其家人谈谈。请说要找 Team HOPE。
help-says-like-this-site = 做法与本网站相同，由美国失踪与受剥削儿童中心运营。
help-says-report-remove = 面向英国 18 岁以下的人。你可以提交图片或它的网址，他们会设法让它被撤下。
help-says-ceop = 把网上的性侵害告诉受过训练的警方人员。他们会和你一起制定保护你的计划。
help-says-find-helpline = 查找你所在国家或地区的儿童和青少年求助电话。
help-says-like-this-site-adults = 做法与本网站相同，面向图片中已满 18 岁的人。
help-says-adults = 与帮助成年人撤下图片的人谈谈。
help-says-search = 请求把网页从 Google 搜索中移除。你需要提供网页的网址。

# CyberTipline 接受的举报种类，用简单的话说。
kinds-title = 你可以在那里举报什么
kinds-enticement = 有人在网上与儿童交谈，想得到性行为或性图片，或者威胁儿童
kinds-molestation = 家庭以外的人以性的方式触摸儿童
kinds-pictures = 有人持有、制作或分享儿童的性图片
kinds-tourism = 有人为了与儿童发生性行为而出行
kinds-trafficking = 有人为了性而贩卖儿童
kinds-sent = 有人向儿童发送他们没有要求的性图片
kinds-names = 用网址掩盖网站内容，欺骗儿童
kinds-words = 用文字或图片诱骗儿童打开色情网页
