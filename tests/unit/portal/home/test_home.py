"""The home page: one true sentence, the next sync on the shop's own clock, every day's state, one button per matter."""

from dataclasses import replace

import pytest

from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason
from daybook.domain.telling.notify import NotifyPreference
from unit.portal.guests import OWNER, accountant_of
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN, sales_of_day


def post(world, visitor):
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    return visitor.open("/")


@pytest.mark.usefixtures("synced")
def test_when_all_is_well_it_says_so_with_the_next_sync(visitor):
    page = visitor.open("/")

    assert "Monday, November 23 is in your books. Next sync today at 22:05 (Eastern Time)." in page.words
    assert "What needs you" not in page.body


def test_in_french_too(synced):
    page = synced.visitor("fr").open("/")

    assert "Lundi 23 novembre\N{NO-BREAK SPACE}: tout est dans vos livres." in page.body
    assert (
        "Prochaine synchronisation aujourd’hui à 22\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05 (heure de l’Est)."
        in page.body
    )


def test_within_the_settle_delay_the_day_that_just_ended_is_the_next_one(synced):
    synced.clock.instant = synced.clock.instant.replace(hour=3, minute=2, day=25)

    assert "Next sync today at 22:05 (Eastern Time)." in synced.visitor().open("/").words


@pytest.mark.usefixtures("synced")
def test_every_store_shows_its_report_end_time_and_window(visitor):
    page = visitor.open("/")

    assert "Report End Time 22:00 (Eastern Time)" in page.words
    assert "Nov 23, 2026, 22:00 to Nov 24, 2026, 22:00" in page.words


@pytest.mark.parametrize(("changes", "word"), [({"untied": True}, "Held for you"), ({"unknown_card": True}, "gaps")])
def test_a_day_that_needs_someone_shows_in_the_calendar_by_word_and_shape(ready, visitor, changes, word):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, **changes)

    page = post(ready, visitor)

    shape = {"Held for you": "held", "gaps": "gaps"}[word]
    assert f'href="#s-{shape}"' in page.body
    assert f"Monday, November 23, 2026: {'Posted with ' if word == 'gaps' else ''}{word}" in page.words


def test_one_held_day_has_one_button_to_it(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)

    page = post(ready, visitor)

    assert "1 day waits for you." in page.words
    assert f'<a class="button" href="/log/{NEWEST}/{QUEEN}">' in page.body


def test_several_held_days_of_one_reason_share_a_button(ready, visitor):
    for store in (QUEEN, KING):
        ready.sales.days[store, NEWEST] = sales_of_day(store, NEWEST, untied=True)

    page = post(ready, visitor)

    assert "2 days wait for you." in page.words
    assert page.body.count('class="button" href="/log?reason=not_tied"') == 1


@pytest.mark.usefixtures("ready")
def test_a_day_that_ended_and_is_nowhere_is_missing_and_can_be_brought_in(visitor):
    page = visitor.open("/")

    assert "days are not in your books yet" in page.words
    assert 'href="/sync?first=2026-10-26&amp;last=2026-11-23"' in page.body


def test_a_gap_leads_to_the_accounts(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, unknown_card=True)

    page = post(ready, visitor)

    assert "1 amount has no account yet" in page.words
    assert "Credit card: JCB" in page.words


@pytest.mark.parametrize(
    ("status", "button"),
    [
        (ConnectionStatus.NEEDS_RECONNECT, "Reconnect QuickBooks"),
        (ConnectionStatus.DISCONNECTED, "Connect QuickBooks again"),
    ],
)
def test_a_lost_connection_is_the_first_thing_said(synced, visitor, status, button):
    synced.connections.save_connection(replace(synced.connections.connection("m_1"), status=status))

    page = visitor.open("/")

    assert "QuickBooks is not connected: no day is being posted." in page.words
    assert "Next sync" not in page.words
    assert f'<a class="button" href="/connect">{button}</a>' in page.body


def test_the_entry_of_a_hold_comes_from_the_catalogue_with_its_code(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)

    page = post(ready, visitor)

    assert entry_for(HoldReason.NOT_TIED).code in page.words


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize(
    ("language", "months", "weekday", "day"),
    [
        ("en", "October–November 2026", "Sunday", "Monday, November 23, 2026: Posted, net sales $2,092.20"),
        (
            "fr",
            "Octobre\N{THIN SPACE}–\N{THIN SPACE}novembre 2026",
            "dimanche",
            "lundi 23 novembre 2026: Comptabilisée, ventes nettes 2\N{NO-BREAK SPACE}092,20\N{NO-BREAK SPACE}$",
        ),
    ],
)
def test_the_calendar_names_its_months_its_weekdays_and_every_full_date(visitor, language, months, weekday, day):
    page = visitor.world.visitor(language).open("/")

    assert f"<caption>{months}</caption>" in page.body
    assert f'<span class="sr">{weekday}</span>' in page.body
    assert f'<span class="sr">{day}</span>' in page.body


