"""Commands about the mapping: accounts and tax codes."""
