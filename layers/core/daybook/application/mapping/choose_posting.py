"""Stores how days are posted, from a date on: document kind, Simple or Advanced, policies (docs/accounting.md 5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol, Self

from daybook.application.ports import ConnectionStore, Ledger
from daybook.application.ports.systems import HasClock, HasConnections, HasLedger
from daybook.application.posting.reading.references import prepare_references
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.connection import ClosedBooksPolicy, Connection, LocationMode, PostingChoice, UntiedPolicy
from daybook.domain.day.adjustments import AdjustmentLimit
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import CHOSEN_KINDS, DocumentKind


class FirstPostingSystems(HasClock, HasConnections, HasLedger, Protocol):
    """The systems that choosing a document kind needs."""


_LONGEST_AHEAD = timedelta(days=366)


class ChoiceRefusedError(AskDifferentlyError):
    """The choice cannot take effect on that date; `earliest` and `latest` are the possible limits."""

    def __init__(self, message: str, earliest: date, **values: object) -> None:
        super().__init__(message, earliest=earliest, latest=latest_change(earliest), **values)
        self.earliest, self.latest = earliest, latest_change(earliest)


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies for days that do not tie and for changes in closed periods, and the limit of adjustment lines."""

    untied: UntiedPolicy
    closed_books: ClosedBooksPolicy
    adjustment_limit: AdjustmentLimit

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """The policies in force."""
        return cls(connection.untied_policy, connection.closed_books_policy, connection.adjustment_limit)


def earliest_change(profile: MerchantProfile, now: datetime) -> date:
    """The first business date that has not ended in any location: earlier days may be in the books already."""
    return max(place.calendar.last_closed(now) for place in profile.active_locations) + timedelta(days=1)


def latest_change(earliest: date) -> date:
    """The last possible start of a choice: a date years ahead is a typing error."""
    return earliest + _LONGEST_AHEAD


def choose_posting(
    connection: Connection,
    profile: MerchantProfile,
    choice: PostingChoice,
    *,
    now: datetime,
    connections: ConnectionStore,
    ledger_of: Callable[[Connection], Ledger],
) -> Connection:
    """Post business dates from `choice.effective_from` on as chosen; earlier documents do not change.

    References of the document kind are created first, at once: parallel workers would each create them.

    Raises:
        ChoiceRefusedError: the date has ended in a location or is too far ahead, or a merchant may not choose the kind.
        NeedsAttentionError: QuickBooks refused what documents of the kind refer to; nothing was chosen.
        RetriableError: QuickBooks did not answer; nothing was chosen, the same choice may be made again.
    """
    earliest = earliest_change(profile, now)
    if choice.document_kind not in CHOSEN_KINDS:
        raise ChoiceRefusedError(
            "{kind} follows from an invoice day below zero: no choice", earliest, kind=choice.document_kind
        )
    if choice.effective_from < earliest:
        raise ChoiceRefusedError("{day} has ended; choose {earliest} or later", earliest, day=choice.effective_from)
    if choice.effective_from > latest_change(earliest):
        raise ChoiceRefusedError(
            "{day} is more than a year ahead; choose {latest} or earlier", earliest, day=choice.effective_from
        )
    # One choice per date: a second choice for a date replaces the first.
    kept = tuple(change for change in connection.changes if change.effective_from != choice.effective_from)
    changed = replace(connection, changes=tuple(sorted((*kept, choice), key=lambda change: change.effective_from)))
    mapping = connections.mapping_on(connection.merchant_id, choice.effective_from)
    if mapping is not None:
        ledger = ledger_of(changed)
        prepare_references(choice.document_kind, mapping, ledger, connections, connection.merchant_id)
    connections.save_connection(changed)
    return changed


def take_change_back(
    connection: Connection, profile: MerchantProfile, begins: date, *, now: datetime, connections: ConnectionStore
) -> Connection:
    """Take back the change that begins on a date to come: its days are posted as those before it.

    Raises:
        ChoiceRefusedError: a day of it has ended in a location, or no change begins on that date.
    """
    earliest = earliest_change(profile, now)
    kept = tuple(change for change in connection.changes if change.effective_from != begins)
    if begins < earliest or kept == connection.changes:
        raise ChoiceRefusedError("no change that is to come begins on {day}", earliest, day=begins)
    changed = replace(connection, changes=kept)
    connections.save_connection(changed)
    return changed


def choose_first_posting(
    connection: Connection, kind: DocumentKind, mode: LocationMode, systems: FirstPostingSystems
) -> Connection:
    """Store the choice of the setup: it holds for every date, because nothing is in the books yet.

    References of the document kind are created first, as in `choose_posting`.

    Raises:
        NeedsAttentionError: QuickBooks refused what documents of the kind refer to; nothing was chosen.
        RetriableError: QuickBooks did not answer; nothing was chosen, the same choice may be made again.
    """
    changed, connections = replace(connection, document_kind=kind, location_mode=mode, changes=()), systems.connections
    mapping = connections.mapping_on(connection.merchant_id, systems.clock.now().date())
    if mapping is not None:
        prepare_references(kind, mapping, systems.ledger_of(changed), connections, connection.merchant_id)
    connections.save_connection(changed)
    return changed


def choose_policies(connection: Connection, policies: Policies, connections: ConnectionStore) -> Connection:
    """Store the policies for days that do not tie and for changes in closed periods, from now on."""
    changed = replace(
        connection,
        untied_policy=policies.untied,
        closed_books_policy=policies.closed_books,
        adjustment_limit=policies.adjustment_limit,
    )
    connections.save_connection(changed)
    return changed
