"""State on disk. The local system keeps its own parts in the kind of file in which the simulators keep theirs."""

from talech_simulator.kept import StateFile, UnreadableStateError, text_of, value_of

__all__ = ["StateFile", "UnreadableStateError", "text_of", "value_of"]
