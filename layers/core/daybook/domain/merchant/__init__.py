"""A merchant as talech knows them: stores, the end of their business day, and the books that a store posts to."""
