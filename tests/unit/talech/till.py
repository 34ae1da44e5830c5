"""One order and one refund as talech's calls show them, for days that a test scripts."""

from unit.talech.scripted import answer

NOON = "2026-03-10T16:00:00Z"  # noon in Toronto, business date 2026-03-10
DAY_BEFORE = "2026-03-09T16:00:00Z"


def payment(minor, *, at=NOON, status="COMPLETED", tender="CASH", payment_id=None):
    return {
        "id": payment_id or f"p-{minor}-{at}",
        "tender_id": tender,
        "card_type": None,
        "amount_minor": minor,
        "tip_minor": 0,
        "taken_at": at,
        "status": status,
    }


def figures(order_id, total=1130, *, closed_at=NOON, payments=None, **changed):
    """`ext/v0/orderfinancials` of an order that sold something for `total` with 13 % tax."""
    tax = round(total * 13 / 113)
    whole = {
        "id": order_id,
        "status": "CLOSED" if closed_at else "OPEN",
        "opened_at": DAY_BEFORE,
        "closed_at": closed_at,
        "revision": 1,
        "training": False,
        "discounts": [],
        "service_charges": [],
        "taxes": [{"tax_id": "t_hst", "amount_minor": tax}],
        "taxed_amounts": [taxed("revenue:c1", total - tax, "t_hst")],
        "totals": {
            "gross_minor": total - tax,
            "discount_minor": 0,
            "loyalty_minor": 0,
            "net_minor": total - tax,
            "service_charge_minor": 0,
            "tax_minor": tax,
            "tip_minor": 0,
            "rounding_minor": 0,
            "total_minor": total,
        },
        "gift_cards_sold_minor": 0,
        "house_account_paid_minor": 0,
        "deposits_sold_minor": 0,
        "payments": [payment(total)] if payments is None else payments,
    }
    return whole | changed


def taxed(role, minor, *tax_ids):
    """A row of `taxed_amounts`."""
    return {"role": role, "tax_ids": list(tax_ids), "amount_minor": minor}


def header(order_id, **changed):
    """Its row in the order search."""
    amounts = {"amount": 11.3, "subTotal": 10.0, "discount": 0.0, "tax": 1.3, "tip": 0.0, "revenue": 10.0}
    return {"orderId": order_id, **amounts, **changed}


def refund(refund_id, *, order_id="o0", at=NOON, total=1130, **changed):
    line = {"category_id": "c1", "net_minor": 1000, "taxes": [{"tax_id": "t_hst", "amount_minor": 130}]}
    return {
        "id": refund_id,
        "order_id": order_id,
        "at": at,
        "kind": "ITEM_RETURN",
        "destination": "ORIGINAL_TENDER",
        "tender_id": "CCRD",
        "card_type": "VISA",
        "lines": [line],
        "service_charges": [],
        "taxed_amounts": [taxed("refund:c1", 1000, "t_hst")],
        "total_minor": total,
        "status": "COMPLETED",
        **changed,
    }


def lines(*, price=10.0, quantity=1, category="c1", **changed):
    return [{"name": "Latte", "categoryId": category, "price": price, "quantity": quantity, **changed}]


def shop_scripts(*orders, rows=(), refunds=(), order_lines=None):
    """Scripts of a day on which these orders were paid or closed and these refunds given."""
    known = {order["id"]: order for order in orders}
    paid = [(order["id"], each) for order in orders for each in order["payments"]]
    taken = [{"id": each["id"], "order_id": order_id, "taken_at": each["taken_at"]} for order_id, each in paid]

    def closings_in(body):
        closed = [{"order_id": each["id"], "closed_at": each["closed_at"]} for each in orders if each["closed_at"]]
        found = [each for each in closed if body["from"] <= each["closed_at"] < body["to"]]
        return answer(len(found), orders=found, next_cursor=None)

    def refunds_in(body):
        given = [each for each in refunds if body["from"] <= each["at"] < body["to"]]
        return answer(len(given), refunds=given, next_cursor=None)

    return {
        "order/getorderhistory": [
            answer(0, status=404),
            answer(len(rows), searchResult={"orders": list(rows)}) if rows else answer(0, status=404),
        ],
        "order/getorderbyid": lambda body: answer(
            Order={"orderId": body["orderId"], "orderDetails": lines() if order_lines is None else order_lines}
        ),
        "ext/v0/closings": closings_in,
        "ext/v0/payments": answer(len(taken), payments=taken, next_cursor=None),
        "ext/v0/refunds": refunds_in,
        "ext/v0/orderfinancials": lambda body: answer(
            orders=[known[each] for each in body["order_ids"] if each in known]
        ),
    }
