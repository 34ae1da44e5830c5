"""Balances of a month as files for a spreadsheet."""

import csv
import io
import re

import pytest

from sheets import cells_of as cells_of_sheet
from unit.portal.merchant import QUEEN
from unit.portal.month.test_balances import NOVEMBER, OCTOBER, type_in


@pytest.mark.usefixtures("synced")
def test_the_files_hold_the_same_balances(visitor):
    type_in(visitor, OCTOBER, tips="100.00")

    address = visitor.open("/month/balances.csv?month=2026-11")
    rows = list(csv.reader(io.StringIO(address.body.removeprefix("\N{BYTE ORDER MARK}"))))
    sheet = cells_of_sheet(visitor.open("/month/balances.xlsx?month=2026-11").content)

    assert rows[0] == ["Balance", "Opening", "Added", "Used or paid out", "Movement", "Closing"]
    assert rows[1] == ["Tips", "667.00", "1795.50", "0.00", "1795.50", "2462.50"]
    assert [rows[2][0], rows[2][1], rows[2][-1]] == ["Cash in the drawers", "", ""]
    assert sheet[1] == ["Tips", 667.0, 1795.5, 0.0, 1795.5, 2462.5]


@pytest.mark.usefixtures("synced")
def test_the_page_leads_to_both_files_of_its_store(visitor):
    page = visitor.open(f"{NOVEMBER}&location={QUEEN}")

    for form in ("csv", "xlsx"):
        path = re.search(rf'href="(/month/balances\.{form}[^"]+)"', page.body)[1].replace("&amp;", "&")
        assert visitor.open(path).status == 200
        assert "location=" in path
