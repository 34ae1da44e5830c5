"""What Daybook looks after by itself: the watchdog's looks, and notices of QuickBooks."""
