"""What `daybook replay` takes: which dead letters, and what is done with them."""

import argparse

from daybook.application.ports.dead_letters import LetterQueue
from daybook.cli.argument_types import books_of, date_of
from daybook.cli.commands.letters import replay, run_letter


def add_letter_actions(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Every action of `daybook replay`."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name, text, run in (
        ("list", "the dead letters that wait, in every queue", replay.list_letters),
        ("show", "one dead letter whole, with what is known of its day", replay.show_letter),
        ("redrive", "send dead letters again: those named, those chosen, or --all", replay.redrive),
        ("drop", "delete dead letters, for a reason that the merchant can read", replay.drop),
        ("run", "carry one letter, or the message in a file, out in this process", run_letter.run),
    ):
        action = actions.add_parser(name, parents=[common], help=text)
        action.set_defaults(run=run)
        if name == "show":
            action.add_argument("message_id")
        elif name == "run":
            action.add_argument("letter", help="the id of a letter, or the path of a file with a message")
        else:
            _choose_letters(action)
        if name in {"redrive", "drop"}:
            action.add_argument("ids", nargs="*", metavar="ID", help="the id of a letter; repeat for more")
            action.add_argument(
                "--all", action="store_true", help="all letters of all queues, as far as they are chosen"
            )
            action.add_argument("--dry-run", action="store_true", help="show what would happen, change nothing")
        if name == "drop":
            action.add_argument("--reason", required=True, help="why nothing becomes of them")


def _choose_letters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--queue", type=LetterQueue, choices=list(LetterQueue), help="only this queue")
    parser.add_argument("--merchant", type=books_of, help="only this merchant id")
    parser.add_argument("--location", help="only this location id")
    parser.add_argument("--date", type=date_of, help="only this business date")
    parser.add_argument("--code", help="only this code of the error catalogue, such as DB-1902")
    parser.add_argument("--older-than", type=float, metavar="HOURS", help="only those that wait for longer")
