"""`daybook forget`: erase a merchant, after a word of confirmation."""

import argparse
from collections.abc import Mapping

from daybook.application.connecting.forget_merchant import forget_merchant, kept_of
from daybook.application.ports import Kept
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.merchant.books import BooksId, first_books, talech_merchant_of
from daybook.domain.words import noted

_WORDS = {
    Kept.CHOICES: noted("connection, choices, mappings, tokens and mail address"),
    Kept.DAYS: noted("records of days"),
    Kept.PROOFS: noted("proofs"),
    Kept.DOCUMENTS: noted("notes which document in QuickBooks is whose day"),
}


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Say what is kept of the merchant, ask, erase it, and say what was erased."""
    merchant_id = first_books(talech_merchant_of(chosen.merchant))
    kept = kept_of(merchant_id, system)
    if not any(kept.values()):
        raise AskDifferentlyError("nothing is kept of merchant {merchant!r}", merchant=merchant_id)
    if not chosen.yes:
        _ask(merchant_id, kept, output)
    erased = forget_merchant(merchant_id, system)
    output.document({"merchant_id": merchant_id, "erased": {kind.value: erased.get(kind, 0) for kind in Kept}})
    _show(noted("erased of merchant {merchant}"), merchant_id, erased, output)
    output.line("Documents in QuickBooks stay. Sessions open nothing any more. Log lines go when their time is over.")
    return False


def _ask(merchant_id: BooksId, kept: Mapping[Kept, int], output: Output) -> None:
    """The merchant's id, typed once more.

    Raises:
        AskDifferentlyError: something else was typed, or no terminal is there to type it at.
    """
    if output.as_json:
        raise AskDifferentlyError("nothing was erased: with --json, say --yes")
    _show(noted("kept of merchant {merchant}"), merchant_id, kept, output)
    output.line("This cannot be taken back. Type the merchant id to erase it all:")
    if _typed() != merchant_id:
        raise AskDifferentlyError("nothing was erased: the merchant id was not typed")


def _typed() -> str:
    try:
        return input().strip()
    except EOFError:
        return ""


def _show(title: str, merchant_id: BooksId, counts: Mapping[Kept, int], output: Output) -> None:
    rows = [(output.say(word), str(counts.get(kind, 0))) for kind, word in _WORDS.items()]
    output.table(title, (noted("what"), noted("rows")), rows, merchant=merchant_id)
