"""The pages of the setup."""
