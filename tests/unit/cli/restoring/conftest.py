"""A merchant whose sync log is copied and comes back later."""

from copy import copy
from dataclasses import replace

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, sale
from daybook.domain.posting.documents import DocumentKind
from factories import payment


@pytest.fixture(autouse=True)
def choices(merchant):
    """`merchant.choose(...)` changes the connection."""
    merchant.choose = lambda **choices: merchant.connections.save_connection(
        replace(merchant.connections.connection(MERCHANT), **choices)
    )


@pytest.fixture
def restored(merchant):
    """Called, it keeps the sync log as it is, and gives what brings that copy back."""

    def keep():
        log = merchant.sync_log
        records, sent = copy(log._records), copy(log._sent)

        def bring_back():
            log._records, log._sent, log._leases = copy(records), copy(sent), {}

        return bring_back

    return keep


@pytest.fixture
def cards(merchant):
    """The invoice of the day is paid in cash at first, and `cards()` makes that a card, which has its own account."""
    merchant.choose(document_kind=DocumentKind.INVOICE)
    known = merchant.connections.mapping_on(MERCHANT, MONDAY)
    accounts = {**known.accounts, "tender:CCRD": "4", "tender:CCRD:VISA": "4"}
    merchant.connections.save_mapping(MERCHANT, replace(known, version=2, accounts=accounts))
    noon = sale().orders[0].closed_at
    by_card = replace(sale().orders[0], payments=(payment(1130, "CCRD", "VISA", at=noon),))
    return lambda: merchant.sales.days.update({(QUEEN, MONDAY): replace(sale(), orders=(by_card,))})
