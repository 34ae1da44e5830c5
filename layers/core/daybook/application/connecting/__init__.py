"""A merchant connects a company, moves a store, reconnects, disconnects, or is erased."""
