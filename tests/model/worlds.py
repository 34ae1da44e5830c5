"""The worlds that are searched, and what may happen in each."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.posting.documents import DocumentKind
from model.bounds import Budgets, World

KINDS = (DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE)
CHANGES = Budgets(changes=2, crashes=1, lost=1)
CLOSINGS = Budgets(changes=2, closings=1, releases=1, crashes=1, lost=1, seconds=3, faults=1)
CLOSINGS_OF_INVOICES = replace(CLOSINGS, seconds=2)
WISHES = Budgets(changes=1, undos=1, redos=1, crashes=1, lost=1, faults=1)
SLEEPERS = Budgets(changes=1, lost=1, sleeps=1)
SLEEPERS_OF_INVOICES = replace(SLEEPERS, lost=0)
SMALL = Budgets(changes=1, crashes=1, lost=1, faults=1)


def natures(kind: DocumentKind, policy: ClosedBooksPolicy = ClosedBooksPolicy.HOLD) -> Iterator[World]:
    """Every way in which QuickBooks may behave."""
    for remembers, checks, lags in product((True, False), (True, False), (False, True)):
        yield World(kind, policy, remembers_ids=remembers, checks_numbers=checks, queries_lag=lags)


def hardest(kind: DocumentKind, policy: ClosedBooksPolicy = ClosedBooksPolicy.HOLD) -> tuple[World, ...]:
    """Where one thing alone tells a document that is there: the look-up, the id or the number."""
    return (
        World(kind, policy, remembers_ids=False, checks_numbers=False, queries_lag=False),
        World(kind, policy, remembers_ids=True, checks_numbers=False, queries_lag=True),
        World(kind, policy, remembers_ids=False, checks_numbers=True, queries_lag=True),
    )


def everything() -> Iterator[tuple[World, str, Budgets]]:
    """The full set."""
    for kind in KINDS:
        closings = CLOSINGS_OF_INVOICES if kind is DocumentKind.INVOICE else CLOSINGS
        yield from ((world, "changes", CHANGES) for world in hardest(kind))
        easier = (world for world in natures(kind) if world not in hardest(kind))
        yield from ((world, "changes, one fault", replace(CHANGES, faults=1)) for world in easier)
        yield from ((world, "wishes", WISHES) for world in hardest(kind))
        sleepers = SLEEPERS_OF_INVOICES if kind is DocumentKind.INVOICE else SLEEPERS
        yield hardest(kind)[0], "sleepers", sleepers
        yield hardest(kind)[0], "closings", closings
        yield from ((world, "closings", closings) for world in hardest(kind, ClosedBooksPolicy.DELTA))


def a_part() -> Iterator[tuple[World, str, Budgets]]:
    """What every run of the tests affords."""
    for world in natures(DocumentKind.JOURNAL_ENTRY):
        yield world, "changes", SMALL
    yield from ((world, "changes", SMALL) for world in hardest(DocumentKind.INVOICE))
