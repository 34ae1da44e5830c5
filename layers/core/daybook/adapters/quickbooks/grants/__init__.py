"""The consent at Intuit, and access tokens."""
