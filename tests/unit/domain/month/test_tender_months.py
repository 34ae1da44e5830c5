"""What each tender took and gave back in a month, and the accounts that its money went to."""

from datetime import date

from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.month.tender_months import TenderMonth, tenders_of
from unit.domain.proof.proofs import day, line, proof

CASH, VISA, UNKNOWN = (
    Role(RoleKind.TENDER, "CASH"),
    Role(RoleKind.TENDER, "CCRD", "VISA"),
    Role(RoleKind.TENDER, "CCRD", "UNKNOWN"),
)
GIFT = Role(RoleKind.TENDER, "GCRD")


def sales_day(*tenders, number=14, location="304267:1"):
    return SalesDay(location, date(2026, 3, number), "CAD", tenders=tenders)


def test_a_month_adds_up_a_tender_over_days_stores_and_accounts():
    first = proof(
        day(14, "all"),
        sales_days=[
            sales_day(
                TenderTotal("CCRD", "CARD", "Visa", 70_000, 1_500),
                TenderTotal("CASH", "CASH", None, 9_000, 200),
                TenderTotal("GCRD", "GIFT_CARD", None, 500, 20),
            ),
            sales_day(TenderTotal("CCRD", "CARD", "VISA", 400, 30), location="304267:2"),
        ],
        lines=[
            line("84", 68_500, role="tender:CCRD:VISA"),
            line("84", 370, role="tender:CCRD:VISA", location_id="304267:2"),
            line("85", 8_800, role="tender:CASH"),
            line("90", 480, role="gift_card"),
            line("79", -77_000, role="revenue:c1"),
        ],
    )
    second = proof(
        day(15),
        sales_days=[
            sales_day(
                TenderTotal("CCRD", "CARD", "VISA", 1_000, 1),
                TenderTotal("CCRD", "CARD", None, 60, 0),
                number=15,
            )
        ],
        lines=[line("86", 999, role="tender:CCRD:VISA"), line("84", 60, role="tender:CCRD:UNKNOWN")],
    )

    assert tenders_of(iter((first, second))) == (
        TenderMonth(CASH, 9_000, 200, {"85": 8_800}),
        TenderMonth(UNKNOWN, 60, 0, {"84": 60}),
        TenderMonth(VISA, 71_400, 1_531, {"84": 68_870, "86": 999}),
        TenderMonth(GIFT, 500, 20, {}),
    )


def test_only_cards_are_told_apart_by_their_type():
    held = proof(
        sales_days=[sales_day(TenderTotal("CHECK", "CHECK", "VISA", 10, 0), TenderTotal("CHECK", "CHECK", None, 5, 1))]
    )

    assert tenders_of([held]) == (TenderMonth(Role(RoleKind.TENDER, "CHECK"), 15, 1, {}),)


def test_a_tender_brought_what_it_took_less_what_it_gave_back():
    assert TenderMonth(CASH, 9_000, 200, {}).net_minor == 8_800
