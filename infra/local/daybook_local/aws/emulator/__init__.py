"""The emulator's own process, and what is repaired in it."""
