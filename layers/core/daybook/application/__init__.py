"""Use cases, one module each. They talk to the outside through the protocols in `ports`."""
