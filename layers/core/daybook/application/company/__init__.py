"""A merchant's QuickBooks company: its lists, changes that people made there, and the state of the books."""
