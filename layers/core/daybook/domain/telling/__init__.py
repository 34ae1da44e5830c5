"""What a merchant is told by mail."""
