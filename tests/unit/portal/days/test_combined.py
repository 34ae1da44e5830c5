"""Simple mode: all stores are one document a day, and every page counts, names and links them as one."""

import json

import pytest

from daybook.domain.company.connection import LocationMode
from daybook.domain.sync.location_day import LocationDay, SyncState
from unit.portal.merchant import KING, LAVAL, NEWEST, QUEEN, sales_of_day

ALL = f"/log/{NEWEST}/all"


@pytest.fixture
def combined(world, visitor):
    """The setup is confirmed as Simple; nothing is posted yet."""
    visitor.send(visitor.open("/setup/stores"), "/setup/stores", location_mode="combined")
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    assert world.connections.connection("m_1").location_mode is LocationMode.COMBINED
    return world


def post(world, visitor):
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()


def test_the_first_sync_counts_days_and_not_stores(combined, visitor):
    page = visitor.send(visitor.open("/sync"), "/sync")
    combined.work(12)

    facts = json.loads(visitor.open("/sync/progress.json").body)
    assert "0 of 30 days done" in page.words
    assert (facts["done"], facts["due"], facts["finished"]) == (12, 30, False)
    assert [(place["name"], place["done"], place["due"]) for place in facts["locations"]] == [("All stores", 12, 30)]


def test_its_end_proves_every_store_of_every_day(combined, visitor):
    post(combined, visitor)

    page = visitor.open("/sync/progress")

    assert page.title == "Your days are in the books"
    assert "Posted 25 No sales 5" in page.words
    # Three figures that talech reports, three stores, twenty-five days.
    assert "Tied: 225 figures" in page.words
    assert len(combined.ledger.documents) == 25


def test_home_says_when_the_last_store_is_done_and_every_day_once(combined, visitor):
    post(combined, visitor)

    page = visitor.open("/")

    assert "Monday, November 23 is in your books." in page.words
    assert "Next sync tomorrow at 04:05 (Eastern Time)." in page.words
    assert "What needs you" not in page.words


def test_one_store_that_does_not_tie_holds_the_whole_day_and_is_named(combined, visitor):
    combined.sales.days[KING, NEWEST] = sales_of_day(KING, NEWEST, untied=True)
    post(combined, visitor)

    home, day = visitor.open("/"), visitor.open(ALL)

    assert "1 day waits for you." in home.words
    assert f'class="button" href="{ALL}"' in home.body
    assert "All stores" in day.title
    assert "King St" in day.words
    assert combined.sync_log.get(LocationDay("m_1", NEWEST, "all")).state is SyncState.HELD


def test_a_held_day_of_all_stores_is_released_with_one_press(combined, visitor):
    combined.sales.days[KING, NEWEST] = sales_of_day(KING, NEWEST, untied=True)
    post(combined, visitor)

    visitor.send(visitor.open(ALL), f"{ALL}/release")
    combined.work()

    assert combined.sync_log.get(LocationDay("m_1", NEWEST, "all")).state is SyncState.POSTED


def test_the_log_has_one_row_a_day_and_can_be_narrowed_to_all_stores(combined, visitor):
    post(combined, visitor)

    page = visitor.open(f"/log?first={NEWEST}&last={NEWEST}")
    narrowed = visitor.open(f"/log?first={NEWEST}&last={NEWEST}&location=all")
    nowhere = visitor.open(f"/log?first={NEWEST}&last={NEWEST}&location={QUEEN}")

    assert page.body.count('<th scope="row">') == 2, "the day, and the sum of its month"
    assert f'href="{ALL}"' in page.body
    assert "All stores" in narrowed.words
    assert "No day in this range matches the filter." in nowhere.words


def test_a_day_names_the_store_of_every_line_and_of_every_figure(combined, visitor):
    post(combined, visitor)

    page = visitor.open(ALL)

    for store in ("Queen St", "King St", "Laval"):
        assert f'<td data-label="Store">{store}</td>' in page.body
    assert "Sales: Food Sales, Food, Queen St Queen St Food sales $442.40" in page.words
    assert "Gross sales Laval $697.40 $697.40 $697.40 Yes" in page.words
    assert page.words.count("Tied in every figure that talech reports.") == 1


def test_the_csv_names_all_stores_and_the_whole_amount(combined, visitor):
    post(combined, visitor)

    file = visitor.open(f"/log.csv?first={NEWEST}&last={NEWEST}")

    assert f'"{NEWEST}","All stores","Posted","Journal entry",' in file.body
    assert ',"2385.45",' in file.body


def test_a_day_taken_out_and_brought_back_is_all_stores_again(combined, visitor):
    post(combined, visitor)

    visitor.send(visitor.open(ALL), f"{ALL}/undo")
    combined.work()
    visitor.send(visitor.open(ALL), f"{ALL}/redo")
    combined.work()

    assert combined.sync_log.get(LocationDay("m_1", NEWEST, "all")).state is SyncState.POSTED
    assert len(combined.ledger.documents) == 25


def test_an_unknown_card_in_one_store_is_one_gap_of_the_day(combined, visitor):
    combined.sales.days[LAVAL, NEWEST] = sales_of_day(LAVAL, NEWEST, unknown_card=True)
    post(combined, visitor)

    assert "1 amount has no account yet" in visitor.open("/").words
    assert "Credit card: JCB" in visitor.open(ALL).words


def test_in_french_all_stores_are_tous_les_magasins(combined, visitor):
    post(combined, visitor)

    page = combined.visitor("fr").open(ALL)

    assert "Tous les magasins" in page.title
