"""SQS queues and their dead letters."""
