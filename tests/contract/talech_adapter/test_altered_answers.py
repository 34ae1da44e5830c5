"""Whatever an answer of talech looks like, a day that is read with it is whole or an error with a name."""

from datetime import UTC, date, datetime

import pytest
import requests
import stamina

from altered_answers import WHOLE, Recorder, Replay, alteration
from contract.talech_adapter.reading import Reading
from daybook.adapters.talech.source import open_source
from daybook.domain.day.summary import summarise
from daybook.domain.errors import DaybookError
from fakes.app_keys import FixedKeys
from simulators.talech.shop import sample
from simulators.talech.worked_example import DAY_D, ORDERS, REFUNDS
from talech_simulator import TalechSimulator

pytestmark = pytest.mark.loopback

EXAMPLES = 400
D = date.fromisoformat(DAY_D)


class Shop:
    """One day of one merchant, read once for real and then from what was recorded."""

    def __init__(self, simulator):
        self._reading = Reading(simulator)
        recorder = Recorder()
        self.expected = self.read(recorder)
        self.answers = recorder.answers

    def read(self, adapter):
        """The profile, and the day at its first location."""
        session = requests.Session()
        session.mount("http://", adapter)
        reading = self._reading
        source = open_source(FixedKeys(reading.settings), reading.merchant_id, reading.vault, session)
        profile = source.profile()
        location = profile.locations[0]
        tenders = {tender.id: tender.kind for tender in profile.tenders}
        return profile, summarise(location, D, source.day_activity(location, D), tenders)

    def ends(self, which, alter):
        """What the reading comes to when one answer of it is altered."""
        try:
            return self.read(Replay(self.answers, which, alter))
        except DaybookError as named:
            return named


@pytest.fixture(scope="module")
def shop():
    with (
        stamina.set_testing(True, attempts=1),
        TalechSimulator([sample(ORDERS, REFUNDS)], clock=datetime(2026, 3, 7, 9, 5, tzinfo=UTC)) as simulator,
    ):
        yield Shop(simulator)


@pytest.fixture(autouse=True)
def _one_attempt(_no_waiting):
    with stamina.set_testing(True, attempts=1):
        yield


def test_a_replay_without_an_alteration_is_the_reading_itself(shop):
    assert shop.ends(0, str) == shop.expected


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_an_altered_answer_ends_in_a_named_condition(shop, seed):
    _, alter = alteration(seed)

    shop.ends(seed % len(shop.answers), alter)


@pytest.mark.parametrize("whole", WHOLE)
def test_an_answer_that_is_something_else_as_a_whole_is_never_a_day(shop, whole):
    for which in range(len(shop.answers)):
        assert isinstance(shop.ends(which, WHOLE[whole]), DaybookError), list(shop.answers)[which]
