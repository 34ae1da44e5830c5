"""The form in which an entity is described: its fields, the rules it must keep, and what QuickBooks adds to it."""
