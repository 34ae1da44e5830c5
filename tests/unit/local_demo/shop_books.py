"""A small shop's day, in the shapes that the proof reads."""

from datetime import date

from daybook_local.demo.books.booked_documents import BookedDocument
from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.vendors.talech_control import TruthRow

DAY = date(2026, 3, 8)
ACCOUNTS = RoleAccounts({"tender:CASH": "1", "revenue": "2", "tax": "3"}, suspense="9")


def truth(role, minor, *, location="L1", on=DAY):
    return TruthRow(location, on, role, minor)


def record(document_id="501", *, location="L1", on=DAY, state="posted", deltas=()):
    number = f"TL-{document_id}" if document_id else None
    return LocationDayRecord(location, on, state, document_id, number, gaps=(), why="", delta_ids=deltas)


def document(accounts, *, identifier="501", number=None, on=DAY, payments=()):
    debit = sum(minor for minor in accounts.values() if minor > 0)
    credit = -sum(minor for minor in accounts.values() if minor < 0)
    return BookedDocument(
        entity="JournalEntry",
        id=identifier,
        doc_number=number or f"TL-{identifier}",
        business_date=on,
        accounts=accounts,
        debit_minor=debit,
        credit_minor=credit,
        row={"Id": identifier, "TxnDate": on.isoformat()},
        payments=payments,
    )


SOLD = [truth("tender:CASH", 1130), truth("revenue:c1", -600), truth("revenue:c2", -400), truth("tax:t1", -130)]
BOOKED = {"1": 1130, "2": -1000, "3": -130}
