"""The sync log: what it is narrowed to, its sums, and decisions on several days."""
