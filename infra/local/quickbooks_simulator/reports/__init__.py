"""The books read back: every line that documents post, balances, and the tax return."""
