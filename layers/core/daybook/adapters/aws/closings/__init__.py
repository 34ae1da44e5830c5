"""The next closings, their schedules at EventBridge Scheduler, and firing one instead of its schedule."""
