"""The pages of days: the log, one day, a range to sync."""
