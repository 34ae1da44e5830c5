"""A day that QuickBooks refuses because of an account: which accounts are gone, and the way to another one."""

from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.decided_rows import decided_rows
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import SyncRecord, SyncState


def unusable_of(record: SyncRecord, visit: Visit) -> dict[str, Any] | None:
    """What goes to accounts that the company has no more, as its lists were read last; QuickBooks is not asked.

    None for a day that is held for another reason, and for a person who may not change accounts.
    """
    is_refused = record.state is SyncState.HELD and record.reason is HoldReason.ACCOUNT_UNUSABLE
    if not is_refused or not visit.connection.is_live or not visit.may(AccountantRole.MAP):
        return None
    mapping = visit.systems.connections.mapping_on(visit.merchant_id, record.day.business_date)
    lists = visit.systems.setups.lists(visit.merchant_id)
    if mapping is None or lists is None or lists.realm_id != visit.connection.company.realm_id:
        return {"rows": []}
    return {
        "rows": [
            {
                "label": row.label,
                "stores": ", ".join(row.stores),
                "account": row.account,
                "path": f"/mapping/change?{urlencode({'role': row.roles[0]})}",
            }
            for row in decided_rows(mapping, lists.chart, visit)
            if row.gone
        ]
    }
