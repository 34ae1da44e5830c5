"""One request to QuickBooks: address, query, body, answer, fault."""
