"""The lists of a company: accounts, items, customers, tax codes, classes."""
