"""Tokens in DynamoDB, encrypted under the KMS key."""
