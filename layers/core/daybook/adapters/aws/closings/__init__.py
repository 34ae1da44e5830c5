"""Closing times at EventBridge Scheduler."""
