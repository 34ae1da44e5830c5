"""The lists a company keeps: accounts, items, parties, taxes, terms, settings."""
