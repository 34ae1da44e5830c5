"""AWS behind the ports: DynamoDB, SQS, KMS, EventBridge Scheduler and Secrets Manager."""
