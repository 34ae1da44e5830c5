"""Documents other than sales forms: journal entries, payments, deposits."""
