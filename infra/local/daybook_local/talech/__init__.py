"""A talech that runs on one machine: the wire, its faults, and the books it should lead to.

It imports nothing of Daybook. Its summary report, its business days and its truth ledger are written from
docs/talech.md alone, so that an error in Daybook's accounting cannot agree with itself.
"""
