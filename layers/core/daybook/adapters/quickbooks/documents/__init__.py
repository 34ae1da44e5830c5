"""Documents in QuickBooks: written, read back, compared, looked up."""
