# Who follows the list.

platforms-page = Who takes part
platforms-title = Apps and sites that take part
platforms-lead = These can get the codes. They can look for copies with them.
platforms-unnamed = { $count ->
    [one] One more takes part. It does not want to be named here.
   *[other] { $count } more take part. They do not want to be named here.
}
platforms-none = None yet. Your codes wait on the list until the first one fetches it.
platforms-all-unnamed = { $count ->
    [one] One takes part and can get the codes. It does not want to be named here.
   *[other] { $count } take part and can get the codes. They do not want to be named here.
}
platforms-adults-title = For pictures of people who were 18 or older
platforms-since = Takes part since { $day }
platforms-not-yet = Has not fetched the list yet
platforms-products = Products: { $products }
platforms-does = What they say they do:
platforms-does-checks-new = They check what people post from now on.
platforms-does-checks-old = They check what is there already.
platforms-does-looks = A person looks at each match.
platforms-does-removes = They take down what matches.
platforms-does-blocks-reupload = They keep it from being posted again.
platforms-does-reports = They report it to the police where the law says so.
platforms-silent = They did not say what they do with a match.
platforms-meaning-title = What this means
platforms-meaning-decide = When one of them finds a match, it looks at it and decides by its own rules and the law.
platforms-meaning-more = We cannot promise more than what they do.
platforms-missing-title = Is the one that you need not here?
platforms-missing = Then we cannot say that it gets the codes. You can still ask it to take the picture down.
platforms-missing-link = Write a letter
platforms-yours = Do you run an app or a site? Take part
