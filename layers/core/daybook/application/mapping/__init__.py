"""Which account receives what: proposed, chosen, changed from a date on, carried to another client."""
