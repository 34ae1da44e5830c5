"""Daybook: a talech merchant's business day, posted into QuickBooks Online to the cent, exactly once."""
