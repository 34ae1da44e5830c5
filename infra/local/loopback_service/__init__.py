"""What a service on one machine stands on: a socket on loopback, and state that survives the end of its process."""

from loopback_service.answered_once_kept import AnsweredOnceKept
from loopback_service.exact_text import text_of, value_of
from loopback_service.listening import HOST, listener, port_of
from loopback_service.prompt_server import PromptServer
from loopback_service.state_file import StateFile, UnreadableStateError

__all__ = [
    "HOST",
    "AnsweredOnceKept",
    "PromptServer",
    "StateFile",
    "UnreadableStateError",
    "listener",
    "port_of",
    "text_of",
    "value_of",
]
