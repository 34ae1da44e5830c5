"""Writes, reads, compares and looks up documents in QuickBooks."""
