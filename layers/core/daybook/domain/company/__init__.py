"""A QuickBooks company: the merchant's connection to it, their choices, its lists, and what changes in it."""
