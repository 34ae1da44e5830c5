"""The pages of a firm of accountants: its people, their clients, and its own record."""
