"""What the simulator remembers: companies, tokens, counts, answers, notices; and how it is kept on disk."""
