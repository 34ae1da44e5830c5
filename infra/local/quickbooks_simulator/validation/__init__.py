"""Rules that several entities share, by the thing they concern."""
