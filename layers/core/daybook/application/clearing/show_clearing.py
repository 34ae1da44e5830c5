"""The clearing page's figures, from records, proofs and the last reading: QuickBooks is not asked."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from daybook.application.ports.clearing import ClearingSystems
from daybook.domain.chart.accounts import AccountType, ChartOfAccounts
from daybook.domain.clearing.books_reading import BooksReading, ClearingRecord
from daybook.domain.clearing.groups import DatedLine, ProcessorGroup, batches_of, groups_of
from daybook.domain.clearing.payouts import Outgoings, outgoings
from daybook.domain.clearing.statement import ClearingStatement, statement
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.day_story import Lies, story_of

_EARLIER = timedelta(days=10)
"""Payouts of the first days pay batches from before the period."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group's statement, and what QuickBooks said that lies on its accounts; None if it did not say."""

    statement: ClearingStatement
    ledger_minor: int | None

    @property
    def difference_minor(self) -> int:
        """What lies there beyond what the statement explains."""
        return 0 if self.ledger_minor is None else self.ledger_minor - self.statement.closing_minor


@dataclass(frozen=True, slots=True)
class ClearingView:
    """What the page shows; without a reading there are no groups. `roles` are tenders that a person can arrange."""

    record: ClearingRecord
    groups: tuple[GroupView, ...]
    roles: tuple[str, ...]


def show_clearing(connection: Connection, systems: ClearingSystems) -> ClearingView:
    """The statement of every group at the end of the last reading."""
    record = systems.clearing.record(connection.merchant_id)
    reading = record.reading
    if reading is None:
        return ClearingView(record, (), ())
    lines, groups, ours = groups_between(connection, reading.first, reading.last, systems)
    lists = systems.setups.lists(connection.merchant_id)
    banks = _banks(lists.chart) if lists else frozenset()
    views: list[GroupView] = []
    claimed: set[str] = set()
    for group in groups:
        out = outgoings(reading.documents, group.accounts, banks - set(group.accounts), ours)
        out = replace(out, payouts=tuple(each for each in out.payouts if each.document.id not in claimed))
        views.append(_view(group, lines, out, reading, record))
        claimed |= {each.payout.document.id for each in views[-1].statement.matches if each.payout.is_elsewhere}
    roles = sorted({str(line.role) for _, line in lines if line.role.kind == "tender"})
    return ClearingView(record, tuple(views), tuple(roles))


def groups_between(
    connection: Connection, first: date, last: date, systems: ClearingSystems
) -> tuple[tuple[DatedLine, ...], tuple[ProcessorGroup, ...], frozenset[str]]:
    """Booked lines since some days before the period, the groups in them, and the ids of Daybook's documents."""
    merchant_id = connection.merchant_id
    there, proofs = proofs_between(merchant_id, first - _EARLIER, last, systems)
    lines = tuple((proof.day.business_date, line) for proof in there for line in proof.lines)
    ways = systems.clearing.record(merchant_id).ways
    return lines, groups_of(lines, ways), ids_of(proofs)


def proofs_between(
    merchant_id: BooksId, first: date, last: date, systems: ClearingSystems
) -> tuple[list[Proof], list[Proof]]:
    """The proofs of days that are in the books now, and every proof of the period."""
    now = systems.clock.now()
    stories = {
        record.day: story_of(record, now) for record in systems.sync_log.history(merchant_id, first=first, last=last)
    }
    proofs = list(systems.proofs.between(merchant_id, first, last))
    there = [proof for proof in proofs if proof.day not in stories or stories[proof.day].lies is Lies.IN_THE_BOOKS]
    return there, proofs


def ids_of(proofs: list[Proof]) -> frozenset[str]:
    """The ids of the documents that proofs name, and of their payments."""
    documents = [document for proof in proofs for document in proof.documents]
    return frozenset(
        [document.id for document in documents] + [part.id for document in documents for part in document.parts]
    )


def _view(
    group: ProcessorGroup,
    lines: tuple[DatedLine, ...],
    out: Outgoings,
    reading: BooksReading,
    record: ClearingRecord,
) -> GroupView:
    accounts = group.accounts
    opening = sum(reading.openings.get(account, 0) for account in accounts)
    found = statement(
        group,
        batches_of(lines, group),
        out,
        (reading.first, reading.last),
        opening_minor=opening if reading.by_report else None,
        chosen=record.choices,
    )
    moved = sum(document.moved(accounts) for document in reading.documents)
    return GroupView(found, opening + moved if reading.by_report else None)


def _banks(chart: ChartOfAccounts) -> frozenset[str]:
    return frozenset(account.id for account in chart.accounts if account.type == AccountType.BANK)
