"""Use cases, one module each. They reach vendors, tables and queues through the protocols in `ports`."""
