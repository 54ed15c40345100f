# Answers to programs. English only.

problem-content-type = A submission is sent as application/json.
problem-too-long = A submission is at most 1 MiB long.
problem-cut-off = The submission did not arrive whole.
problem-malformed = The submission is not JSON of the shape that is expected, or has a field that does not exist.
problem-field = A field is wrong.
problem-unknown-list = There is no list of this name.
problem-key-reused = The key was used for another submission.
problem-no-case = No case has this number and this PIN.
problem-case-full = A case holds at most 100 photos and videos.
problem-work = Much is going on. Show the work that the challenge asks for, and send the same again.
