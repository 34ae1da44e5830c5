"""Runs in the worker's interpreter before anything of Daybook: notes the message that it has in hand, and its keys.

Who kills the process has to know, because a dead worker cannot say when its message may come back. The line to AWS
changes what the worker signed, and signs it anew with the same keys.
"""

import json
import os
import sys
from pathlib import Path

import moved_clock

NOTES = "CHAOS_NOTES"


class _Noted:
    """Standard input, by which the emulator hands over one event after the other."""

    def __init__(self, stream):
        self._stream = stream

    def readline(self):
        line = self._stream.readline()
        Path(os.environ[NOTES], str(os.getpid())).write_text(line, encoding="utf-8")
        return line


# Python knows one module of this name: the local system's own would have done this.
moved_clock.follow_if_told()


def _note_keys(folder):
    key = os.environ["AWS_ACCESS_KEY_ID"]
    names = {"secret_key": "AWS_SECRET_ACCESS_KEY", "token": "AWS_SESSION_TOKEN"}
    noted = {"access_key": key} | {name: os.environ[variable] for name, variable in names.items()}
    # Whole from the first moment on: the line reads while another process of the worker starts.
    draft = folder / f"{os.getpid()}.draft"
    draft.write_text(json.dumps(noted), encoding="utf-8")
    draft.replace(folder / f"{key}.json")


if NOTES in os.environ:
    _note_keys(Path(os.environ[NOTES], "keys"))
    sys.stdin = _Noted(sys.stdin)
