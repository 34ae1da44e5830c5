"""Posts one location-day into the books exactly once and keeps it correct; start with `post_location_day`."""
