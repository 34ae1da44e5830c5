"""What operators do with a running system."""
