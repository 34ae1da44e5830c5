"""Sockets that listen on loopback. A part that needs a port holds one, so that no other process gets it."""

import socket

HOST = "127.0.0.1"


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


def port_of(listening: socket.socket) -> int:
    """The port that a socket listens on."""
    number: int = listening.getsockname()[1]
    return number
