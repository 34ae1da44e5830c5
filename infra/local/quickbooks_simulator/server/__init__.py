"""The simulator on a port: the gate of the API, the doors at the back, limits, notices, and what is kept on disk."""
