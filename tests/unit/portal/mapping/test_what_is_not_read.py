"""Amounts beside a choice are talech's, every store's newest day: a page without them does not read it."""

import pytest


@pytest.mark.parametrize("address", ["/mapping", "/mapping/change?role=tender:CASH", "/accounts/pick?role=tender:CASH"])
def test_talech_is_not_read_for_amounts_that_the_page_does_not_show(ready, address):
    ready.clock.advance(days=10)
    visitor, before = ready.visitor(), len(ready.sales.reads)

    assert visitor.open(address).status == 200
    assert len(ready.sales.reads) == before
