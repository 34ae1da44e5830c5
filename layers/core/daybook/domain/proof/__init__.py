"""Why the books are right: a day's proof, and what may come between it and the books."""
