"""One word for each thing that Daybook names, on every page, in every mail, document and command.

Each table is by the value of its enum, so that every folder of the domain may use it. English stands here; French is
under the same words in the catalogue (`daybook.domain.words`).
"""

from daybook.domain.words import noted

# By `DayState`.
STATES: dict[str, str] = {
    "before": noted("Before Daybook"),
    "empty": noted("No sales"),
    "posted": noted("Posted"),
    "undone": noted("Taken out"),
    "accepted": noted("Posted, difference accepted"),
    "gaps": noted("Posted with gaps"),
    "coming": noted("In progress"),
    "missing": noted("Missing"),
    "change": noted("Posted, a change waits"),
    "edited": noted("Changed in QuickBooks"),
    "held": noted("Held for you"),
    "removed": noted("Deleted in QuickBooks"),
    "partly": noted("Partly posted"),
    "failed": noted("Failed"),
}
STATE_MEANINGS: dict[str, str] = {
    "posted": noted("In your books, to the cent."),
    "gaps": noted("In your books; an amount waits in the suspense account for an account of yours."),
    "empty": noted("talech reports nothing sold; nothing to post."),
    "accepted": noted("In your books, with a difference to talech that was accepted."),
    "coming": noted("Being read and posted right now."),
    "change": noted("In your books; a later change waits for a decision."),
    "edited": noted("A person changed its document in QuickBooks: decide whether that stays."),
    "held": noted("Not in your books: a decision is needed first."),
    "removed": noted("A person deleted its document in QuickBooks: your books no longer hold the day."),
    "partly": noted("A part is in your books; the rest waits for a decision."),
    "missing": noted("The day has ended and is not in your books yet."),
    "failed": noted("Tried several times without success; our support team is told."),
    "undone": noted("You took it out; it stays out until you bring it back."),
}
# By `DocumentKind`.
DOCUMENT_KINDS: dict[str, str] = {
    "journal_entry": noted("Journal entry"),
    "invoice": noted("Invoice"),
    "sales_receipt": noted("Sales receipt"),
    "refund_receipt": noted("Refund receipt"),
}
# By `AccountantRole`.
ACCOUNTANT_ROLES: dict[str, str] = {
    "look": noted("Look"),
    "decide": noted("Look and decide"),
    "map": noted("Decide and change accounts"),
}
# By `FirmRole`.
FIRM_ROLES: dict[str, str] = {
    "staff": noted("Staff"),
    "admin": noted("Admin"),
    "owner": noted("Owner"),
}
# By `LocationMode`, as talech calls them.
LOCATION_MODES: dict[str, str] = {"combined": noted("Simple"), "separate": noted("Advanced")}
# By `ConnectionStatus`.
CONNECTIONS: dict[str, str] = {
    "connected": noted("Connected"),
    "needs_reconnect": noted("The connection was lost"),
    "disconnected": noted("Disconnected"),
}
# By `RoleKind`.
ROLES: dict[str, str] = {
    "revenue": noted("Sales"),
    "adjustment": noted("Differences between an order and its lines"),
    "discount": noted("Discounts"),
    "comp": noted("Comps"),
    "loyalty": noted("Loyalty rewards"),
    "refund": noted("Refunds"),
    "tax": noted("Sales tax"),
    "service_charge": noted("Service charges"),
    "tip": noted("Tips"),
    "gift_card": noted("Gift cards"),
    "store_credit": noted("Store credit"),
    "house_account": noted("House accounts"),
    "customer_deposits": noted("Deposits on open orders"),
    "rounding": noted("Cash rounding"),
    "tender": noted("Payments"),
    "paid_in": noted("Paid into the cash drawer"),
    "paid_out": noted("Paid out of the cash drawer"),
    "cash_drop": noted("Cash dropped to the safe"),
    "over_short": noted("Cash drawer over or short"),
    "suspense": noted("Suspense: amounts without an account"),
}
SERVICE_CHARGES: dict[str, str] = {
    "STAFF": noted("Service charges for staff"),
    "HOUSE": noted("Service charges of the house"),
}
# talech's own codes (docs/talech.md 7.1).
TENDERS: dict[str, str] = {
    "CASH": noted("Cash"),
    "CCRD": noted("Credit card"),
    "DCRD": noted("Debit card"),
    "CHECK": noted("Check"),
    "GCRD": noted("Gift card"),
    "STCR": noted("Store credit"),
    "HACC": noted("House account"),
    "OTHER": noted("Other"),
}
# Card types that name no card.
CARDS: dict[str, str] = {"UNKNOWN": noted("Cards of an unknown type"), "OTHER": noted("Other cards")}
# Any other card is called what is written on it, in every language.
BRANDS: dict[str, str] = {
    "VISA": "Visa",
    "MASTERCARD": "Mastercard",
    "MC": "Mastercard",
    "AMEX": "American Express",
    "AMERICAN_EXPRESS": "American Express",
    "DISCOVER": "Discover",
    "INTERAC": "Interac",
    "JCB": "JCB",
    "DINERS": "Diners Club",
    "UNIONPAY": "UnionPay",
    "TROY": "Troy",
}
# talech's own report, field by field (docs/accounting.md 4), in reading order.
REPORT_FIELDS: dict[str, str] = {
    "grossRevenue": noted("Gross sales"),
    "discount": noted("Discounts and comps"),
    "loyalty": noted("Loyalty rewards"),
    "refundAmount": noted("Refunds"),
    "netRevenue": noted("Net sales"),
    "reportedTax": noted("Sales tax"),
    "tip": noted("Tips"),
    "netGiftCardsRevenue": noted("Gift cards sold"),
    "roundingRevenue": noted("Cash rounding"),
    "storeCreditGranted": noted("Store credit granted"),
    "totalCollected": noted("Collected"),
}
# The figures that lists show of a day: by the fields of `DayFigures`.
DAY_FIGURES: dict[str, str] = {
    "net_sales_minor": noted("Net sales"),
    "taxes_minor": noted("Sales tax"),
    "tips_minor": noted("Tips"),
    "collected_minor": noted("Collected"),
}
# The figure of the home page in place of what was collected, where it is on record.
DUE_TO_BANK = noted("Due to the bank")
# By `SyncCause`.
CAUSES: dict[str, str] = {
    "schedule": noted("schedule"),
    "first_sync": noted("first sync"),
    "resync": noted("resync"),
    "replay": noted("replay"),
    "look": noted("look"),
    "recheck": noted("recheck"),
    "reclass": noted("reclass"),
    "release": noted("release"),
    "undo": noted("undo"),
    "redo": noted("redo"),
}
# By `LetterQueue`, of which the first three are lanes.
LETTER_QUEUES: dict[str, str] = {
    "daily": noted("daily"),
    "backfill": noted("backfill"),
    "reread": noted("reread"),
    "closings": noted("closings"),
    "watchdog": noted("watchdog"),
    "notices": noted("notices"),
}
