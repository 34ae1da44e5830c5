"""The pages of accounts and tax codes after the setup."""
