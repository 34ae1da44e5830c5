"""Schedules at EventBridge Scheduler, and firing a closing instead of its schedule."""
