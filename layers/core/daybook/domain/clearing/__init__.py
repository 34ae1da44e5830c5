"""Clearing: what a processor was owed, what it paid, what is late and why. Values and rules, nothing is read here."""
