"""The simulator on a port: routes, the gate of the API, batches, and the doors at the back."""
