"""Usage limits of the plans below Advanced (docs/quickbooks.md 13.10).

With which code QuickBooks refuses what goes beyond is not published; the simulator takes the one for business rules.
"""

from typing import NoReturn

from quickbooks_simulator.entities.definition import Draft
from quickbooks_simulator.faults.refusals import refusal


def check_account_limit(draft: Draft) -> None:
    """Refuse an active account beyond the limit of the plan.

    Raises:
        ApiFault: 6000.
    """
    limit = draft.company.switches.most_accounts
    if _becomes_active(draft) and limit is not None and _active(draft, "Account") >= limit:
        _refuse(draft, limit, "accounts")


def check_tracking_limit(draft: Draft) -> None:
    """Refuse a class or location beyond the limit, which both share.

    Raises:
        ApiFault: 6000.
    """
    limit = draft.company.switches.most_classes_and_locations
    used = _active(draft, "Class") + _active(draft, "Department")
    if _becomes_active(draft) and limit is not None and used >= limit:
        _refuse(draft, limit, "classes and locations")


def _becomes_active(draft: Draft) -> bool:
    was_active = draft.previous is not None and draft.previous.active
    return bool(draft.body.get("Active", True)) and not was_active


def _active(draft: Draft, entity: str) -> int:
    return sum(record.active for record in draft.company.live(entity))


def _refuse(draft: Draft, limit: int, what: str) -> NoReturn:
    raise refusal("6000", f"You have reached the usage limit of {draft.company.offering}: {limit} {what}")
