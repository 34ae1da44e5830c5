"""Commands about location-days."""
