"""What can happen to an order, and how often it does."""
