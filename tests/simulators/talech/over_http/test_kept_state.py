"""A talech that keeps its state goes on where it was: clock, tokens, faults, and what the shop did meanwhile."""

import time
from dataclasses import replace

import pytest
import requests

from loopback_service import UnreadableStateError
from simulators.talech.over_http.caller import Caller
from simulators.talech.shop import QUEEN, sample
from simulators.talech.worked_example import ORDERS, REFUNDS

pytestmark = pytest.mark.loopback

LATER = "2026-03-09T09:30:00Z"


@pytest.fixture
def kept(start, tmp_path):
    """Starts a talech on the same folder; the one before has ended."""
    return lambda *merchants: start(*merchants, state=tmp_path / "state", seconds=time.time)


def killed(simulator):
    """Ends it without a word to its state; only the lock on the file goes, as with the process."""
    simulator._kept._file._database.close()
    simulator._kept = None
    simulator.stop()


def switch_on(simulator, *faults):
    answer = requests.post(f"{simulator.url}/_control/faults", json=list(faults), timeout=10)
    assert answer.ok, answer.text


def test_clock_tokens_and_faults_are_there_again(kept):
    before = kept()
    caller = Caller(before)
    assert caller.post("o/nothing").status_code == 404
    requests.post(f"{before.url}/_control/clock", json={"now": LATER}, timeout=10)
    switch_on(before, {"fault": "503", "times": 3})
    switch_on(before, {"fault": "single_session"})
    told = before.sessions.as_json()
    killed(before)

    again = kept()

    assert again.world.clock.now().isoformat() == "2026-03-09T09:30:00+00:00"
    assert again.sessions.as_json() == told
    assert [(each["fault"], each["times"]) for each in again.app.faults.listing()] == [("503", 3)]


def test_what_the_shop_changed_is_there_again_and_what_it_did_not_is_read_from_its_folder(kept):
    before = kept()
    switch_on(before, {"fault": "report_end_time", "location": QUEEN, "at": "05:00"})
    switch_on(before, {"fault": "changed_day", "location": QUEEN, "date": "2026-03-07"})
    changed = before.world.merchants["m_304267"]
    loaded = before.world.loaded("m_304267")
    assert changed.orders != loaded.orders
    assert changed.profile != loaded.profile
    killed(before)

    again = kept()

    assert again.world.merchants["m_304267"] == changed
    requests.delete(f"{again.url}/_control/faults", timeout=10)
    killed(again)
    assert kept().world.merchants["m_304267"] == loaded


def test_the_state_of_another_merchant_is_refused(kept):
    before = kept()
    requests.get(f"{before.url}/_control/clock", timeout=10)
    killed(before)
    other = sample(ORDERS, REFUNDS)
    account = replace(other.profile.merchant, id="m_other")

    with pytest.raises(UnreadableStateError, match="is of merchant m_304267, not m_other: remove"):
        kept(replace(other, profile=replace(other.profile, merchant=account)))
