"""Accounts of a role: which are suitable, the choice of one, a new one in QuickBooks, a lost one again."""
