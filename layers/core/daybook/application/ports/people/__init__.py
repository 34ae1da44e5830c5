"""Ports of people: accountants and their firms, the record of what persons did, mails."""
