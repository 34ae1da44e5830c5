"""The simulator on a port: rules of every call, faults of the line, and what is kept on disk."""
