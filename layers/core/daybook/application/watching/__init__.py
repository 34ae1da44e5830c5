"""The checks of the watchdog (days, closings, grants), and the processing of QuickBooks' notices."""
