"""What Daybook says of itself: log lines, metrics and how vendors answered."""
