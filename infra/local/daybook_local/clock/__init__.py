"""One clock for every process of the local system: the machine's, and an offset in a file that only grows."""

from daybook_local.clock.shared_clock import SharedClock, followed

__all__ = ["SharedClock", "followed"]
