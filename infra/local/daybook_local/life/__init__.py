"""What happens around a merchant's books: a card processor pays out, a bookkeeper enters it, another app posts too.

Seeded, and with a ledger of the truth: which payout paid which days, and which document is which. Nothing of Daybook is
read, so that its clearing page and its search for double income have a second opinion.
"""
