"""What became of calls whose answer was not seen, and of records that were lost."""
