"""HTTP calls to QuickBooks: addresses, queries, JSON bodies, answers and faults."""
