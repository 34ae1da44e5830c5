"""The pages of connecting."""
