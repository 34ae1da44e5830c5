"""The states of one location-day (due, worked on, held, settled), and what decides about them."""
