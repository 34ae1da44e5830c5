"""Create, update, delete and void, and what a write changes beside its row."""
