"""The mails to a merchant: their facts, and the rules for when Daybook sends them."""
