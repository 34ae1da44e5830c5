"""A merchant connects, moves a store, comes back, leaves, and is forgotten."""
