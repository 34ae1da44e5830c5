"""The chart of accounts, and which account receives what."""
