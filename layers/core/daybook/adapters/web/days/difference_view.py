"""What a store's orders hold beyond their lines on a day, beside the limit: told of held days and of posted ones."""

from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.domain.day.adjustments import OrderDifference, StoreDifference, read_differences
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.sync.location_day import SyncRecord


def differences_of(record: SyncRecord, visit: Visit) -> dict[str, Any] | None:
    """Figures of each store and its orders, and the account of the adjustment line; None where nothing is above."""
    found = read_differences(record.details)
    if not found:
        return None
    speech, currency = visit.speech, visit.connection.company.home_currency
    limit = visit.connection.adjustment_limit
    mapping = visit.systems.connections.mapping_on(visit.merchant_id, record.day.business_date)
    account = mapping.account_for(Role(RoleKind.ADJUSTMENT)) if mapping else None
    return {
        "stores": [
            {
                "store": each.store,
                "sales": speech.money(each.sales_minor, currency),
                "open": speech.money(each.open_minor, currency),
                "limit": speech.money(limit.minor_of(each.sales_minor), currency),
            }
            for each in found
            if isinstance(each, StoreDifference)
        ],
        "orders": [
            {
                "store": each.store,
                "order": each.order_id,
                "total": speech.money(each.total_minor, currency),
                "parts": speech.money(each.parts_minor, currency),
            }
            for each in found
            if isinstance(each, OrderDifference)
        ],
        "account": account_title(account, mapping) if account else "",
        "posted": record.is_posted,
    }
