# When something goes wrong.

trouble-page = Not here
trouble-not-found = There is nothing at this address
trouble-not-found-text = The address may be wrong, or the page may have moved.
trouble-wrong-method = This page cannot be opened like that
trouble-wrong-method-text = Please start again from the first page.
trouble-busy = This is taking longer than it should
trouble-busy-text = It is our fault, not yours. Nothing was changed. Please try again in a moment.
trouble-first-page = Go to the first page
trouble-help = Find people who can help

# Answers to programs.
problem-content-type = A submission is sent as application/json.
problem-too-long = A submission is at most 256 KiB long.
problem-cut-off = The submission did not arrive whole.
problem-malformed = The submission is not JSON of the shape that is expected, or has a field that does not exist.
problem-field = A field is wrong.
problem-unknown-list = There is no list of this name.
problem-key-reused = The key was used for another submission.
problem-busy = Too much is going on. Send the same again in a few seconds.
