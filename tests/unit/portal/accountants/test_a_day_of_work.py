"""Ten tasks of an accountant's day, from the list of clients by links and buttons alone, three pages at most.

docs/accounting.md 14 has the tasks with their answers, which were written down first. Pages are counted after the
sign-in, whose page is the list of clients.
"""

from datetime import date, timedelta

import pytest

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.record import DoubleIncomeRecord
from daybook.domain.double_income.rules import Finding, Rule
from unit.portal.clearing.conftest import turn_on
from unit.portal.clearing.test_clearing import look, pay
from unit.portal.clients import ANSE, NORD, PORT, bring_in, settled_client
from unit.portal.guests import accountant_of, ask_for_link, link_to, owner_of
from unit.portal.mapping.test_mapping import other
from unit.portal.merchant import NEWEST, STORES
from unit.portal.visitor import Visitor
from unit.portal.walking import Walk

MOST_PAGES = 3
NINTH, SEVENTH = date(2026, 11, 9), date(2026, 11, 7)
# The stores are closed on Sundays.
NOVEMBER = [on for day in range(1, NEWEST.day + 1) if (on := date(2026, 11, day)).isoweekday() != 7]
PAID_THROUGH = NEWEST - timedelta(days=3)


def dollars(minor):
    return f"${minor / 100:,.2f}"


def by_visa(on):
    """What Visa took in one store, worked out from the sales and not from what was posted."""
    food = 41_250 + on.day * 130
    return food + round(food * 0.05) + round(food * 0.09975) + 3_150


def of_the_ninth():
    """What Café du Port sold on that day, without tax."""
    return 41_250 + 9 * 130 + 23_890 + 9 * 70


@pytest.fixture
def walk(synced):
    """Léa, who has four clients: one well, one with a held day, one with a gap, one whose sales may stand twice."""
    world = synced
    for merchant_id, name in ((PORT, "Café du Port"), (NORD, "Bar Nord"), (ANSE, "Anse bleue")):
        settled_client(world, merchant_id, name, role="map")
    accountant_of(world, "map")
    bring_in(world, PORT, NINTH, untied=True)
    bring_in(world, NORD, SEVENTH, unknown_card=True)
    bring_in(world, ANSE, NEWEST)
    twice = BooksDocument("Sales Receipt", "71", NINTH, {"1": -70_000, "8": 70_000}, "SQ-71")
    finding = Finding(Rule.SAME_TOTAL, (twice,), ("Sales Receipt number SQ-",), 70_000, 69_740, (NINTH,), 1)
    world.clearing.save_double_income(ANSE, DoubleIncomeRecord(world.clock.now(), NINTH, NEWEST, findings=(finding,)))
    owner = owner_of(world)
    turn_on(owner)
    pay(world, last=PAID_THROUGH)
    look(owner)
    owner.send(owner.open("/mapping/change?role=tip"), "/mapping/change", account=other(world), then="save")
    world.clock.advance(minutes=5)
    ask_for_link(world)
    reader = Visitor(world)
    walk = Walk(reader, reader.post_to(link_to(world, kind="sign-in"), {}))
    yield walk
    assert walk.pages <= MOST_PAGES


def test_1_which_clients_need_me(walk):
    assert walk.page.path == "/clients"
    walk.reads(
        "3 clients need you.",
        f"Held for you: 1 day, {dollars(of_the_ninth())}",
        "Sales may stand twice",
        "Posted with gaps: 1 day",
    )


def test_2_why_is_the_ninth_of_cafe_du_port_held(walk):
    walk.press("Open Café du Port")
    walk.follow("Nov 9, 2026")

    walk.reads("The figures do not agree with talech’s report", "talech reports 67440, its orders give 66940")


def test_3_accept_it(walk):
    walk.press("Open Café du Port")
    walk.follow("Nov 9, 2026")
    walk.press("Post")

    walk.reads("The day is being posted as it is.")


def test_4_correct_it_the_card_of_bar_nord_has_no_account(walk):
    walk.press("Open Bar Nord")
    walk.reads("1 amount has no account yet", "JCB")
    walk.press("Save and correct the days")

    walk.reads("Every amount has an account.", "1 day")


def test_5_what_did_we_take_by_visa_in_november_and_what_reached_the_bank(walk):
    taken = sum(by_visa(on) for on in NOVEMBER) * len(STORES)
    days = [by_visa(on) * len(STORES) for on in NOVEMBER if on <= PAID_THROUGH]
    banked = sum(gross - round(gross * 0.025) for gross in days)

    walk.press("Open Café de la Reine")
    walk.follow("Month")
    walk.reads(f"Credit card: Visa Card clearing {dollars(taken)}")
    walk.follow("Clearing")

    walk.reads(f"November 2026 {dollars(taken)} {dollars(banked)} {dollars(taken - sum(days))}")


def test_6_why_is_income_too_high(walk):
    walk.press("Open Anse bleue")

    walk.reads("SQ-", "your income is $700.00 too high")


def test_7_who_changed_the_mapping_when_and_from_what_to_what(walk):
    walk.press("Open Café de la Reine")
    walk.follow("Accounts")
    walk.follow("Who changed what")

    walk.reads("owner@reine.example", "Nov 24, 2026", "was: Tips payable", "is now: POS Service Charges Owed to Staff")


def test_8_invite_a_colleague(walk):
    """Into her firm, which she founds on the way; which clients they look after is said there afterwards."""
    walk.follow("Your firm")
    walk.press("Found the firm", firm="Lavoie CPA", name="Léa Lavoie")
    walk.press("Send the invitation", email="sam@lavoie.example")

    walk.reads("sam@lavoie.example")


def test_9_the_tax_of_the_quarter_for_the_return(walk):
    walk.press("Open Café de la Reine")
    walk.follow("Month")
    walk.press("Show", taxes="quarter")

    walk.reads("Oct 1, 2026", "Dec 31, 2026", "TPS", "TVQ")


def test_10_does_november_agree_with_talech_and_which_days_are_missing(walk):
    walk.press("Open Café du Port")
    walk.follow("Month")

    walk.reads("Does it agree?", "Held for you 1", "What waits")
    walk.follow("Nov 9, 2026")


@pytest.mark.parametrize("page", ["/", "/changes", "/mapping", "/clearing", "/month", "/log", "/double-income"])
def test_no_page_leads_an_accountant_into_the_settings_of_the_merchant(synced, page):
    reader = accountant_of(synced, "map", "sam@nord.example")

    assert '"/settings' not in reader.open(page).body
