"""Finds out the result of calls without a seen answer, and rebuilds lost records."""
