"""Sockets that listen on loopback. A part that needs a port holds one: nobody else gets it before it is used."""

import socket
import time

HOST = "127.0.0.1"
_PORTS_TRIED = 50
_FREED_WITHIN_SECONDS = 15.0
_LOOK_SECONDS = 0.1


def listener(port: int = 0) -> socket.socket:
    """A socket that listens on one port; 0 takes any that is free.

    Raises:
        OSError: the port is in use.
    """
    # Named in full, because asyncio sends small answers at once only on sockets that say they are TCP; on the others
    # an answer waits 40 ms for an acknowledgement.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        # Two sockets may be bound to one port until one of them listens.
        made.listen()
    except OSError:
        made.close()
        raise
    return made


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


def port_of(listening: socket.socket) -> int:
    """The port that a socket listens on."""
    number: int = listening.getsockname()[1]
    return number
