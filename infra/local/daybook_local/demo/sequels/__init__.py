"""What can happen after the days are posted, each with figures of its own."""
