"""The emulator's own process: safe settings first, then the repairs, then it serves.

Run by ``emulator.Emulator``; by hand: ``python -m daybook_local.aws.emulator.emulator_process --port 4566``.
Functions run as children of this process and inherit its environment, so it starts from an almost empty one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path

from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.aws.deployment import used_rights
from daybook_local.aws.emulator import ministack_repairs
from daybook_local.aws.emulator.ministack_state import KeptState
from daybook_local.clock import SharedClock, followed
from loopback_service import UnreadableStateError

# What a function may see of the machine it runs on.
_INHERITED = ("PATH", "HOME", "LANG", "TZ", "SYSTEMROOT")
# Files of the emulator hold secrets of the local system and would be readable by everybody.
_PRIVATE = 0o077


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM, SIGINT or, with ``--with-parent``, until standard input closes."""
    options = _parse(arguments)
    try:
        ministack_repairs.check_version()
    except ministack_repairs.UnsupportedEmulatorError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    os.umask(_PRIVATE)
    home = Path(tempfile.mkdtemp(prefix="daybook-local-aws-"))
    try:
        os.environ.update(_environment(options, home))
        tempfile.tempdir = str(home)
        if options.with_parent:
            threading.Thread(target=_stop_with_parent, daemon=True).start()
        ministack_repairs.apply()
        if options.rights:
            used_rights.note(options.rights / f"{os.getpid()}.jsonl")
        if options.state:
            KeptState(options.state).apply()
        if options.clock:
            ministack_repairs.follow(SharedClock(options.clock))
        sys.argv = ["ministack"]
        ministack_repairs.serve()
    except UnreadableStateError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serve the local AWS on 127.0.0.1.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, help="keep state in this folder, so that it outlives a stop or a kill")
    parser.add_argument("--sdk-endpoint", help="where calls of the functions go, e.g. a fault proxy")
    parser.add_argument("--clock", type=Path, help="the file of the clock that functions and queues follow")
    parser.add_argument("--rights", type=Path, help="a folder: which rights of the roles are used is noted there")
    parser.add_argument("--with-parent", action="store_true", help="stop when standard input closes")
    return parser.parse_args(arguments)


def _environment(options: argparse.Namespace, home: Path) -> dict[str, str]:
    """Clear the environment of this process and name what the emulator and the functions get."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    os.environ.clear()
    endpoint = f"http://127.0.0.1:{options.port}"
    return kept | {
        "TMPDIR": str(home),
        "STATE_DIR": str(options.state or home / "state"),
        "PERSIST_STATE": "1" if options.state else "0",
        "GATEWAY_PORT": str(options.port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "localhost",
        # These two listeners ignore BIND_HOST and open on every interface.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # Signatures and policies are checked: a function may do what its role allows, here as on AWS.
        "AUTH": "true",
        "LOG_LEVEL": "WARNING",
        # For the SDK inside the functions. AWS_ENDPOINT_URL is all that tells them where AWS is.
        "AWS_ENDPOINT_URL": options.sdk_endpoint or endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_EC2_METADATA_DISABLED": "true",
        "POWERTOOLS_TRACE_DISABLED": "1",
        # oauthlib asks for https unless its environment says otherwise; a simulator on loopback has no certificate.
        "OAUTHLIB_INSECURE_TRANSPORT": "1",
        **followed(options.clock, {}),
    }


def _stop_with_parent() -> None:
    # The parent holds the other end: end of file means it is gone, however it went.
    # Not sys.stdin: its lock, held by this thread, would break the interpreter's own shutdown.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
