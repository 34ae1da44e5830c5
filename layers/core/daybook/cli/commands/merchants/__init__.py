"""Commands about a merchant: their connection, their choices, all that is kept of them."""
