"""Serves sample merchants as talech would, for a client under development, until Ctrl-C."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from loopback_service import UnreadableStateError, listener
from talech_simulator.contract.codec import parse_instant
from talech_simulator.contract.schema import schema
from talech_simulator.simulator import TalechSimulator

PORT = 8081
EXIT_REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until interrupted; 2 when a folder is broken, the state cannot be taken up, or the port is in use."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.schema:
        print(json.dumps(schema(), indent=2, ensure_ascii=False))
        return 0
    if not options.folders:
        parser.error("name a folder; --schema says what is in one")
    # A polite kill stops it like Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        # Tokens that outlive the process age by a clock that does.
        seconds = time.time if options.state else time.monotonic
        simulator = TalechSimulator(
            options.folders, seed=options.seed, clock=options.now, seconds=seconds, state=options.state
        )
        url = simulator.start(listener(options.port))
    except (ValueError, UnreadableStateError, OSError) as refusal:
        print(f"talech-simulator: {refusal}", file=sys.stderr)
        return EXIT_REFUSED
    try:
        _introduce(simulator, url)
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        return 0
    finally:
        simulator.stop()


def _introduce(simulator: TalechSimulator, url: str) -> None:
    application = simulator.application
    print(f"talech simulator on {url}; Ctrl-C stops it")
    print(f"  client_id {application.client_id}, client_secret {application.client_secret}")
    for merchant_id in simulator.world.merchants:
        print(f"  {merchant_id}: refresh_token {simulator.sessions.refresh_token(merchant_id)}")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="talech-simulator", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="sample merchants, a folder each")
    parser.add_argument("--port", type=int, default=PORT, help=f"of 127.0.0.1, 0 for any that is free; default: {PORT}")
    parser.add_argument("--seed", type=int, default=0, help="of tokens and of what talech's own figures are off by")
    parser.add_argument("--now", type=parse_instant, help="where the shops' clock stands, RFC 3339; default: it runs")
    parser.add_argument(
        "--state", type=Path, metavar="DIR", help="keep what happens there, and go on from it; default: in memory"
    )
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of such a folder, and end")
    return parser
