"""Tokens in DynamoDB, encrypted with the KMS key."""
