"""A merchant as talech lists them: stores, the end of the business day, and the books of each store."""
