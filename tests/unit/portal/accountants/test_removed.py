"""The merchant sees who has access and when they were last there, and ends it in the middle of a session."""

import pytest

from daybook.domain.audit import Deed
from unit.portal.calls import Caller
from unit.portal.guests import LEA, OWNER, WHO, accountant_of, owner_of, records
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day

SHOWN = ("Léa Roy", "Cabinet Nord", LEA, "Look and decide", "10:25")


def remove(world, address=LEA):
    owner = owner_of(world)
    return owner.send(owner.open("/settings/accountants"), "/settings/accountants/remove", accountant=address)


@pytest.fixture
def world(synced):
    synced.audit.records.clear()
    return synced


@pytest.fixture
def reader(world):
    return accountant_of(world)


def test_each_name_stands_with_its_firm_role_and_last_visit(world, reader):
    world.clock.advance(minutes=20)
    reader.open("/log")
    page = owner_of(world).open("/settings/accountants")

    last = world.accountants.accountants(MERCHANT).grant(LEA).last_visit_at
    assert last == world.clock.now()
    assert [
        part for part in ("Léa Roy", "Cabinet Nord", LEA, "Look and decide", "10:25") if part not in page.words
    ] == []


@pytest.mark.parametrize(("language", "said"), [("en", "no longer have access"), ("fr", "n’avez plus accès")])
def test_the_next_click_after_a_removal_is_refused_and_says_so(world, reader, language, said):
    page = reader.open("/")
    reader.post("/language", {**page.form("/sign-out"), "language": language, "back": "/"})

    assert remove(world).status == 200
    refused = reader.open("/log")

    assert (refused.status, said in refused.words, "DB-1020" in refused.words) == (403, True, True)
    assert refused.headers["Cache-Control"] == "no-store"
    assert 'href="/clients"' in refused.body
    assert world.connection.company.name not in refused.words
    assert reader.open("/clients").status == 200
    assert LEA not in owner_of(world).open("/settings/accountants").words


def test_a_form_that_was_open_before_the_removal_decides_nothing_after_it(world, reader):
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, tip=4000)
    page = reader.open(f"/log/{NEWEST}/{QUEEN}")
    action = f"/log/{NEWEST}/{QUEEN}/retry"
    fields = page.form(action)
    remove(world)
    queued = {lane: list(sent) for lane, sent in world.queue.sent.items()}

    refused = reader.post(action, fields)

    assert refused.status == 403
    assert {lane: list(sent) for lane, sent in world.queue.sent.items()} == queued


def test_the_api_refuses_an_accountant_who_was_removed(world, reader):
    caller = Caller(world)
    caller.cookie = reader.cookie
    assert caller.get("/days")[0] == 200
    assert caller.get("/settings")[0] == 403

    remove(world)
    status, problem, _ = caller.get("/days")

    assert (status, problem["code"]) == (403, "DB-1020")


@pytest.mark.usefixtures("reader")
def test_a_second_removal_is_harmless_and_leaves_no_second_record(world):
    owner = owner_of(world)
    page = owner.open("/settings/accountants")

    for _ in range(2):
        owner.send(page, "/settings/accountants/remove", accountant=LEA)

    assert [deed for deed, _ in records(world)].count(Deed.ACCOUNTANT_REMOVED) == 1


def test_what_an_accountant_does_is_on_record_with_person_and_firm(world, reader):
    page = reader.open(f"/log/{NEWEST}/{QUEEN}")
    reader.send(page, f"/log/{NEWEST}/{QUEEN}/retry")

    assert records(world)[-1] == (Deed.DAY_ACTED_ON, WHO)
    words = owner_of(world).open("/changes").words
    assert "Léa Roy, Cabinet Nord" in words
    assert records(world)[0] == (Deed.ACCOUNTANT_INVITED, OWNER)


@pytest.mark.usefixtures("reader")
def test_the_record_shows_each_change_of_access_in_words(world):
    remove(world)

    english, french = (owner_of(world, language).open("/changes").words for language in ("en", "fr"))

    assert "Access of lea@nord.example" in english
    assert "invited by mail, Look and decide" in english
    assert "Ended an accountant’s access" in english
    assert "invitation par courriel, Consulter et décider" in french


def test_an_accountant_cannot_move_to_other_books_of_the_merchant(reader):
    token = reader.open("/").form("/sign-out")["csrf_token"]

    answers = [
        reader.post(path, {"csrf_token": token, "books": f"{MERCHANT}@2"}).status
        for path in ("/companies/open", "/companies/move", "/companies/leave")
    ]

    assert answers == [403] * 3
