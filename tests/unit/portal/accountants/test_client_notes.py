"""What an accountant keeps of a client orders their board, and no merchant and no other accountant sees it."""

from datetime import date

import pytest

from daybook.domain.accountant.client_note import ClientNote
from unit.portal.clients import PORT, settled_client
from unit.portal.guests import LEA, accountant_of, owner_of

PATH = f"/clients/note?books={PORT}"
KEPT = {"reference": "K-014", "person": "Sam", "deadline": "2026-12-15"}


@pytest.fixture
def world(synced):
    return synced


@pytest.fixture
def reader(world):
    return settled_client(world, PORT, "Café du Port")


def keep(reader, **fields):
    return reader.send(reader.open(PATH), PATH, **fields)


def test_a_note_is_kept_shown_on_the_board_and_in_its_form(world, reader):
    board = keep(reader, **KEPT)

    assert board.path == "/clients"
    assert [part for part in ("K-014", "Looked after by Sam", "Dec 15, 2026") if part not in board.words] == []
    assert reader.open(PATH).form(PATH) | KEPT == reader.open(PATH).form(PATH)
    assert world.accountants.clients(LEA)[PORT] == ClientNote("K-014", "Sam", date(2026, 12, 15))


def test_a_note_can_be_emptied(world, reader):
    keep(reader, **KEPT)
    keep(reader, reference="", person="", deadline="")

    assert world.accountants.clients(LEA)[PORT] == ClientNote()


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"reference": "K" * 21}, "reference"), ({"person": "S" * 61}, "person"), ({"deadline": "15/12"}, "deadline")],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_kept(world, reader, fields, name):
    page = keep(reader, **KEPT | fields)

    assert (page.status, f'id="f-{name}-error"' in page.body) == (422, True)
    assert next(iter(fields.values())) in page.body
    assert world.accountants.clients(LEA)[PORT] == ClientNote()


@pytest.mark.parametrize("books", ["m_1", "m_9", "", "m_3"])
def test_no_note_about_books_without_a_grant(world, reader, books):
    accountant_of(world, address="eve@elsewhere.example")

    assert reader.open(f"/clients/note?books={books}").status == 403
    answer = reader.post(f"/clients/note?books={books}", reader.open(PATH).form(PATH) | KEPT)
    assert answer.status == 403


def test_neither_the_merchant_nor_another_accountant_sees_it(world, reader):
    keep(reader, **KEPT)
    other = accountant_of(world, address="eve@elsewhere.example", merchant_id=PORT)
    owner = owner_of(world, merchant_id=PORT)

    for words in (
        other.open("/clients").words,
        owner.open("/settings/accountants").words,
        owner.open("/changes").words,
    ):
        assert "K-014" not in words
    assert owner.open(PATH).path == "/"
    assert owner.post(PATH, owner.open("/settings/accountants").form("/sign-out") | KEPT).headers["Location"] == "/"


def test_a_note_that_meets_the_end_of_its_grant_is_refused(world, reader):
    world.accountants.save_note = lambda *_: False

    assert keep(reader, **KEPT).status == 403
