"""Who the merchant is and what its menu holds: store info, menu items and the merchant profile."""

from typing import Any

from talech_simulator.contract import Location, SampleMerchant, to_json
from talech_simulator.shop.records import LocationRecords
from talech_simulator.wire.asking import criteria, page_of, switch, text, whole_number
from talech_simulator.wire.replies import Call, CallRefusedError, answer, not_found

_LARGEST_PAGE = 100_000


def store_info(call: Call) -> dict[str, Any]:
    """`authentication/getAllMerchantStoreInfo`: one entry per active location."""
    merchant = call.merchant
    present = [call.world.records(each.id).location_as_of_now() for each in merchant.profile.locations]
    active = [location for location in present if location.active]
    details = [_merchant_detail(merchant, each, primary=each is active[0]) for each in active]
    return answer(len(details), merchantStoreDetails={"merchantDetails": details})


def _merchant_detail(merchant: SampleMerchant, location: Location, *, primary: bool) -> dict[str, Any]:
    account = merchant.profile.merchant
    return {
        "merchantIdentification": location.merchant_identification,
        "id": location.id,
        "parentMerchantId": account.id,
        "primary": primary,
        "defaultTimeZone": location.timezone,
        "industryTypeCode": location.industry,
        "isDemo": account.is_demo,
        "premiumFeatures": [{"featureType": account.plan, "isActive": True}],
        "cashDrawerInfo": {"isCashDrawerMgmtEnable": location.cash_drawer_enabled},
        "stores": [
            {
                "storeId": location.store_id,
                "storeName": location.name,
                "businessName": account.name,
                "currency": location.currency,
                "locale": location.locale.replace("-", "_"),
                "businessCloseHour": location.report_end_time,
                "address": {"country": account.country},
            }
        ],
    }


def menu_items(call: Call) -> dict[str, Any]:
    """`managemenu/menuitem/allmenuitems`: what has been sold, by category; deleted categories are gone."""
    asked = criteria(call.body) if "searchCriteria" in call.body else call.body
    offset = whole_number(asked, "offset", 0, 0, 10**9)
    limit = whole_number(asked, "maxRecords", 100, 1, _LARGEST_PAGE)
    category, searched = text(asked, "categoryId"), text(asked, "searchString").casefold()
    if switch(asked, "inventoryOnly"):
        raise CallRefusedError("inventoryOnly: no sample merchant counts its stock; leave it out")
    items = [
        item
        for item in _items(call.merchant, call.records)
        if category in ("", item["categoryId"]) and searched in item["name"].casefold()
    ]
    page, total = page_of(items, offset, limit, repeat_first_page=call.repeat_first_page)
    return answer(total, items=page) if total else not_found(items=[])


def _items(merchant: SampleMerchant, records: LocationRecords) -> list[dict[str, Any]]:
    sold = records.sold_names()
    return [
        {
            "categoryId": category.id,
            "categoryType": category.name,
            "name": name,
            "skuNumber": f"{category.id}-{number:04}",
        }
        for category in merchant.profile.categories
        if category.location_id == records.location.id and not category.deleted
        for number, name in enumerate(sold.get(category.id, [category.name]), start=1)
    ]


def merchant_profile(call: Call) -> dict[str, Any]:
    """`ext/v0/merchantprofile`: `merchant.json` with the settings in force now."""
    profile = to_json(call.merchant.profile)
    present = [call.world.records(each.id).location_as_of_now() for each in call.merchant.profile.locations]
    profile["locations"] = to_json(tuple(present))
    return answer(1, **profile)
