"""Runs in the worker's interpreter before anything of Daybook: notes which message the process has in hand.

Who kills the process has to know, because a dead worker cannot say when its message may come back.
"""

import os
import sys
from pathlib import Path

NOTES = "CHAOS_NOTES"


class _Noted:
    """Standard input, by which the emulator hands over one event after the other."""

    def __init__(self, stream):
        self._stream = stream

    def readline(self):
        line = self._stream.readline()
        Path(os.environ[NOTES], str(os.getpid())).write_text(line, encoding="utf-8")
        return line


if NOTES in os.environ:
    sys.stdin = _Noted(sys.stdin)
