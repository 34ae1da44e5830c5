"""The proof of a posted day, and changes in QuickBooks after which a proof no longer holds."""
