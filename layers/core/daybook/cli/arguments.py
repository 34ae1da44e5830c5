"""What each command takes. Dates are business dates, written YYYY-MM-DD."""

import argparse

from daybook.application.days.export_proofs import ProofFormat
from daybook.cli.argument_types import books_of, date_of, values_of
from daybook.cli.commands.days import history, preview, proof, sync, trace, undo
from daybook.cli.commands.deployment import doctor, restore_check
from daybook.cli.commands.mapping import mapping, taxes
from daybook.cli.commands.merchants import choices, connections, disconnect, export, forget
from daybook.cli.letter_arguments import add_letter_actions
from daybook.domain.audit import Deed
from daybook.domain.company.connection import ClosedBooksPolicy, LocationMode, UntiedPolicy
from daybook.domain.posting.documents import CHOSEN_KINDS
from daybook.domain.sync.location_day import SyncState

ROLE_HELP = "role=account, such as tender:CCRD:JCB=91 or tip='Tips payable'; repeat for more"


def add_commands(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Every command of `daybook`."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, text, fill in (
        ("history", "what became of every location-day", _history),
        ("sync", "queue a day or a range, at most 30 days", _sync),
        ("connections", "who posts to which company", _connections),
        ("preview", "a day as it would be posted; changes nothing", _preview),
        ("rehearse", "what other accounts would have changed; changes nothing", _rehearse),
        ("map", "give roles an account and re-class the days that waited for it", _map),
        ("taxes", "QuickBooks tax codes for sales forms: show them, or use them from a date on", _taxes),
        ("choose", "document kind, locations and policies of a merchant", _choose),
        ("release", "post a held day as it is", _release),
        ("undo", "take days out of the books", _undo),
        ("redo", "bring undone days back", _redo),
        ("disconnect", "end a merchant's connection; documents in QuickBooks stay", _disconnect),
        ("forget", "erase all that is kept of a merchant; documents in QuickBooks stay", _forget),
        ("proof", "why the books are right: three sides per field", _proof),
        ("trace", "the whole story of a date, from the records and the logs; changes nothing", _trace),
        ("restore-check", "after a restore of the sync log: days to verify in QuickBooks, and their repair", _restored),
        ("export", "everything that is kept of a merchant, to standard output", _export),
    ):
        command = commands.add_parser(name, parents=[common], help=text, description=f"{text[0].upper()}{text[1:]}.")
        if name != "connections":
            command.add_argument("--merchant", type=books_of, required=True, help="merchant id")
        fill(command)
    examined = "checks of the deployment, with the next step where something is wrong; changes nothing"
    commands.add_parser("doctor", parents=[common], help=examined).set_defaults(examine=doctor.run)
    letters = commands.add_parser("replay", help="dead letters: list, show, redrive, drop, run")
    add_letter_actions(letters, common)


def _history(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=history.run)
    _range(parser)
    parser.add_argument("--location", help="location id, or all")
    parser.add_argument("--state", choices=[state.value for state in SyncState])
    parser.add_argument("--details", action="store_true", help="also what talech or QuickBooks said, in their words")


def _sync(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=sync.run, deed=Deed.DAYS_ASKED_FOR)
    _range(parser)
    parser.add_argument("--date", type=date_of, help="one business date, instead of --from and --to")
    parser.add_argument("--location", help="only this location id")
    parser.add_argument("--wait", action="store_true", help="stay until every day is settled, with a progress bar")


def _connections(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=connections.run)
    parser.add_argument("--merchant", type=books_of, help="only this merchant id, with the account mapping")


def _preview(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=preview.preview)
    _day(parser)


def _rehearse(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=preview.rehearse_roles)
    _range(parser, required=True)
    parser.add_argument("--set", action="append", required=True, metavar="ROLE=ACCOUNT", help=ROLE_HELP)


