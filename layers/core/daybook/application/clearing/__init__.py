"""Follows money from the till to the bank: reads on request, proposes, and writes nothing in QuickBooks."""
