"""Adapters, one package per vendor or technology: they implement the ports. None imports another."""
