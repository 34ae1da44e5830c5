"""The demonstration: a merchant connects, their history is posted, the schedule posts the next day, all is proven.

The proof is a second opinion: talech's truth ledger against the books and the tax return of the QuickBooks simulator.
Of Daybook it takes the mapping and the tax codes that were chosen and the names of the documents, never a figure.
"""
