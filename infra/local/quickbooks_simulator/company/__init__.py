"""A company file: what it holds, which variants can be made, and its settings."""
