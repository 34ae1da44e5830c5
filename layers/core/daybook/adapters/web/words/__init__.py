"""The merchant's words."""
