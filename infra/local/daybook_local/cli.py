"""`daybook-local`: the whole system on this machine, and a demonstration that proves the books against talech."""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from daybook_local.demo.command import VARIANTS, DemoOptions, run_demo
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED, DOCUMENT_KINDS, LOCATIONS, TAXES, PostingChoice
from daybook_local.life.bookkeeper import Accounts
from daybook_local.life.card_processor import CardProcessor
from daybook_local.life.command import HABITS, STREAMS, LifeOptions, live
from daybook_local.system.places import DEFAULT_MERCHANT, WorkFolder
from daybook_local.system.run_command import run_system
from daybook_local.system.running import exports

EXIT_FAILED, EXIT_REFUSED, EXIT_INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 all well, 1 not well or not started, 2 the request was wrong, 130 after Ctrl-C."""
    started = time.monotonic()
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, float], int] = options.command
    # A polite kill cleans up like Ctrl-C does.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return command(options, started)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except ValueError as refusal:
        print(f"daybook-local: {refusal}", file=sys.stderr)
        return EXIT_REFUSED
    except (RuntimeError, OSError) as failure:
        print(f"daybook-local: {failure}", file=sys.stderr)
        return EXIT_FAILED


def _run(options: argparse.Namespace, _: float) -> int:
    run_system(options.merchant, WorkFolder(options.work, options.state))
    return 0


def _demo(options: argparse.Namespace, started: float) -> int:
    return run_demo(
        DemoOptions(
            merchant=options.merchant,
            first=options.first,
            last=options.last,
            export_to=options.export_to,
            keep=options.keep,
            work=WorkFolder(options.work, options.state),
            choice=PostingChoice(options.document, options.locations, options.taxes),
            variant=options.variant,
        ),
        started,
    )


def _live(options: argparse.Namespace, _: float) -> int:
    return live(
        LifeOptions(
            url=options.quickbooks,
            realm=options.realm,
            accounts=Accounts(options.clearing, options.bank, options.fees, options.income),
            habits=options.habits,
            stream=options.other_app,
            processor=CardProcessor(seed=options.seed, delay=options.delay),
        )
    )


def _env(options: argparse.Namespace, _: float) -> int:
    print(exports(WorkFolder(options.work)), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="daybook-local", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    work = argparse.ArgumentParser(add_help=False)
    work.add_argument(
        "--work", type=Path, default=WorkFolder().root, metavar="DIR", help="logs, and what runs; default: .local"
    )
    merchant = argparse.ArgumentParser(add_help=False)
    merchant.add_argument(
        "--merchant",
        type=Path,
        default=DEFAULT_MERCHANT,
        metavar="FOLDER",
        help="a sample-merchant folder; default: the restaurant with three locations",
    )
    state = argparse.ArgumentParser(add_help=False)
    state.add_argument(
        "--state",
        type=Path,
        metavar="DIR",
        help="keep everything there, and go on from what is there after a stop or a kill; default: in memory",
    )
    run = commands.add_parser("run", parents=[merchant, work, state], help="serve everything until Ctrl-C")
    run.set_defaults(command=_run)
    _add_demo(
        commands.add_parser("demo", parents=[merchant, work, state], help="post a merchant's history and prove it")
    )
    _add_life(
        commands.add_parser("life", help="a card processor, a bookkeeper and another app act on a simulated company")
    )
    env = commands.add_parser("env", parents=[work], help="exports for another QuickBooks client, while a system is up")
    env.set_defaults(command=_env)
    return parser


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DATE", help="default: the first sale's")
    demo.add_argument("--to", dest="last", type=date.fromisoformat, metavar="DATE", help="default: the last event's")
    demo.add_argument("--document", choices=DOCUMENT_KINDS, default=AS_CONNECTED.document, help="how a day is posted")
    demo.add_argument(
        "--locations", choices=LOCATIONS, default=AS_CONNECTED.locations, help="each on its own, or all as one"
    )
    demo.add_argument(
        "--taxes",
        choices=TAXES,
        default=AS_CONNECTED.taxes,
        help="lines of the document on liability accounts, or QuickBooks' own, which feed its tax return",
    )
    demo.add_argument(
        "--variant",
        choices=VARIANTS,
        help="changes: talech changes posted days, some in closed books; suspense: an unknown card is mapped later; "
        "outage: QuickBooks is gone for three hours, then talech; incident: six troubles in a night, with their "
        "alarms; month-end: an accountant's two clients, sixty days each, with payouts, a bookkeeper and another app",
    )
    demo.add_argument("--keep", action="store_true", help="stay up and say how to reach every part")
    demo.add_argument(
        "--export", dest="export_to", type=Path, metavar="DIR", help="write documents.jsonl and proof.csv there"
    )
    demo.set_defaults(command=_demo)


def _add_life(life: argparse.ArgumentParser) -> None:
    life.add_argument("--quickbooks", required=True, metavar="URL", help="the simulator")
    life.add_argument("--realm", required=True, help="the company")
    for account in ("clearing", "bank", "fees", "income"):
        life.add_argument(f"--{account}", required=True, metavar="ID", help=f"the account for {account}")
    life.add_argument(
        "--habits", nargs="+", choices=HABITS, default=["fee_line"], help="how payouts are entered, in turn"
    )
    life.add_argument(
        "--other-app", choices=STREAMS, default="", help="post the sales a second time, and harmless entries"
    )
    life.add_argument("--delay", type=int, default=1, metavar="DAYS", help="bank days until a payout; default: 1")
    life.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")
    life.set_defaults(command=_live)


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
