"""The commands, their arguments, and how errors leave the process."""

import argparse
import os
import sys
from collections.abc import Sequence

from daybook.application.access.audit import Actor, Intended, audited
from daybook.application.merchant_books import of_request
from daybook.bootstrap.command_line.language import default_language
from daybook.bootstrap.command_line.operating import StackUnavailableError, default_stack, open_stack
from daybook.bootstrap.systems import Systems
from daybook.cli.arguments import add_commands
from daybook.cli.output import Output
from daybook.cli.problems import problem_document, problem_text
from daybook.domain.errors import DaybookError
from daybook.domain.words import LANGUAGES

# Who changes things by command, as the merchant reads it.
OPERATOR = "Daybook"
EXIT_OK, EXIT_ATTENTION, EXIT_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 when all is well, 1 when something needs attention, 2 when the request was wrong."""
    chosen = _parser().parse_args(arguments)
    output = Output(as_json=chosen.json, language=chosen.lang)
    try:
        if "examine" in chosen:  # it looks at what keeps a stack from being opened
            attention = chosen.examine(chosen, output)
        else:
            attention = _carried_out(chosen, open_stack(chosen.stack), output)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader stopped, as `head` does; Python flushes once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_ATTENTION
    except (StackUnavailableError, DaybookError, ValueError) as error:
        print(problem_document(error) if chosen.json else problem_text(error, chosen.lang), file=sys.stderr)
        return EXIT_USAGE if isinstance(error, ValueError) else EXIT_ATTENTION
    return EXIT_ATTENTION if attention else EXIT_OK


def _carried_out(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Run the command; one that changes something of a merchant leaves a record that the merchant can read."""
    system = of_request(system)

    def run() -> bool:
        attention: bool = chosen.run(chosen, system, output)
        return attention

    if "deed" not in chosen or getattr(chosen, "dry_run", False):
        return run()
    named = (getattr(chosen, name, None) for name in ("location", "date", "first", "last"))
    deed = Intended(chosen.deed, " ".join(str(each) for each in named if each is not None))
    return audited(deed, Actor(chosen.merchant, OPERATOR), system, run, lambda _: True)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--stack", default=default_stack(), help="the deployed stack; default DAYBOOK_STACK, or daybook"
    )
    common.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    common.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(prog="daybook", description="Daybook for operators.")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_language(), help="language of what is said; default LANG"
    )
    add_commands(parser, common)
    return parser
