"""The merchant as talech describes them."""

from datetime import date, time

import pytest

from daybook.adapters.talech.profile import parse_close_hour
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.merchant.business_date import DaySettings
from daybook.domain.merchant.profile import Category
from unit.talech.scripted import QUEEN, ScriptedTalech, answer

STORE_INFO, PROFILE, MENU = (
    "authentication/getAllMerchantStoreInfo",
    "ext/v0/merchantprofile",
    "managemenu/menuitem/allmenuitems",
)


def store_info(*, close_hour="04:00", demo=False, identification=QUEEN, zone="America/Toronto"):
    store = {"storeId": 1, "storeName": "Queen Street", "currency": "CAD", "locale": "fr_CA"}
    entry = {
        "merchantIdentification": identification,
        "defaultTimeZone": zone,
        "isDemo": demo,
        "stores": [{**store, "businessCloseHour": close_hour, "address": {"country": "CA"}}],
    }
    return answer(merchantStoreDetails={"merchantDetails": [entry]})


def profile(**changed_location):
    shop = {
        "id": f"{QUEEN}:1",
        "merchant_identification": QUEEN,
        "store_id": "1",
        "name": "Queen St",
        "timezone": "America/Toronto",
        "currency": "CAD",
        "report_end_time": "03:00",
        "locale": "en-CA",
        "industry": "RESTAURANT",
        "settings_from": "2026-01-05",
        "active": True,
        **changed_location,
    }
    return answer(
        merchant={"id": "m_304267", "name": "Example Cafe", "plan": "STANDARD", "country": "CA", "is_demo": False},
        locations=[shop],
        categories=[{"id": "c1", "location_id": f"{QUEEN}:1", "name": "Coffee", "deleted": True}],
        taxes=[{"id": "t_hst", "name": "HST", "kind": "APPLIED", "rate": "0.13"}],
        tenders=[{"id": "CASH", "kind": "CASH"}, {"id": "OTHER", "kind": "OTHER", "label": "Delivery app"}],
        card_types=["VISA"],
    )


def read(*, info=None, known=None, menu=None):
    scripts = {STORE_INFO: info or store_info(), PROFILE: known or profile()}
    return ScriptedTalech(scripts | ({MENU: menu} if menu else {})).source().profile()


def test_what_talech_itself_says_wins_over_the_invented_profile():
    (shop,) = read().locations

    assert (shop.name, shop.locale, shop.currency, shop.country) == ("Queen Street", "fr-CA", "CAD", "CA")
    assert shop.calendar.history == (DaySettings(date(2026, 1, 5), time(4), "America/Toronto"),)


def test_an_old_day_keeps_the_settings_it_was_traded_under():
    earlier = {"settings_from": "2025-01-01", "timezone": "America/Winnipeg", "report_end_time": "22:00"}

    (shop,) = read(known=profile(earlier_settings=[earlier])).locations

    assert shop.calendar.history == (
        DaySettings(date(2025, 1, 1), time(22), "America/Winnipeg"),
        DaySettings(date(2026, 1, 5), time(4), "America/Toronto"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04:00", time(4)),
        ("4:05", time(4, 5)),
        ("23:59:59", time(23, 59, 59)),
        ("4", time(4)),
        ("0", time(0)),
        ("24", time(0)),
        ("24:00", time(0)),
        (" 22:30 ", time(22, 30)),
    ],
)
def test_report_end_time_is_read_in_every_form_talech_may_write(text, expected):
    assert parse_close_hour(text) == expected


@pytest.mark.parametrize("text", ["", "25", "4 PM", "04:60", "24:30", "-1", "1:2:3:4", "04h00"])
def test_a_report_end_time_that_is_no_time_of_day_is_refused(text):
    with pytest.raises(ValueError, match=r"time of day|must be in"):
        parse_close_hour(text)


@pytest.mark.parametrize(
    "wrong",
    [{"close_hour": "late"}, {"zone": "Eastern"}, {"zone": "../etc"}, {"zone": "America"}, {"zone": "A" * 5000}],
)
def test_settings_no_business_day_follows_from_need_the_merchant(wrong):
    with pytest.raises(NeedsAttentionError, match="Queen St") as raised:
        read(info=store_info(**wrong))

    assert raised.value.reason == HoldReason.SOURCE_INCONSISTENT


def test_a_location_that_left_the_account_is_no_longer_active():
    merchant = read(info=store_info(identification="999999"))

    assert merchant.active_locations == ()
    assert merchant.locations[0].calendar.history[0].report_end_time == time(3)


def test_one_demo_location_makes_the_merchant_a_demo():
    assert read(info=store_info(demo=True)).is_demo


def test_a_category_only_the_menu_knows_is_added_and_a_deleted_one_stays():
    items = [{"categoryId": "c9", "categoryType": "Books", "name": "Atlas"}, {"categoryId": None, "name": "Bag"}]

    merchant = read(menu=answer(2, items=items))

    assert merchant.categories == (
        Category("c1", f"{QUEEN}:1", "Coffee"),
        Category("c9", f"{QUEEN}:1", "Books"),
    )


def test_a_tender_without_a_name_of_its_own_is_called_by_its_code():
    assert [tender.label for tender in read().tenders] == ["CASH", "Delivery app"]


@pytest.mark.parametrize("strange", [f"{QUEEN}#1", f"{QUEEN}@2", f"{QUEEN} 1", "", "x" * 129])
def test_an_id_that_would_mean_something_in_our_keys_is_no_answer_of_talech(strange):
    with pytest.raises(RetriableError) as raised:
        read(known=profile(id=strange))

    assert raised.value.condition is Condition.TALECH_ANSWER_UNREADABLE
