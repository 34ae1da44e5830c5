"""Queues and their dead letters in SQS."""
