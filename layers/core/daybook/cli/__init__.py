"""`daybook`: what an operator asks and does, for people (tables) and for scripts (`--json`)."""

from daybook.cli.main import main

__all__ = ["main"]
