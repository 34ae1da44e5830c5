"""Accountants whom a merchant lets into their books: what they may do, and how they came."""
