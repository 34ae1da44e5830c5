"""Which process is at the other end of a connection on this machine, and its sudden end."""

import os
import signal
import subprocess
from pathlib import Path

_SOCKETS = Path("/proc/net/tcp")
_LOCAL, _REMOTE, _INODE = 1, 2, 9


class NobodyThereError(RuntimeError):
    """No process of ours holds that end of the connection."""


def kill_peer(port, server_port):
    """SIGKILL for the process that connected from a port: no handler runs, nothing is flushed, nothing is released."""
    pid = _by_files(port, server_port) if _SOCKETS.exists() else _by_lsof(port, server_port)
    os.kill(pid, signal.SIGKILL)
    return pid


def _by_files(port, server_port):
    wanted = (f"0100007F:{port:04X}", f"0100007F:{server_port:04X}")
    rows = [row.split() for row in _SOCKETS.read_text().splitlines()[1:]]
    inode = next((row[_INODE] for row in rows if (row[_LOCAL], row[_REMOTE]) == wanted), None)
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        if inode is not None and _target(link) == f"socket:[{inode}]":
            return int(link.parts[2])
    raise NobodyThereError(f"nobody connects from port {port}")


def _target(link):
    try:
        return str(link.readlink())
    except OSError:
        return ""  # closed meanwhile, or somebody else's


def _by_lsof(port, server_port):
    """Where there is no /proc."""
    listed = subprocess.run(  # noqa: S603 -- a number is the only argument
        ["lsof", "-nP", "-Fpn", f"-iTCP:{port}"],  # noqa: S607 -- wherever it is installed
        capture_output=True,
        check=False,
        text=True,
    ).stdout
    pid = None
    for line in listed.splitlines():
        if line.startswith("p"):
            pid = int(line[1:])
        elif pid is not None and line == f"n127.0.0.1:{port}->127.0.0.1:{server_port}":
            return pid
    raise NobodyThereError(f"nobody connects from port {port}")
