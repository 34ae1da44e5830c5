"""A firm of accountants: its people, and which of them look after which client."""
