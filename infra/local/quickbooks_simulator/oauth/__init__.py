"""Intuit's authorization server: discovery, consent, tokens."""
