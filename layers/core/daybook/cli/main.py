"""The commands, their arguments, and how errors leave the process."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from daybook.bootstrap.language import LANGUAGES, default_language
from daybook.bootstrap.operating import StackUnavailableError, default_stack, open_stack
from daybook.cli import connections, history, replay, sync
from daybook.cli.output import Output
from daybook.cli.problems import problem_document, problem_text
from daybook.domain.errors import DaybookError
from daybook.domain.sync import SyncState

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it

EXIT_OK, EXIT_ATTENTION, EXIT_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 when all is well, 1 when something needs attention, 2 when the request was wrong."""
    chosen = _parser().parse_args(arguments)
    output = Output(as_json=chosen.json, language=chosen.lang)
    try:
        attention: bool = chosen.run(chosen, open_stack(chosen.stack), output)
    except (StackUnavailableError, DaybookError, ValueError) as error:
        print(problem_document(error) if chosen.json else problem_text(error, chosen.lang), file=sys.stderr)
        return EXIT_USAGE if isinstance(error, ValueError) else EXIT_ATTENTION
    return EXIT_ATTENTION if attention else EXIT_OK


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--stack", default=default_stack(), help="the deployed stack; default DAYBOOK_STACK, or daybook"
    )
    common.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    common.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(prog="daybook", description="Daybook for operators.")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help="language of errors and history; default LANG"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _history_arguments(commands.add_parser("history", parents=[common], help="what became of every location-day"))
    _sync_arguments(commands.add_parser("sync", parents=[common], help="queue a day or a range, at most 30 days"))
    _connections_arguments(commands.add_parser("connections", parents=[common], help="who posts to which company"))
    _replay_arguments(commands.add_parser("replay", help="list, show and redrive dead letters"), common)
    return parser


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=history.run)
    parser.add_argument("--merchant", required=True, help="merchant id")
    _range_arguments(parser)
    parser.add_argument("--location", help="location id, or all")
    parser.add_argument("--state", choices=[state.value for state in SyncState])
    parser.add_argument("--details", action="store_true", help="also what talech or QuickBooks said, in their words")


def _sync_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=sync.run)
    parser.add_argument("--merchant", required=True, help="merchant id")
    _range_arguments(parser)
    parser.add_argument("--date", type=_date, help="one business date, instead of --from and --to")
    parser.add_argument("--location", help="only this location id")
    parser.add_argument("--wait", action="store_true", help="stay until every day is settled, with a progress bar")


def _connections_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=connections.run)
    parser.add_argument("--merchant", help="only this merchant id, with the account mapping")


def _replay_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    texts = {
        "list": "the dead letters that wait",
        "show": "one dead letter whole, with what is known of its day",
        "redrive": "queue dead letters again",
    }
    runs = {"list": replay.list_letters, "show": replay.show_letter, "redrive": replay.redrive}
    for name, text in texts.items():
        action = actions.add_parser(name, parents=[common], help=text)
        action.set_defaults(run=runs[name])
        if name == "show":
            action.add_argument("message_id")
            continue
        action.add_argument("--merchant", help="only this merchant id")
        action.add_argument("--location", help="only this location id")
        action.add_argument("--date", type=_date, help="only this business date")
        if name == "redrive":
            action.add_argument("--dry-run", action="store_true", help="show what would be queued, change nothing")


def _range_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=_date, help="first business date, YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=_date, help="last business date, YYYY-MM-DD")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as YYYY-MM-DD") from error
