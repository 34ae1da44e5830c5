"""The sync log: its page, what it is narrowed to, its sums, and decisions on several days."""
