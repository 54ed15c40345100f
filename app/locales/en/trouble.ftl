# When something goes wrong.

trouble-page = Not here
trouble-not-found = There is nothing at this address
trouble-not-found-text = The address may be wrong, or the page may have moved.
trouble-no-language = We do not have this language yet
trouble-no-language-text = You can read this site in one of these.
trouble-wrong-method = This page cannot be opened like that
trouble-wrong-method-text = Please start again from the first page.
trouble-busy = This is taking longer than it should
trouble-busy-text = It is our fault, not yours. Nothing was changed. Please try again in a moment.
trouble-busy-order = We cannot say if it was done
trouble-busy-order-text = It is our fault, not yours. Open your case to see how it is now.
trouble-first-page = Go to the first page
trouble-help = Find people who can help
