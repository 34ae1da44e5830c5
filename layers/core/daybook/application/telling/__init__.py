"""Mails to merchants, and the address they go to."""
