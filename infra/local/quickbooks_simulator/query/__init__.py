"""Reading: the query language, change data capture, one row by its id, and how a row looks in an answer."""
