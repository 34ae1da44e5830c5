"""Consent at Intuit, and the access token that it gives."""
