"""Reads pages from standard input, one JSON object {page, text} a line, and prints the reading grade of each.

The grade is Flesch and Kincaid's: the years of school that someone needs to follow the text.
"""

import json
import sys

import textstat

for line in sys.stdin:
    page = json.loads(line)
    print(json.dumps({"page": page["page"], "grade": textstat.flesch_kincaid_grade(page["text"])}))
