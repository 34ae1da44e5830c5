"""Writes the audit record of a deed: who did it, and the facts before and after it.

The stores of a request remember what it wrote and the values before, so no use case has to report its changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar

from daybook.application.access.sessions import Session
from daybook.application.merchant_books import (
    ACCOUNTANTS,
    CONNECTION,
    MAILS,
    MAPPING,
    MOVES,
    REFERENCES,
    Facts,
    facts_of,
)
from daybook.application.ports.systems import HasAudit, HasClock
from daybook.domain.accountant.access import Grant, Invitation
from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.addresses import is_shared_mailbox
from daybook.domain.audit import CHANGES_A_FACT, AuditRecord, Deed, changes_between
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId, BooksMove
from daybook.domain.telling.notify import NotifyPreference

ACCOUNT_FACT, STORE_FACT, TAX_FACT = "account:", "store:", "taxes:"
ACCOUNTANT_FACT, FIRM_FACT = "accountant:", "firm:"
CLASS_FACT, DEPARTMENT_FACT = "class:", "department:"
DAY_FACT, WHY_FACT = "day:", "why"
LIMIT_FACT = "adjustment_limit"
HANDED_OVER = "handed_over"
_Answer = TypeVar("_Answer")
_MOST_SIGNS = 200


class AuditSystems(HasAudit, HasClock, Protocol):
    """The systems that an audit record needs."""


@dataclass(frozen=True, slots=True)
class Intended:
    """The deed that a person is about to do, and what it concerns."""

    deed: Deed
    about: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, and the books."""

    books_id: BooksId
    who: str

    @classmethod
    def of(cls, session: Session) -> Self:
        """The user of a session."""
        return cls(session.merchant_id, session.user)


def audited(
    intended: Intended,
    actor: Actor,
    systems: AuditSystems,
    act: Callable[[], _Answer],
    is_done: Callable[[_Answer], bool],
) -> _Answer:
    """Carry out a person's request, then write the audit record with its changes.

    `systems` are those of the request in which `act` writes (`merchant_books.of_request`).
    """
    answer = act()
    if is_done(answer):
        before, after = _said(facts_of(systems), actor.books_id)
        changes = changes_between(before, after)
        if changes or intended.deed not in CHANGES_A_FACT:
            about = intended.about[:_MOST_SIGNS]
            record = AuditRecord(systems.clock.now(), actor.who, intended.deed, about, changes)
            systems.audit.record(actor.books_id, record)
    return answer


def leave_record(deed: Deed, session: Session, systems: AuditSystems) -> None:
    """Write the record of a deed that changes no fact."""
    systems.audit.record(session.merchant_id, AuditRecord(systems.clock.now(), session.user, deed))


def _said(facts: Facts, books_id: BooksId) -> tuple[dict[str, str], dict[str, str]]:
    """The auditable values of the facts that the request wrote, before and after it."""
    before, after = {}, {}
    for fact, (was, now) in facts.changed(books_id).items():
        if fact in _IN_WORDS:
            before.update(_IN_WORDS[fact](was) if was is not None else {})
            after.update(_IN_WORDS[fact](now) if now is not None else {})
    return before, after


def _facts_of_connection(connection: Connection) -> dict[str, str]:
    changes = (f"{each.effective_from} {each.document_kind} {each.location_mode}" for each in connection.changes)
    return {
        "company": connection.company.name,
        "status": connection.status,
        "document_kind": connection.document_kind,
        "location_mode": connection.location_mode,
        "posting": ", ".join(changes),
        "untied": connection.untied_policy,
        "closed_books": connection.closed_books_policy,
        "clear_tenders": "yes" if connection.clears_tenders else "no",
        LIMIT_FACT: connection.adjustment_limit.percent,
    }


def _facts_of_mails(mails: NotifyPreference) -> dict[str, str]:
    return {
        "email": mails.email,
        "waiting_email": mails.waiting.email if mails.waiting else "",
        "alerts": "yes" if mails.alerts else "no",
        "daily_summary": "yes" if mails.daily_summary else "no",
    }


def _facts_of_mapping(mapping: AccountMapping) -> dict[str, str]:
    def named(account: str) -> str:
        return mapping.account_names.get(account, account)

    accounts = {f"{ACCOUNT_FACT}{role}": named(account) for role, account in mapping.accounts.items()}
    codes = {f"{TAX_FACT}{taxes}": code.code_id for taxes, code in mapping.tax_codes.items()}
    return {**accounts, **codes, "suspense": named(mapping.suspense_account)}


def _facts_of_references(references: CompanyReferences) -> dict[str, str]:
    classes = {f"{CLASS_FACT}{store}": entry for store, entry in references.classes.items()}
    return classes | {f"{DEPARTMENT_FACT}{store}": entry for store, entry in references.departments.items()}


def _facts_of_moves(moves: tuple[BooksMove, ...]) -> dict[str, str]:
    return {f"{STORE_FACT}{move.location_id}": f"{move.books_id} {move.effective_from}" for move in moves}


def _facts_of_accountants(known: Accountants) -> dict[str, str]:
    """The state and the role of each address and of each firm; a mailbox that several people read is marked."""
    facts = {each.address: f"{_way_of(each)} {each.role}{_sharing(each)}" for each in known.invitations}
    facts |= {each.address: f"accepted {each.role}{_sharing(each)}" for each in known.grants}
    facts |= {each.address: f"by_firm {each.role}" for firm in known.firms for each in firm.people}
    firms = {f"{FIRM_FACT}{each.firm_id} {each.name}": f"accepted {each.role}" for each in known.firms}
    return firms | {
        f"{ACCOUNTANT_FACT}{address}": f"{fact} shared" if is_shared_mailbox(address) else fact
        for address, fact in facts.items()
    }


def _sharing(each: Invitation | Grant) -> str:
    return " with_firm" if each.with_firm else ""


def _way_of(invitation: Invitation) -> str:
    return HANDED_OVER if invitation.handed_over else "invited"


_IN_WORDS: dict[str, Callable[[Any], dict[str, str]]] = {
    CONNECTION: _facts_of_connection,
    MAPPING: _facts_of_mapping,
    MAILS: _facts_of_mails,
    MOVES: _facts_of_moves,
    REFERENCES: _facts_of_references,
    ACCOUNTANTS: _facts_of_accountants,
}
