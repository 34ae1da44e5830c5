"""Rows of accountants that the release before firms wrote are read, and it reads those of this release."""

import json
from dataclasses import replace

from accountants import SINCE, with_an_accountant
from daybook.contracts.stored_accountants import ACCOUNTANTS, FIRM
from daybook.domain.accountant.access import AccountantRole, Grant
from daybook.domain.accountant.firm import Firm
from daybook.domain.accountant.firm_access import FirmAccess
from daybook.domain.accountant.firm_members import FirmRole, Member

# Word for word as that release stored it.
BEFORE_FIRMS = """{
  "schema_version": 1,
  "invitations": [
    {"address": "sam@nord.example", "role": "look", "language": "en", "invited_by": "owner@example.com",
     "invited_at": "2026-11-20T15:00:00Z", "mark": "%s", "handed_over": false}
  ],
  "grants": [
    {"address": "lea@nord.example", "role": "decide", "language": "fr", "name": "Léa Roy", "firm": "Cabinet Nord",
     "accepted_at": "2026-11-20T15:00:00Z", "last_visit_at": "2026-11-20T15:00:00Z"}
  ],
  "version": 1
}""" % ("a" * 64)


def test_a_row_of_before_firms_lets_in_the_same_accountants_and_no_firm():
    assert ACCOUNTANTS.value(json.loads(BEFORE_FIRMS)) == with_an_accountant()


def test_the_people_of_a_firm_stand_where_a_release_of_before_sees_no_grant():
    """It lets them in nowhere, and a firm that it leaves out when it writes is gone, not one of persons alone."""
    person = Grant("kim@nord.example", AccountantRole.LOOK, "en", "Kim", "Cabinet Nord", SINCE, None)
    access = FirmAccess("f1", "Cabinet Nord", AccountantRole.DECIDE, SINCE, (person,), ("gone@nord.example",))
    document = ACCOUNTANTS.document(replace(with_an_accountant(), firms=(access,)))

    assert document["schema_version"] == 1
    assert "kim@nord.example" not in json.dumps({name: document[name] for name in ("invitations", "grants")})
    assert ACCOUNTANTS.value(document).firms == (access,)


def test_a_firm_comes_back_whole():
    firm = Firm("f1", "Cabinet Nord", (Member("lea@nord.example", "Léa Roy", FirmRole.OWNER, "fr", SINCE),), version=3)

    assert FIRM.value(FIRM.document(firm)) == firm
