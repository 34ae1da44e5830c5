"""The payments of an invoice in QuickBooks."""
