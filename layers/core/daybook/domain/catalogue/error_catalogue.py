"""Finds the stable code and the text of an error, for pages, command line, log records and runbook.

All entries are in `error_catalogue.toml`. A process reads it once, at the first error. Texts of talech and QuickBooks
are not in it: a hold keeps them in its `details`.
"""

from functools import cache
from importlib.resources import files

from daybook.domain.catalogue.entries import Actor, Entry
from daybook.domain.catalogue.file import read_entries
from daybook.domain.errors import (
    Condition,
    DaybookRefusedError,
    HoldReason,
    LaunchRefusedError,
    NeedsAttentionError,
    Refusal,
    RetriableError,
)
from daybook.domain.sync.directives import withdrawal_in
from daybook.domain.sync.drift import DriftKind
from daybook.domain.sync.location_day import Outcome, SyncRecord, SyncState

_OF_DRIFT = {DriftKind.EDITED: Condition.DOCUMENT_EDITED, DriftKind.REMOVED: Condition.DOCUMENT_REMOVED}


class UnknownErrorError(LookupError):
    """The catalogue has no entry for this code or fault; the text names it."""


@cache
def error_catalogue() -> tuple[Entry, ...]:
    """All entries, by code; they are read when the first one is needed."""
    return read_entries((files("daybook") / "error_catalogue.toml").read_text(encoding="utf-8"))


@cache
def _by_key() -> dict[str, Entry]:
    return {key: each for each in error_catalogue() for key in each.keys}


def _of_fault(fault_code: int | None) -> Entry | None:
    return _by_key().get(f"quickbooks:{fault_code}")


def actor_words(who: Actor, language: str) -> str:
    """The one who acts, as readers are told: `You`, `Your accountant`."""
    return next(each for each in error_catalogue() if each.who is who).who_acts.say({}, language)


def entry(code: str) -> Entry:
    """The entry of a code like `DB-1203`.

    Raises:
        UnknownErrorError: there is none.
    """
    found = next((each for each in error_catalogue() if each.code == code), None)
    if found is None:
        raise UnknownErrorError(f"no error has the code {code!r}")
    return found


def entry_for(reason: HoldReason, fault_code: int | None = None) -> Entry:
    """The entry of a hold reason, or that of the QuickBooks fault behind it where it is more exact for this reason.

    A fault that is not listed, or that does not refine this reason, is ignored.
    """
    of_fault = _of_fault(fault_code)
    return of_fault if of_fault is not None and reason in of_fault.refines else _by_key()[f"hold:{reason}"]


def entry_for_refusal(refusal: Refusal) -> Entry:
    """The entry of a refused launch, session or consent."""
    return _by_key()[f"refusal:{refusal}"]


def entry_for_condition(condition: Condition, fault_code: int | None = None) -> Entry:
    """The entry of anything else that goes wrong, or that of the fault behind it if it needs no action by a person."""
    of_fault = _of_fault(fault_code)
    if of_fault is not None and not (of_fault.holds or of_fault.refines):
        return of_fault
    return _by_key()[f"condition:{condition}"]


def entry_for_error(error: Exception) -> Entry:
    """The entry of a raised error; an error that Daybook does not raise on purpose is a bug."""
    match error:
        case NeedsAttentionError():
            return entry_for(error.reason, error.fault_code)
        case LaunchRefusedError():
            return entry_for_refusal(error.refusal)
        case RetriableError() | DaybookRefusedError():
            return entry_for_condition(error.condition, error.fault_code)
        case _:
            return entry_for_condition(Condition.BUG)


def entry_for_withdrawn(settled: Outcome | SyncRecord) -> Entry | None:
    """The entry of a day that a person wanted out of the books, or back in them, and that is as it was."""
    withdrawn = withdrawal_in(settled.message)
    return entry_for_condition(withdrawn[0]) if withdrawn is not None else None


def entry_for_settled(settled: Outcome | SyncRecord) -> Entry | None:
    """The entry of a day that is held, failed or kept waiting by a vendor, or whose document a person changed.

    A day that is settled otherwise may still have something to tell: a request that did not come true.
    """
    if isinstance(settled, SyncRecord) and settled.state is SyncState.DUE and settled.vendor_wait is not None:
        return entry_for_condition(settled.vendor_wait.condition, settled.vendor_wait.fault_code)
    if settled.state is SyncState.FAILED:
        return entry_for_condition(Condition.DAY_FAILED)
    if settled.state is not SyncState.HELD:
        return entry_for_condition(_OF_DRIFT[settled.drift.kind]) if settled.drift else entry_for_withdrawn(settled)
    if settled.reason is None:
        return entry_for_condition(Condition.BUG)
    return entry_for(settled.reason, settled.fault_code)
