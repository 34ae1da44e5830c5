"""Tokens and grants in DynamoDB, encrypted with the KMS key."""
