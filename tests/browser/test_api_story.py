"""The merchant's story once more, told to the JSON API by a partner who draws pages of their own."""

import time
from datetime import timedelta

import pytest

from browser.checking.words import ENGLISH
from browser.visiting.journey import connect
from browser.visiting.recent_merchant import days_ago

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser-api")]

STORES, DAYS = 3, 2
PATIENCE_SECONDS = 120
TIPS_OWED = {"name": "Tips owed", "type": "Other Current Liability", "sub_type": "OtherCurrentLiabilities"}


class Partner:
    """Calls of one session; `csrf_token` is told by the first."""

    def __init__(self, owner, system):
        self._request = owner.context.request
        self._base = f"{system.public_url}/api/v1"
        self._headers = {}
        self._headers = {"x-csrf-token": self.ask("GET", "/session")["csrf_token"]}

    def ask(self, method, path, body=None):
        """The JSON of an answer that is no refusal."""
        sent = {"data": body} if body is not None else {}
        answer = self._request.fetch(f"{self._base}{path}", method=method, headers=self._headers, **sent)
        assert answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
        return answer.json()

    def refused(self, method, path, body):
        """The status of an answer that is one."""
        return self._request.fetch(f"{self._base}{path}", method=method, headers=self._headers, data=body).status

    def wait(self, path, condition):
        """The first answer of a kind."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition(found := self.ask("GET", path)):
            assert time.monotonic() < deadline, found
            time.sleep(0.3)
        return found


HOLD = {"untied": "hold", "closed_books": "hold"}


def test_a_partner_sets_up_syncs_settles_and_ends_through_the_api(visitor, system, company, today):
    owner = visitor("en", 1280)
    last = days_ago(2, today)
    first = last - timedelta(days=DAYS - 1)
    company.close_books(first)
    connect(owner, ENGLISH, system, company)
    partner = Partner(owner, system)

    partner.ask("PATCH", "/setup", {"document_kind": "journal_entry", "location_mode": "separate"})
    preview = partner.ask("GET", "/setup/preview")
    partner.ask("POST", "/setup/confirmation")
    tips = partner.ask("POST", "/accounts", TIPS_OWED)
    partner.ask("PATCH", "/mapping", {"accounts": {"tip": tips["id"]}})
    # On one day talech leaves out a line that is a little more than one per cent of it: the day held here is another.
    partner.ask("PUT", "/settings/policies", {**HOLD, "adjustment_limit_percent": "2"})
    partner.ask("POST", "/syncs", {"first": str(first), "last": str(last)})
    synced = partner.wait("/syncs/latest", lambda progress: progress["finished"])
    held = partner.ask("GET", "/days?state=held")["days"]
    day = f"/days/{held[0]['business_date']}/{held[0]['location']}"
    partner.ask("POST", f"{day}/actions", {"action": "release"})
    released = partner.wait(day, lambda found: found["day"]["state"] == "posted")
    too_long = partner.refused("POST", "/syncs", {"first": "2026-01-01", "last": str(last)})
    partner.ask("DELETE", "/connection")
    session = partner.ask("GET", "/session")

    assert (preview["documents"], sum(each["amount_minor"] for each in preview["effect"])) == (STORES, 0)
    assert (synced["done"], synced["due"], len(held)) == (DAYS * STORES, DAYS * STORES, STORES)
    assert [line for line in released["lines"] if line["role"] == "tip" and line["account_id"] == tips["id"]]
    assert too_long == 422
    assert session["connection"] == "disconnected"
    assert len(company.documents()) == (DAYS - 1) * STORES + 1
