"""CloudWatch metrics from log lines and queues."""
