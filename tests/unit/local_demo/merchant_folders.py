"""Sample-merchant folders of one shop in Chicago, whose clock changes on 2026-03-08."""

import json

LOCATION = {
    "id": "9:1",
    "merchant_identification": "9",
    "name": "Corner",
    "timezone": "America/Chicago",
    "currency": "USD",
    "report_end_time": "04:00",
}
PROFILE = {
    "merchant": {"id": "m_corner", "name": "Corner Shop", "plan": "STANDARD", "country": "US"},
    "categories": [],
    "tenders": [{"id": "CASH", "kind": "CASH"}],
}


def write_folder(folder, *, opened_at="2026-03-07T18:00:00Z", second=None, **location):
    """One sale of 5.00 at an instant, or none; `second` adds a location that differs so from the first."""
    locations = [LOCATION | location]
    if second:
        locations.append(LOCATION | {"merchant_identification": "10"} | second)
    (folder / "merchant.json").write_text(json.dumps(PROFILE | {"locations": locations}))
    (folder / "orders.jsonl").write_text(json.dumps(sale(opened_at)) if opened_at else "")
    (folder / "refunds.jsonl").write_text("")
    return folder


def sale(instant):
    return {
        "id": "1",
        "location_id": "9:1",
        "status": "CLOSED",
        "opened_at": instant,
        "closed_at": instant,
        "lines": [{"id": "a", "gross_minor": 500, "kind": "CUSTOM"}],
        "totals": {"gross_minor": 500, "net_minor": 500, "total_minor": 500},
        "payments": [{"id": "p", "tender_id": "CASH", "amount_minor": 500, "taken_at": instant}],
    }
