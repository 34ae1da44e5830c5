"""What QuickBooks asks of one company alone stops no other company; silence and 5xx say nothing of a company."""

import json

import pytest

from daybook.adapters.quickbooks.documents.write_refusals import raise_for_write
from daybook.adapters.quickbooks.http.faults import raise_for_refusal, refusal_in
from daybook.domain.errors import Condition, RetriableError


def fault(code):
    return json.dumps({"Fault": {"Error": [{"Message": "m", "Detail": "d", "code": code}], "type": "SystemFault"}})


@pytest.mark.parametrize("raise_", [raise_for_refusal, raise_for_write])
@pytest.mark.parametrize(
    ("status", "body", "of_one_company"),
    [
        (429, "", True),
        (429, fault("3001"), True),
        (400, fault("140"), True),
        (500, fault("150"), True),
        (503, fault("10200"), True),
        (503, "<html><body>Service Unavailable</body></html>", False),
        (500, "", False),
        (500, fault("10000"), False),
        (500, fault("6000"), False),
        (502, fault("120"), False),
    ],
)
def test_a_throttle_or_a_lock_is_told_of_one_company(raise_, status, body, of_one_company):
    refusal = refusal_in("GET query", status, {}, body)

    with pytest.raises(RetriableError) as raised:
        raise_(refusal)

    assert raised.value.condition is Condition.QUICKBOOKS_UNAVAILABLE
    assert raised.value.of_one_account is of_one_company
