"""Files that are made from the code and committed; a test compares each of them with the code."""

NEXT_STEP = "it is made from the code: run `make generate` and read the difference in `git diff`"