def _map(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=mapping.run, deed=Deed.MAPPING_CHANGED)
    parser.add_argument("--set", action="append", required=True, metavar="ROLE=ACCOUNT", help=ROLE_HELP)
    parser.add_argument("--from", dest="first", type=date_of, help="only from this business date on")


def _taxes(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=taxes.run, deed=Deed.TAXES_CHANGED)
    parser.add_argument("--untaxed", metavar="CODE", help="use the codes; id of the code for sales that bear no tax")
    parser.add_argument(
        "--set", action="append", default=[], metavar="TAXES=CODE", help="where several codes would do: t_vat_0=12"
    )
    parser.add_argument("--from", dest="first", type=date_of, help="from this business date on")


def _choose(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=choices.choose, deed=Deed.POSTING_CHANGED)
    parser.add_argument("--document", choices=[kind.value for kind in CHOSEN_KINDS])
    parser.add_argument("--locations", choices=values_of(LocationMode), help="Simple (combined) or Advanced (separate)")
    parser.add_argument(
        "--from", dest="first", type=date_of, help="from this business date on; needed once days are posted"
    )
    parser.add_argument(
        "--untied",
        choices=values_of(UntiedPolicy),
        help="days that do not tie to talech's report, or to their own orders",
    )
    parser.add_argument(
        "--adjustment-limit",
        metavar="PERCENT",
        help="part of a day's sales that the lines of orders may leave open, such as 1 or 2.5; 5.00 are always allowed",
    )
    parser.add_argument(
        "--clear-tenders",
        choices=[choices.YES, choices.NO],
        help="tenders through clearing accounts, for companies in which no item may point at a bank account",
    )
    parser.add_argument(
        "--closed-books", choices=values_of(ClosedBooksPolicy), help="changes of days in a closed period"
    )


def _release(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=choices.release, deed=Deed.DAY_ACTED_ON)
    _day(parser)


def _undo(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=undo.undo, deed=Deed.DAY_ACTED_ON)
    _range_with_dry_run(parser)
    parser.add_argument("--wait", action="store_true", help="stay until every day is out of the books, or says why not")


def _redo(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=undo.redo, deed=Deed.DAY_ACTED_ON)
    _range_with_dry_run(parser)


def _proof(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=proof.run)
    _range(parser, required=True)
    parser.add_argument("--format", choices=values_of(ProofFormat), help="write it to standard output in this format")


def _disconnect(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=disconnect.run, deed=Deed.DISCONNECTED)


def _forget(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=forget.run)
    parser.add_argument("--yes", action="store_true", help="do not ask for the merchant id once more")


def _trace(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=trace.run)
    parser.add_argument("--date", type=date_of, required=True, help="business date, YYYY-MM-DD")
    parser.add_argument("--no-logs", action="store_true", help="only the records")


def _restored(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=restore_check.run, deed=Deed.DAYS_ASKED_FOR)
    _range(parser, required=True)
    parser.add_argument(
        "--repair",
        dest="dry_run",
        action="store_false",
        help="bring the records to what the books hold; without it nothing is changed",
    )


def _export(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=export.run)
    parser.add_argument(
        "--format",
        choices=[export.ALL_OF_IT, ProofFormat.CSV.value, ProofFormat.BEANCOUNT.value],
        default=export.ALL_OF_IT,
        help="jsonl: all of it; csv and beancount: the proofs of all days",
    )


def _day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=date_of, required=True, help="business date, YYYY-MM-DD")
    parser.add_argument("--location", required=True, help="location id, or all where they are combined")


def _range(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument("--from", dest="first", type=date_of, required=required, help="first business date, YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=date_of, required=required, help="last business date, YYYY-MM-DD")


def _range_with_dry_run(parser: argparse.ArgumentParser) -> None:
    _range(parser, required=True)
    parser.add_argument("--location", help="only this location id, or all")
    parser.add_argument("--dry-run", action="store_true", help="list what would change, change nothing")
