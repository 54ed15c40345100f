# 为什么要等，等多久。

wait-title = 请稍等
wait-seconds = { $why }请在 { $seconds } 秒后再试。
wait-minutes = { $why }请在 { $minutes } 分钟后再试。

wait-network = 你的网络刚才有很多次尝试，不一定是你。
wait-number = 这个编号试得太多了。
wait-everybody = 我们现在很忙，这不是因为你。

# No limit: the database does not do what it should.
wait-trouble = 我们这边现在出了问题。这是我们的问题，不是你的。
