"""QuickBooks tax codes for sets of taxes: found, chosen, and used from a date on."""
