"""Checks of a deployed stack for `daybook doctor`: each reads, and changes nothing."""
