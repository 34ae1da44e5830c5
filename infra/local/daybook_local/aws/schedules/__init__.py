"""EventBridge Scheduler on a clock that can be moved."""
