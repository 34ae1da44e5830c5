"""One simulator in a process of its own, so that both cores work.

`python -m daybook_local.system.vendors.simulator_process` writes one line of JSON when it serves, and ends when its
standard input closes. Tokens and limits go by the wall clock, which is the system's and can be moved.
"""

import argparse
import json
import signal
import socket
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from daybook_local.back_office.mounting import mount_back_office
from daybook_local.listening import first_free_listener, same_listener
from quickbooks_simulator import QuickBooksSimulator
from talech_simulator import TalechSimulator, parse_instant


def main(arguments: list[str] | None = None) -> int:
    """Serve one simulator until the parent is gone."""
    # Ctrl-C reaches the whole group of processes; the parent decides when its parts end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    options = _parse(arguments)
    simulator, told = options.start(options)
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()
    sys.stdin.read()
    simulator.stop()
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serve one simulator on 127.0.0.1.")
    kinds = parser.add_subparsers(required=True)
    talech = kinds.add_parser("talech")
    talech.add_argument("folders", type=Path, nargs="+", help="one for each merchant")
    talech.add_argument("--now", type=parse_instant, help="where the shops' clock stands; left out: it runs")
    talech.add_argument("--language", default="en")
    talech.set_defaults(start=_start_talech)
    quickbooks = kinds.add_parser("quickbooks")
    quickbooks.add_argument("--variant", required=True)
    quickbooks.add_argument("--company", required=True)
    quickbooks.add_argument("--currency", required=True)
    quickbooks.set_defaults(start=_start_quickbooks)
    for kind in (talech, quickbooks):
        kind.add_argument("--port", type=int, required=True, help="or the next free one")
        kind.add_argument("--same-port", action="store_true", help="this port and no other")
        kind.add_argument("--state", type=Path, help="keep everything in this folder, and take up what is there")
        kind.add_argument("--public-url", required=True, help="where Daybook's pages are")
    return parser.parse_args(arguments)


def _start_talech(options: argparse.Namespace) -> tuple[TalechSimulator, dict[str, Any]]:
    now: datetime | None = options.now
    simulator = TalechSimulator(options.folders, clock=now, seconds=time.time, state=options.state)
    mount_back_office(simulator, options.public_url, options.language)
    return simulator, {"url": simulator.start(_listener(options))}


def _start_quickbooks(options: argparse.Namespace) -> tuple[QuickBooksSimulator, dict[str, Any]]:
    callback = f"{options.public_url}/connect/callback"
    simulator = QuickBooksSimulator(redirect_uris=[callback], timer=time.time, state=options.state)
    company = next(iter(simulator.state.companies.values()), None) or simulator.add_company(
        options.variant, name=options.company, home_currency=options.currency
    )
    simulator.keep()
    return simulator, {"url": simulator.start(_listener(options)), "realm": company.realm}


def _listener(options: argparse.Namespace) -> socket.socket:
    return same_listener(options.port) if options.same_port else first_free_listener(options.port)


if __name__ == "__main__":
    sys.exit(main())
