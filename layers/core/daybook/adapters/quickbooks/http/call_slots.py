"""The slot of a call in the call budget of its company: how long a call waits for it, and when it does not."""

import math
from collections.abc import Callable

from daybook.application.ports import CallBudget
from daybook.domain.errors import RetriableError

_LONGEST_WAIT_SECONDS = 5.0
# Few batches are allowed per minute, so workers that pay a month of invoices wait for them.
_LONGEST_WAIT_FOR_A_BATCH_SECONDS = 30.0


def wait_for_slot(budget: CallBudget, realm_id: str, sleep: Callable[[float], None], *, batch: bool) -> None:
    """Wait until the next call of a company may go out; a batch also waits for a slot of batches.

    Raises:
        RetriableError: the slot is too far away; nothing was sent.
    """
    seconds, longest = budget.spend(realm_id), _LONGEST_WAIT_SECONDS
    if batch:
        seconds = max(seconds, budget.spend(realm_id, batch=True))
        longest = _LONGEST_WAIT_FOR_A_BATCH_SECONDS
    if seconds > longest:
        raise RetriableError(
            f"the request budget of company {realm_id} is spent for {seconds:.0f} seconds",
            after_seconds=math.ceil(seconds),
        )
    if seconds > 0:
        sleep(seconds)
