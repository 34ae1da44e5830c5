"""State on disk: what a simulator that was killed is taken up from.

The two simulators carry this folder and `listening.py` each, so that neither needs anything beside it; a test compares
the two.
"""

from talech_simulator.kept.answered_once_kept import AnsweredOnceKept
from talech_simulator.kept.exact_text import text_of, value_of
from talech_simulator.kept.state_file import StateFile, UnreadableStateError

__all__ = ["AnsweredOnceKept", "StateFile", "UnreadableStateError", "text_of", "value_of"]
