"""Classes and locations after the setup: chosen anew for documents to come, and taken out again."""

from dataclasses import replace

import pytest

from daybook.domain.audit import Change
from unit.portal.merchant import COMPANY, FIRST, KING, LAVAL, MERCHANT, NEWEST, QUEEN, sales_of_day
from unit.portal.partner import Partner

PATH = "/mapping/tracking"


@pytest.fixture
def mapped(world, visitor):
    """Set up by recommendation: the stores bear the names of two locations, and no class's."""
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    return world


def known(world):
    references = world.connections.references(MERCHANT)
    return references.classes, references.departments


@pytest.mark.usefixtures("mapped")
def test_accounts_lead_to_what_the_lines_of_each_store_carry(visitor):
    assert f'href="{PATH}"' in visitor.open("/mapping").body

    form = visitor.open(PATH).form(PATH)

    assert {name: form[name] for name in form if "." in name} == {
        f"class.{QUEEN}": "",
        f"class.{KING}": "",
        f"class.{LAVAL}": "",
        f"department.{QUEEN}": "d3",
        f"department.{KING}": "d1",
        f"department.{LAVAL}": "d2",
    }


def test_another_choice_counts_for_documents_to_come_and_nothing_chosen_is_none(visitor, mapped):
    chosen = {f"class.{QUEEN}": "c1", f"department.{QUEEN}": "", f"department.{KING}": "d2"}

    page = visitor.send(visitor.open(PATH), PATH, **chosen)

    assert "Saved." in page.words
    assert known(mapped) == ({QUEEN: "c1"}, {KING: "d2", LAVAL: "d2"})


def test_a_worker_that_read_before_does_not_bring_back_what_was_taken_out(visitor, mapped):
    as_a_worker_read = mapped.connections.references(MERCHANT)
    visitor.send(visitor.open(PATH), PATH, **{f"department.{QUEEN}": ""})

    mapped.connections.save_references(MERCHANT, as_a_worker_read)

    assert known(mapped) == ({}, {KING: "d1", LAVAL: "d2"})


def test_days_in_the_books_keep_what_they_carry_and_the_next_day_carries_the_choice(visitor, mapped):
    """A class is no figure of a day, so a choice sends nothing by itself."""
    visitor.send(visitor.open("/sync"), "/sync", first=str(FIRST), last=str(FIRST))
    mapped.work()
    before, carried = len(mapped.ledger.calls), []

    visitor.send(visitor.open(PATH), PATH, **{f"class.{QUEEN}": "c2"})
    mapped.work()
    assert len(mapped.ledger.calls) == before

    prepare = mapped.ledger.prepare
    mapped.ledger.prepare = lambda call, references: carried.append(references.classes) or prepare(call, references)
    mapped.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST)
    visitor.send(visitor.open("/sync"), "/sync", first=str(NEWEST), last=str(NEWEST))
    mapped.work()
    assert carried
    assert all(classes == {QUEEN: "c2"} for classes in carried)


def test_an_entry_that_quickbooks_has_no_more_is_refused_and_nothing_changes(visitor, mapped):
    before = known(mapped)

    page = visitor.send(visitor.open(PATH), PATH, **{f"class.{QUEEN}": "gone"})

    assert page.status == 422
    assert "QuickBooks has no class or location &#39;gone&#39;: read the lists again" in page.body
    assert known(mapped) == before


def test_the_change_is_on_record_with_the_names_of_the_entries(visitor, mapped):
    visitor.send(visitor.open(PATH), PATH, **{f"class.{QUEEN}": "c1", f"department.{KING}": ""})

    assert mapped.audit.records[MERCHANT][-1].changes == (
        Change(f"class:{QUEEN}", "", "c1"),
        Change(f"department:{KING}", "d1", ""),
    )
    words = visitor.open("/changes").words
    assert "Changed classes and locations" in words
    assert "Class in QuickBooks: Queen St" in words
    assert "Retail" in words


def test_before_the_setup_is_confirmed_the_choice_is_an_answer_of_it(visitor, world):
    page = visitor.open(PATH)

    assert page.path == "/setup/tracking"
    assert known(world) == ({}, {})


@pytest.mark.usefixtures("mapped")
def test_a_company_without_classes_and_locations_has_no_such_page_to_go_to(visitor, world):
    company = replace(COMPANY, tracks_classes=False, tracks_locations=False)
    world.connections.save_connection(world.connections.connection(MERCHANT).with_company(company))

    assert PATH not in visitor.open("/mapping").body


def test_the_api_chooses_the_same(mapped):
    body = {"classes": {QUEEN: "c2"}, "departments": {}}
    partner = Partner(mapped)

    assert partner.sends("PUT", "/tracking", body) == body
    assert partner.reads("/tracking") == body
    assert known(mapped) == ({QUEEN: "c2"}, {})
