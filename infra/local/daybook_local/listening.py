"""Documented ports of the local system: where one is in use, the next, or a moment of patience."""

import socket
import time

from loopback_service import HOST, listener

_PORTS_TRIED = 50
_FREED_WITHIN_SECONDS = 15.0
_LOOK_SECONDS = 0.1


def first_free_listener(first: int) -> socket.socket:
    """A socket that listens on a documented port, or on the next one that is free.

    Raises:
        OSError: fifty ports in a row are in use.
    """
    for port in range(first, first + _PORTS_TRIED):
        try:
            return listener(port)
        except OSError:
            continue
    raise OSError(f"ports {first} to {first + _PORTS_TRIED - 1} of {HOST} are all in use: stop what listens there")


def same_listener(port: int) -> socket.socket:
    """A socket that listens where one did before; who listened there is given some seconds to end.

    Raises:
        OSError: the port is still in use.
    """
    until = time.monotonic() + _FREED_WITHIN_SECONDS
    while True:
        try:
            return listener(port)
        except OSError:
            if time.monotonic() > until:
                raise OSError(
                    f"port {port} of {HOST} is in use, and the system that is taken up needs it again: stop what "
                    "listens there"
                ) from None
        time.sleep(_LOOK_SECONDS)
