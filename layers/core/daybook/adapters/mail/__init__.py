"""Mails to the merchant, in English and in the French of Canada."""
