"""A day whose document QuickBooks has and whose answer never came."""

import pytest

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import SyncCause, SyncRequest


def post(day, ports, *, owner="worker-1", cause=SyncCause.RESYNC):
    return post_location_day(SyncRequest(day, cause, ports.clock.now()), owner, ports)


@pytest.fixture
def unanswered(day, ports, ledger):
    """The first POST was carried out, and no worker has seen its answer."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)
