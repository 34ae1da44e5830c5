"""The end of the connection: what ends, what stays in QuickBooks, and one button."""

from typing import Any

from daybook.adapters.web.http.requests import Answer, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.application.connecting.disconnect import disconnect, unanswered
from daybook.domain.sync.location_day import SyncRecord

_MOST_NAMED = 12


def ask_disconnect(visit: Visit) -> Answer:
    """What ends, what stays in QuickBooks, and one button: as easy as connecting."""
    open_calls = unanswered(visit.merchant_id, visit.systems.sync_log)
    values: dict[str, Any] = {
        "company": visit.connection.company.name,
        "live": visit.connection.is_live,
        "documents": len(open_calls),
        "unanswered": [_open_call(record, visit) for record in open_calls[:_MOST_NAMED]],
    }
    return View("disconnect", visit.speech.say("Disconnect QuickBooks"), values)


def end_connection(visit: Visit) -> Answer:
    """Disconnect; the home page says so and offers the way back."""
    disconnect(visit.connection, visit.systems)
    return Redirect("/")


def _open_call(record: SyncRecord, visit: Visit) -> dict[str, str]:
    return {
        "date": visit.speech.day(record.day.business_date),
        "store": visit.location_name(record.day.location),
        "number": record.intent.doc_number if record.intent else "",
    }
