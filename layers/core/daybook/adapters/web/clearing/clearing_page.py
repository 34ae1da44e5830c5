"""The clearing page, as a page and as a CSV file: off until a merchant turns it on; it proposes and writes nothing."""

from typing import Any

from daybook.adapters.web.clearing.clearing_rows import ClearingRow, group_values, rows_of
from daybook.adapters.web.clearing.clearing_words import GRADES, WAYS, books_kind, group_word, lead
from daybook.adapters.web.clearing.look_words import look_values
from daybook.adapters.web.http.requests import Answer, Problem, View
from daybook.adapters.web.http.tables import FORMATS, Cell, Money, Table
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.clearing.show_clearing import ClearingView, show_clearing
from daybook.domain.clearing.books_reading import MOST_READS
from daybook.domain.clearing.groups import proposed
from daybook.domain.clearing.look_plan import LookKind
from daybook.domain.clearing.proposals import in_transit_minor, proposals
from daybook.domain.day.roles import role_from_text

CLEARING_PATH = "/clearing"


def clearing(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """What lies on the clearing accounts, by processor group."""
    found, speech, company = show_clearing(visit.connection, visit.systems), visit.speech, visit.connection.company
    record, month = found.record, f"{visit.systems.clock.now():%Y-%m}"
    values: dict[str, Any] = {
        "is_on": record.is_on,
        "lead": _lead(found, visit),
        "read_at": speech.instant(record.read_at, visit.zone) if record.read_at else "",
        "reads": speech.number(record.reads_in(month)),
        "most": speech.number(MOST_READS),
        "by_report": record.reading is None or record.reading.by_report,
        "csv_path": f"{CLEARING_PATH}.csv" if found.groups else "",
        "xlsx_path": f"{CLEARING_PATH}.xlsx" if found.groups else "",
        "groups": [
            group_values(each, company.realm_id, company.home_currency, speech)
            | {"word": group_word(each.statement.group, visit.profile, speech), "key": each.statement.group.key}
            for each in found.groups
        ],
        "tenders": _tenders(found, visit),
        "looks": look_values(LookKind.CLEARING, visit) if record.is_on else None,
    }
    return View("clearing", speech.say("Clearing"), values, problems=problems)


def clearing_file(visit: Visit, form: str) -> Answer:
    """One row a batch without a payout, or a payout with its batches; amounts in the account's direction."""
    found, say = show_clearing(visit.connection, visit.systems), visit.speech.say
    heads = (
        "Payments",
        "First day",
        "Last day",
        "Taken in",
        "Document",
        "Dated",
        "From clearing",
        "To the bank",
        "Left",
        "Match",
    )
    rows = tuple(
        (group_word(each.statement.group, visit.profile, visit.speech), *_cells(row, visit))
        for each in found.groups
        for row in rows_of(each.statement)
    )
    return FORMATS[form](Table("daybook-clearing", tuple(say(head) for head in heads), rows), visit.speech.language)


def _cells(row: ClearingRow, visit: Visit) -> tuple[Cell, ...]:
    payout = row.payout
    return (
        row.batches[0].on if row.batches else "",
        row.batches[-1].on if row.batches else "",
        Money(row.in_minor if row.batches else None),
        f"{books_kind(payout.document, visit.speech)} {payout.document.number or payout.document.id}" if payout else "",
        payout.on if payout else "",
        Money(payout.taken_minor if payout else None),
        Money(payout.banked_minor if payout else None),
        Money(row.open_minor),
        visit.speech.say(GRADES[row.grade]) if row.grade else "",
    )


def _lead(found: ClearingView, visit: Visit) -> str:
    if found.record.reading is None:
        return ""
    looks = sum(len(proposals(each.statement)) for each in found.groups)
    transit = sum(in_transit_minor(each.statement) for each in found.groups)
    return lead(found.groups, looks, transit, visit.connection.company.home_currency, visit.speech)


def _tenders(found: ClearingView, visit: Visit) -> list[dict[str, Any]]:
    """Every tender with the ways in which it may be paid."""
    rows = []
    for text in found.roles:
        role = role_from_text(text)
        chosen = found.record.ways.get(text, proposed(role))
        rows.append(
            {
                "name": f"way:{text}",
                "word": role_word(role, visit.profile, visit.speech),
                "ways": [
                    {"value": way, "word": visit.speech.say(word), "chosen": way == chosen}
                    for way, word in WAYS.items()
                ],
            }
        )
    return rows
