"""Rows in DynamoDB."""
