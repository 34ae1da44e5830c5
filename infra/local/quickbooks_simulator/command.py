"""Serves one company as QuickBooks Online would, for a client under development, until Ctrl-C."""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from loopback_service import UnreadableStateError, listener
from quickbooks_simulator.charts.variants import VARIANTS
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, QuickBooksSimulator

PORT = 8082
EXIT_REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until interrupted; 2 when the state cannot be taken up, or the port is in use."""
    options = _parser().parse_args(arguments)
    # A polite kill stops it like Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        simulator = QuickBooksSimulator(redirect_uris=options.redirect_uri, state=options.state)
        company = _company(simulator, options.company, options.name)
        simulator.start(listener(options.port))
    except (UnreadableStateError, OSError) as refusal:
        print(f"quickbooks-simulator: {refusal}", file=sys.stderr)
        return EXIT_REFUSED
    try:
        _introduce(simulator, company)
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        return 0
    finally:
        simulator.stop()


def _company(simulator: QuickBooksSimulator, variant: str, name: str) -> Company:
    """The company that was kept, else a new one."""
    kept = next(iter(simulator.state.companies.values()), None)
    return kept or simulator.add_company(variant, name=name)


def _introduce(simulator: QuickBooksSimulator, company: Company) -> None:
    """What a client is configured with, one line each."""
    refresh_token = simulator.issue_refresh_token(company.realm)
    simulator.keep()
    print(f"QuickBooks simulator on {simulator.base_url}; Ctrl-C stops it")
    print(f"  CLIENT_ID={DEFAULT_CLIENT_ID}")
    print(f"  CLIENT_SECRET={DEFAULT_CLIENT_SECRET}")
    print(f"  DISCOVERY_URL={simulator.discovery_url}")
    print(f"  QBO_BASE={simulator.api_url}")
    print(f"  COMPANY_ID={company.realm}")
    print(f"  REFRESH_TOKEN={refresh_token}")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quickbooks-simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"of 127.0.0.1, 0 for any that is free; default: {PORT}")
    parser.add_argument("--company", choices=VARIANTS, default="us_plus", help="country and plan; default: us_plus")
    parser.add_argument("--name", default="Harbour Street Coffee", help="of the company")
    parser.add_argument(
        "--redirect-uri", action="append", default=[], metavar="URL", help="of the app, byte for byte; may be repeated"
    )
    parser.add_argument(
        "--state", type=Path, metavar="DIR", help="keep everything there, and go on from it; default: in memory"
    )
    return parser