@pytest.mark.usefixtures("synced")
def test_the_month_stands_at_its_first_day_and_at_the_first_of_the_calendar(visitor):
    page = visitor.open("/")

    assert page.body.count("<small>Oct</small>20</span>") == 1
    assert page.body.count("<small>Nov</small>1</span>") == 1
    assert page.body.count("<small>Nov</small>") == 1


@pytest.mark.usefixtures("synced")
def test_the_connection_says_company_when_it_was_verified_and_who_is_told(synced, visitor):
    synced.notify_store.save_preference(MERCHANT, NotifyPreference(OWNER, "en", unsubscribe_token="u"))

    words = visitor.open("/").words

    assert "Connected to Queen Street Coffee Inc.; confirmed by QuickBooks on Nov 24, 2026, 10:05." in words
    assert f"Mails about days that wait go to {OWNER}." in words


@pytest.mark.usefixtures("synced")
def test_without_an_address_home_says_that_no_mail_is_sent(visitor):
    assert "No mail is sent: no address is known." in visitor.open("/").words


@pytest.mark.usefixtures("synced")
def test_who_wants_no_mails_about_waiting_days_is_not_said_to_get_them(synced, visitor):
    wanted = NotifyPreference(OWNER, "en", unsubscribe_token="u", alerts=False)
    synced.notify_store.save_preference(MERCHANT, wanted)

    assert OWNER not in visitor.open("/").words
    assert "No mail is sent about days that wait." in visitor.open("/").words


def test_an_accountant_does_not_read_where_the_merchants_mails_go(synced):
    guest = accountant_of(synced, "look", "tim@nord.example")
    synced.notify_store.save_preference(MERCHANT, NotifyPreference(OWNER, "en", unsubscribe_token="u"))

    assert OWNER not in guest.open("/").words
    assert "Connected to Queen Street Coffee Inc." in guest.open("/").words


@pytest.mark.usefixtures("ready")
def test_before_any_day_is_proved_nothing_is_said_to_be_verified(visitor):
    words = visitor.open("/").words

    assert "Connected to Queen Street Coffee Inc." in words
    assert "confirmed by QuickBooks" not in words


@pytest.mark.usefixtures("synced")
def test_the_newest_day_has_its_four_figures_and_the_calendar_amount_and_bar(visitor):
    """Three stores with sales of 697.40 each and tips of 31.50."""
    page = visitor.open("/")

    assert "Net sales $2,092.20" in page.words
    assert "Tips $94.50" in page.words
    assert "Monday, November 23, 2026: Posted, net sales $2,092.20" in page.words
    assert '<svg class="bar"' in page.body


def test_a_gift_card_that_paid_is_collected_and_not_due_to_the_bank(ready, visitor):
    """Each store collects 795.15; in one of them a gift card pays 255.00 of it."""
    day = sales_of_day(QUEEN, NEWEST)
    first, second = day.orders
    paid = tuple(replace(payment, tender_id="GCRD") for payment in second.payments)
    ready.sales.days[QUEEN, NEWEST] = replace(day, orders=(first, replace(second, payments=paid)))

    page = post(ready, visitor)

    assert "Due to the bank $2,130.45" in page.words
    assert "Collected" not in page.words


def test_a_day_that_an_earlier_release_posted_says_what_was_collected(synced, visitor):
    for record in list(synced.sync_log.history(MERCHANT, first=NEWEST)):
        synced.sync_log._records[record.day] = replace(record, figures=replace(record.figures, due_to_bank_minor=None))

    page = visitor.open("/")

    assert "Collected $2,385.45" in page.words
    assert "Due to the bank" not in page.words


def test_home_has_three_tones_all_is_well_something_waits_nothing_works(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    assert 'class="status attention"' in post(ready, visitor).body

    day = f"/log/{NEWEST}/{QUEEN}"
    visitor.send(visitor.open(day), f"{day}/release")
    ready.work()
    assert 'class="status good"' in visitor.open("/").body

    lost = replace(ready.connections.connection(MERCHANT), status=ConnectionStatus.NEEDS_RECONNECT)
    ready.connections.save_connection(lost)
    assert 'class="status bad"' in visitor.open("/").body
