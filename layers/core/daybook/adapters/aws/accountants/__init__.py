"""Accountants, their invitations and their firms in ConnectionTable."""
