"""The same seed and the same calls give the same bytes; another seed gives other noise."""

import pytest

from simulators.talech.busy_day import busy_day
from simulators.talech.over_http.caller import Caller
from simulators.talech.shop import sample
from talech_simulator.shop.quirks import Quirks

pytestmark = pytest.mark.loopback

CRITERIA = {"startDate": "03/06/2026 04:00:00", "endDate": "03/08/2026 04:00:00", "offset": 0, "limit": 1000}


def transcript(simulator):
    caller = Caller(simulator)
    calls = [
        ("authentication/getAllMerchantStoreInfo", {}),
        ("order/getorderhistory", {"searchCriteria": CRITERIA}),
        ("reports/receiptssummaryreport", {"searchCriteria": CRITERIA}),
        ("ext/v0/merchantprofile", {}),
        ("ext/v0/payments", {"from": "2026-03-06T09:00:00Z", "to": "2026-03-08T09:00:00Z"}),
        *[("order/getorderbyid", {"orderId": f"S{number}"}) for number in range(10)],
    ]
    replies = [caller.post(path, body).content for path, body in calls]
    return [caller.token.encode(), *replies]


def test_same_seed_gives_the_same_bytes(start):
    first, second = (start(sample(*busy_day(1)), seed=5, quirks=Quirks(5), rotate_every=4) for _ in range(2))

    assert transcript(first) == transcript(second)


def test_another_seed_gives_other_noise(start):
    first, second = (start(sample(*busy_day(1)), seed=seed, quirks=Quirks(seed)) for seed in (5, 6))

    assert transcript(first) != transcript(second)
