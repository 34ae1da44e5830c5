"""The life of one location-day: due, worked on, held, settled."""
