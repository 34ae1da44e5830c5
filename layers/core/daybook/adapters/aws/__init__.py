"""The AWS adapters: DynamoDB, SQS, KMS, SES, EventBridge Scheduler and Secrets Manager."""
