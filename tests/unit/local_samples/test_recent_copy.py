"""`make run` loads a sample whose newest day ended yesterday; its sales are those of the sample."""

from datetime import date

import pytest

from daybook_local.system.places import SAMPLES
from daybook_local.system.samples.recent_sample import recent_copy
from daybook_local.system.samples.sample import LoadedSample

YESTERDAY = date(2026, 11, 29)


@pytest.mark.parametrize("name", ["restaurant-us", "cafe-ca", "retail-ie"])
def test_the_newest_day_is_yesterday_and_as_many_days_come_before_it(name, tmp_path):
    sample = LoadedSample(SAMPLES / name)

    recent = LoadedSample(recent_copy(sample.folder, tmp_path / "merchant", YESTERDAY))

    assert recent.dates().last == YESTERDAY
    assert len(recent.dates()) == len(sample.dates())
    assert recent.tax_sets == sample.tax_sets


def test_a_kept_copy_keeps_its_days(tmp_path):
    folder = recent_copy(SAMPLES / "cafe-ca", tmp_path / "merchant", YESTERDAY)

    again = recent_copy(SAMPLES / "cafe-ca", folder, date(2026, 12, 24))

    assert LoadedSample(again).dates().last == YESTERDAY
