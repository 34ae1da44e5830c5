"""Put one location-day into the books exactly once, and keep it right there: `post_location_day` is the whole story."""
