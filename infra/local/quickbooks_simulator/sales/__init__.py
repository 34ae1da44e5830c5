"""Sales forms: invoices, receipts, credit memos and refunds, their lines, and the tax on them by country."""
