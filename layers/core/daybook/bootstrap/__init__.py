"""The only place that reads the environment and picks adapters."""
