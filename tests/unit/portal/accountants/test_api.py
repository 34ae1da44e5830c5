"""The API has the same rules for accountants' access as the pages."""

import pytest

from daybook.domain.audit import Deed
from unit.portal.calls import Caller
from unit.portal.firms import firm_with_client, let_in, person_of
from unit.portal.guests import LEA, accept, accountant_of, link_to, records
from unit.portal.merchant import MERCHANT


@pytest.fixture
def world(synced):
    synced.audit.records.clear()
    return synced


def test_a_call_invites_changes_the_role_and_removes_and_each_is_on_record(world):
    caller = Caller(world)

    status, invited, _ = caller.send("POST", "/accountants", {"email": "Lea@nord.example", "role": "look"})
    accept(world, link_to(world))
    _, changed, _ = caller.send("POST", "/accountants", {"email": LEA, "role": "decide"})
    _, removed, _ = caller.send("DELETE", f"/accountants/{LEA}")
    again = caller.send("DELETE", f"/accountants/{LEA}")[0]

    assert (status, invited["invitations"][0]["email"], invited["invitations"][0]["until"]) == (
        200,
        LEA,
        "2026-12-01T15:05:00Z",
    )
    assert [(each["name"], each["role"]) for each in changed["grants"]] == [("Léa Roy", "decide")]
    assert (removed["grants"], removed["invitations"], again) == ([], [], 200)
    deeds = [deed for deed, _ in records(world)]
    assert deeds == [
        Deed.ACCOUNTANT_INVITED,
        Deed.ACCOUNTANT_ACCEPTED,
        Deed.ACCOUNTANT_INVITED,
        Deed.ACCOUNTANT_REMOVED,
    ]


def test_where_no_mails_are_sent_the_link_is_in_the_answer_once(world):
    world.mail_service = None
    caller = Caller(world)

    _, invited, _ = caller.send("POST", "/accountants", {"email": LEA, "role": "look"})
    _, listed, _ = caller.get("/accountants")

    assert invited["link"].startswith("https://daybook.example/accountant/invitation?")
    assert (listed.get("link"), listed["invitations"][0]["handed_over"]) == (None, True)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"email": "lea@nord", "role": "look"}, "no e-mail address"),
        ({"email": "info@nord.example", "role": "map"}, "look and decide"),
    ],
)
def test_what_a_page_refuses_a_call_refuses_too(world, body, why):
    status, problem, _ = Caller(world).send("POST", "/accountants", body)

    assert (status, why in problem["message"]) == (422, True)
    assert world.accountants.accountants(MERCHANT).version == 0


def test_a_mail_that_cannot_be_sent_is_said(world):
    world.mailer.broken = True

    status, problem, _ = Caller(world).send("POST", "/accountants", {"email": LEA, "role": "look"})

    assert (status, "could not be sent" in problem["title"]) == (503, True)


def test_calls_show_the_people_of_a_firm_change_its_role_and_end_it(world):
    founder = firm_with_client(world)
    person_of(world, founder)
    let_in(founder, **{MERCHANT: "decide"})
    caller = Caller(world)

    firm = caller.get("/accountants")[1]["firms"][0]
    _, lowered, _ = caller.send("PUT", f"/accountants/firms/{firm['id']}/role", {"role": "look"})
    _, ended, _ = caller.send("DELETE", f"/accountants/firms/{firm['id']}")
    again = caller.send("DELETE", f"/accountants/firms/{firm['id']}")[0]
    gone = caller.send("PUT", f"/accountants/firms/{firm['id']}/role", {"role": "map"})[0]

    assert [(each["name"], each["last_visit_at"]) for each in firm["people"]][1] == ("Sam Côté", None)
    assert [each["role"] for each in lowered["firms"][0]["people"]] == ["look", "look"]
    assert (ended["firms"], ended["grants"], again, gone) == ([], [], 200, 422)
    assert founder.open("/").status == 403
    assert [deed for deed, _ in records(world)][-2:] == [Deed.ACCOUNTANT_INVITED, Deed.ACCOUNTANT_REMOVED]


def test_a_call_invites_an_accountant_with_their_firm(world):
    status, invited, _ = Caller(world).send("POST", "/accountants", {"email": LEA, "role": "look", "with_firm": True})

    assert (status, invited["invitations"][0]["with_firm"]) == (200, True)


def test_an_accountant_lists_and_invites_no_one(world):
    caller = Caller(world)
    caller.cookie = accountant_of(world, "map").cookie
    caller.csrf_token = caller.get("/session")[1]["csrf_token"]

    assert caller.get("/accountants")[0] == 403
    assert caller.send("POST", "/accountants", {"email": "eve@nord.example", "role": "look"})[0] == 403
    assert caller.send("DELETE", f"/accountants/{LEA}")[0] == 403
