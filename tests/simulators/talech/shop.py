"""A small shop in the sample-merchant contract, as JSON, for the suites of the talech simulator."""

import gzip
import json
from pathlib import Path

from talech_simulator.contract import (
    DrawerEvent,
    DrawerShift,
    MerchantFile,
    Order,
    Refund,
    SampleMerchant,
    from_json,
)

QUEEN = "304267:1"


def merchant_file(**location):
    """One Toronto shop whose day ends at 04:00; keywords change its location."""
    return {
        "merchant": {"id": "m_304267", "name": "Example Cafe", "plan": "STANDARD", "country": "CA"},
        "locations": [
            {
                "id": QUEEN,
                "merchant_identification": "304267",
                "name": "Queen St",
                "timezone": "America/Toronto",
                "currency": "CAD",
                "report_end_time": "04:00",
                **location,
            }
        ],
        "categories": [
            {"id": "c1", "location_id": QUEEN, "name": "Coffee"},
            {"id": "c2", "location_id": QUEEN, "name": "Food"},
        ],
        "taxes": [
            {"id": "t_hst", "name": "HST", "rate": "0.13"},
            {"id": "t_city", "name": "City", "rate": "0.01"},
        ],
        "tenders": [
            {"id": "CASH", "kind": "CASH"},
            {"id": "CCRD", "kind": "CARD"},
            {"id": "GCRD", "kind": "GIFT_CARD"},
            {"id": "STCR", "kind": "STORE_CREDIT"},
            {"id": "HACC", "kind": "HOUSE_ACCOUNT"},
        ],
    }


def line(line_id, gross, tax=0, *, category="c1", taxes=None, **more):
    """A line; its tax is HST unless `taxes` names others."""
    listed = taxes or ({"t_hst": tax} if tax else {})
    return {
        "id": line_id,
        "category_id": category,
        "name": f"Item {line_id}",
        "gross_minor": gross,
        "tax_minor": sum(listed.values()),
        "taxes": [{"tax_id": tax_id, "amount_minor": amount} for tax_id, amount in listed.items()],
        **more,
    }


def payment(payment_id, amount, taken_at, *, tender="CASH", **more):
    return {"id": payment_id, "tender_id": tender, "amount_minor": amount, "taken_at": taken_at, **more}


def order(order_id, opened_at, closed_at, *, lines, payments, location=QUEEN, totals=None, **more):
    """An order whose header is added up from its parts; `totals` adds what the parts do not tell."""
    live = [each for each in lines if not each.get("voided")]
    sold = {kind: _gross(live, kind) for kind in {each.get("kind", "ITEM") for each in live}}
    charges = more.get("service_charges", [])
    header = {
        "gross_minor": sold.get("ITEM", 0) + sold.get("CUSTOM", 0) + more.get("adjustment_minor", 0),
        "discount_minor": sum(each.get("discount_minor", 0) for each in live),
        "loyalty_minor": more.get("loyalty_minor", 0),
        "service_charge_minor": sum(each["amount_minor"] for each in charges),
        "tax_minor": sum(each["tax_minor"] for each in live) + sum(each.get("tax_minor", 0) for each in charges),
        "tip_minor": sum(each.get("tip_minor", 0) for each in payments),
        "gift_sold_minor": sold.get("GIFT_CARD_SALE", 0) + sold.get("GIFT_CARD_RELOAD", 0),
        "house_account_paid_minor": sold.get("HOUSE_ACCOUNT_PAYMENT", 0),
        "deposits_sold_minor": sold.get("DEPOSIT", 0),
        "rounding_minor": 0,
        **(totals or {}),
    }
    header["net_minor"] = header["gross_minor"] - header["discount_minor"] - header["loyalty_minor"]
    apart = ("gross_minor", "discount_minor", "loyalty_minor", "total_minor")
    header["total_minor"] = sum(value for name, value in header.items() if name not in apart)
    return {
        "id": order_id,
        "location_id": location,
        "status": "CLOSED" if closed_at else "OPEN",
        "opened_at": opened_at,
        "closed_at": closed_at,
        "lines": lines,
        "payments": payments,
        "totals": header,
        **more,
    }


def refund(refund_id, order_id, at, *, lines=(), tender="CCRD", card_type="VISA", **more):
    total = sum(each["net_minor"] + each.get("tax_minor", 0) for each in lines)
    total += sum(more.get(name, 0) for name in ("service_charge_minor", "tip_minor", "rounding_minor"))
    return {
        "id": refund_id,
        "location_id": QUEEN,
        "order_id": order_id,
        "at": at,
        "tender_id": tender,
        "card_type": card_type,
        "lines": list(lines),
        "total_minor": total,
        **more,
    }


def write_folder(path, orders=(), refunds=(), drawer=None, profile=None, *, packed=False):
    """Write a folder in the contract and return it."""
    path.mkdir(parents=True, exist_ok=True)
    files = {
        "merchant.json": json.dumps(profile or merchant_file(), indent=1),
        "orders.jsonl": _lines(orders),
        "refunds.jsonl": _lines(refunds),
    }
    if drawer is not None:
        files["drawer.jsonl"] = _lines(drawer)
    for name, text in files.items():
        if packed:
            Path(path, f"{name}.gz").write_bytes(gzip.compress(text.encode()))
        else:
            Path(path, name).write_text(text, encoding="utf-8")
    return path


def sample(orders=(), refunds=(), events=(), shifts=(), profile=None):
    """The same merchant in memory, unchecked."""
    return SampleMerchant(
        profile=from_json(MerchantFile, profile or merchant_file()),
        orders=tuple(from_json(Order, each) for each in orders),
        refunds=tuple(from_json(Refund, each) for each in refunds),
        drawer_events=tuple(from_json(DrawerEvent, each) for each in events),
        drawer_shifts=tuple(from_json(DrawerShift, each) for each in shifts),
    )


def _gross(lines, kind):
    return sum(each["gross_minor"] for each in lines if each.get("kind", "ITEM") == kind)


def _lines(records):
    return "".join(f"{json.dumps(each)}\n" for each in records)
