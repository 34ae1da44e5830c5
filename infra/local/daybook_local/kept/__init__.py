"""State on disk: what a killed local system is taken up from."""

from daybook_local.kept.answered_once_kept import AnsweredOnceKept
from daybook_local.kept.state_file import StateFile, UnreadableStateError

__all__ = ["AnsweredOnceKept", "StateFile", "UnreadableStateError"]
