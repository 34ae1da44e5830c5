"""A day that is held because it does not tie."""

import pytest

from unit.portal.merchant import NEWEST, QUEEN, sales_of_day


@pytest.fixture
def held(coming):
    coming.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    coming.work()
    return coming
