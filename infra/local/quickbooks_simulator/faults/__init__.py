"""How QuickBooks says no, and how a test makes it say no."""
