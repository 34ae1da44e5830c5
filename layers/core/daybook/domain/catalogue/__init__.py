"""The error catalogue: a stable code for every error, and its words in English and French."""
