"""API Gateway in front of the functions."""
