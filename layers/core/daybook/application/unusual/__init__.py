"""Finds days that look wrong, and keeps what persons say of them."""
