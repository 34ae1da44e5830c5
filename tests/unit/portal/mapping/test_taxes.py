"""QuickBooks' tax codes in the books: a set without a code is a gap with one action, a change puts days right."""

import pytest

from daybook.application.ports import Lane
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.portal.merchant import FIRST, NEWEST, QUEEN, sales_of_day
from unit.portal.tax_codes import ALONE, CODES, DAY, codes, mapping, posted_as_invoices


@pytest.fixture
def world(world):
    """A merchant in Québec, whose company has one code for both taxes together and none for GST alone."""
    world.ledger.codes = CODES
    return world


def test_a_day_with_a_set_that_lacks_a_code_shows_as_a_gap_with_one_action(visitor, world):
    posted_as_invoices(world, visitor)

    home, day = visitor.open("/"), visitor.open(f"/log/{NEWEST}/{QUEEN}")

    assert world.sync_log.get(DAY).gaps == ("tax_code:gst",)
    assert "1 combination of taxes has no tax code" in home.words
    assert "have no account yet" not in home.words
    assert home.body.count('class="button" href="/mapping/taxes"') == 1
    assert "TPS has no tax code" in day.words
    assert 'class="button" href="/mapping/taxes">Choose the tax codes' in day.body
    assert "suspense" not in day.words


def test_both_kinds_of_gaps_have_an_action_each(visitor, world):
    posted_as_invoices(world, visitor)
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, gst_only=2000, unknown_card=True)
    visitor.send(visitor.open("/sync"), "/sync", first=str(NEWEST), last=str(NEWEST))
    world.work()

    home = visitor.open("/")

    assert "1 amount has no account yet" in home.words
    assert "1 combination of taxes has no tax code" in home.words


def test_a_code_made_in_quickbooks_closes_the_gap_and_puts_the_day_right(visitor, world):
    posted_as_invoices(world, visitor)
    world.ledger.codes = (*CODES, ALONE)
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")
    page = visitor.open("/mapping/taxes")

    done = visitor.send(page, "/mapping/taxes", then="save")
    world.work()

    assert page.form("/mapping/taxes")["effective_from"] == str(NEWEST)
    assert "Saved." in done.words
    assert codes(world) == {"gst": "5", "gst+qst": "9", "": "3", "+": "4"}
    assert world.sync_log.get(DAY).state is SyncState.POSTED


def test_the_effect_is_shown_before_anything_changes(visitor, world):
    posted_as_invoices(world, visitor)
    version = mapping(world).version

    shown = visitor.send(
        visitor.open("/mapping/taxes"), "/mapping/taxes", then="preview", untaxed="2", effective_from=str(NEWEST)
    )

    assert "3 documents in your books since Nov 23, 2026 would be corrected" in shown.words
    assert shown.form("/mapping/taxes")["untaxed"] == "2"
    assert mapping(world).version == version


def test_forms_since_the_date_are_put_right_and_earlier_ones_stay(visitor, world):
    posted_as_invoices(world, visitor, use="lines")
    page = visitor.open("/mapping/taxes")

    visitor.send(page, "/mapping/taxes", use="codes", untaxed="3", effective_from=str(NEWEST), then="save")

    assert {(r.day.business_date, r.cause) for r in world.queue.sent[Lane.BACKFILL]} == {(NEWEST, SyncCause.RECLASS)}
    assert world.connections.mapping_on("m_1", FIRST).tax_codes == {}


def test_the_merchant_can_go_back_to_lines(visitor, world):
    posted_as_invoices(world, visitor)
    page = visitor.open("/mapping/taxes")

    visitor.send(page, "/mapping/taxes", use="lines", effective_from=str(NEWEST), then="save")
    world.work()

    assert codes(world) == {}
    assert world.sync_log.get(DAY).gaps == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"effective_from": "soon"}, "Enter a date"),
        ({"effective_from": "2027-01-01"}, "Choose Nov 24, 2026 or earlier."),
        ({"untaxed": "9"}, "Choose the code for sales without tax."),
        ({"use": "both"}, "Choose how taxes should reach your books."),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_changes(visitor, world, change, says):
    posted_as_invoices(world, visitor)
    version = mapping(world).version

    refused = visitor.send(visitor.open("/mapping/taxes"), "/mapping/taxes", **{"then": "save", **change})

    assert refused.status == 422
    assert says in refused.words
    assert mapping(world).version == version


def test_whoever_posts_journal_entries_is_told_that_they_carry_no_codes(visitor, world):
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")

    page = visitor.open("/mapping/taxes")

    assert "Journal entries carry no tax codes" in page.words
    assert 'action="/mapping/taxes"' not in page.body
    assert 'href="/mapping/taxes"' not in visitor.open("/mapping").body
    assert world.connections.connection("m_1").document_kind is DocumentKind.JOURNAL_ENTRY


def test_settings_and_accounts_lead_to_the_page_of_a_merchant_with_forms(visitor, world):
    posted_as_invoices(world, visitor)

    assert 'href="/mapping/taxes"' in visitor.open("/mapping").body
    assert 'href="/mapping/taxes"' in visitor.open("/settings").body


def test_a_silent_quickbooks_is_said_and_what_was_chosen_stays(visitor, world):
    posted_as_invoices(world, visitor)
    page = visitor.open("/mapping/taxes")
    world.ledger.fail_next(NeedsAttentionError(HoldReason.REFUSED_BY_QUICKBOOKS, "no"))

    refused = visitor.send(page, "/mapping/taxes", then="save", untaxed="2", effective_from=str(NEWEST))

    assert refused.status == 422
    assert refused.form("/mapping/taxes")["untaxed"] == "2"
