"""Create, update, delete and void, alone or in a batch, and what a write changes beside its row."""
