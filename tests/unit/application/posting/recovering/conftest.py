"""A day whose document QuickBooks has and whose answer never came."""

import pytest

from daybook.domain.errors import RetriableError
from unit.application.posting.tries import resync


@pytest.fixture
def unanswered(day, ports, ledger):
    """The first POST was carried out, and no worker has seen its answer."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        resync(day, ports)
