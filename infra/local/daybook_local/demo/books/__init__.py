"""What the books hold, read back over the API and compared line by line."""
