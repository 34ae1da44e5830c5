"""Reads the environment and chooses adapters; no other package does."""
