"""Reads what moved on accounts, for the clearing page and the search for double income."""
