"""A company file: what it holds, how its documents are linked, and its settings."""
