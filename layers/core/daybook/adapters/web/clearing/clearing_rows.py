"""Rows of the clearing page and its file: by age, where the balance comes from, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from daybook.adapters.web.clearing.clearing_words import AGES, GRADES, dates_word, how_entered, percent_word, suggestion
from daybook.adapters.web.words.speech import Speech
from daybook.application.clearing.show_clearing import GroupView
from daybook.domain.clearing.matching import Grade, Match
from daybook.domain.clearing.payouts import Batch, Payout
from daybook.domain.clearing.proposals import in_transit_minor, proposals
from daybook.domain.clearing.statement import ClearingStatement


@dataclass(frozen=True, slots=True)
class ClearingRow:
    """The batches of a payout, a batch without a payout, or a payout without a batch; amounts in minor units."""

    batches: tuple[Batch, ...]
    payout: Payout | None
    grade: Grade | None
    open_minor: int

    @property
    def in_minor(self) -> int:
        """What was taken in."""
        return sum(batch.net_minor for batch in self.batches)


_DECIDED = frozenset({Grade.ASK, Grade.LIKELY, Grade.CHOSEN})


def rows_of(found: ClearingStatement) -> list[ClearingRow]:
    """Every batch and payout once, newest first; of an unmatched group the batches alone."""
    known: dict[str, Match] = {each.payout.document.id: each for each in found.matches if each.batches}
    paid = {batch for each in known.values() for batch in each.batches}
    left = {part.batches: part.open_minor for part in found.parts if part.payout is None}
    rows = [ClearingRow(each.batches, each.payout, each.grade, each.rest_minor) for each in known.values()]
    rows += [ClearingRow((batch,), None, None, left.get((batch,), 0)) for batch in found.batches if batch not in paid]
    rows += [
        ClearingRow((), payout, Grade.ASK if found.is_matched else None, -payout.taken_minor if found.is_matched else 0)
        for payout in found.outgoings.payouts
        if payout.document.id not in known and payout.taken_minor
    ]
    return sorted(rows, key=_dated, reverse=True)


def months_of(found: ClearingStatement) -> dict[date, list[ClearingRow]]:
    """The rows by the first of their month, newest first; months that began before the reading are left out.

    A row belongs to the month of its first business date, or of its payout without one.
    """
    months: dict[date, list[ClearingRow]] = {}
    for row in rows_of(found):
        on = row.batches[0].on if row.batches or row.payout is None else row.payout.on
        if on.replace(day=1) >= found.first:
            months.setdefault(on.replace(day=1), []).append(row)
    return months


def _dated(row: ClearingRow) -> date:
    if row.batches or row.payout is None:
        return row.batches[-1].on
    return row.payout.on


def group_values(view: GroupView, realm_id: str, currency: str, speech: Speech) -> dict[str, Any]:
    """What the page shows of a group."""
    found = view.statement

    def money(minor: int) -> str:
        return speech.money(minor, currency)

    return {
        "is_matched": found.is_matched,
        "follows_cards": found.group.is_matched,
        "closing": money(found.closing_minor),
        "ages": [
            {"word": speech.say(word), "amount": money(minor), "late": number == len(AGES) - 1 and minor > 0}
            for number, (word, minor) in enumerate(zip(AGES, found.ages, strict=True))
        ],
        "sources": list(_sources(view, money, speech)),
        "in_transit": money(in_transit_minor(found)) if found.is_matched else "",
        "suggestions": [
            {
                "sentence": suggestion(each, currency, speech),
                "documents": [how_entered(payout, realm_id, speech) for payout in each.payouts],
            }
            for each in proposals(found)
        ],
        "months": [
            {
                "word": speech.month(month),
                "taken_in": money(sum(row.in_minor for row in rows)),
                "banked": money(sum(row.payout.banked_minor for row in rows if row.payout)),
                "rest": money(sum(row.open_minor for row in rows)),
            }
            for month, rows in months_of(found).items()
        ],
        "asks": any(row.grade in _DECIDED for row in rows_of(found)),
        "rows": [_row_values(row, realm_id, currency, speech) | _chosen_days(row, found) for row in rows_of(found)],
        "usual": _usual(found, speech),
        "choices": [{"value": batch.on.isoformat(), "word": speech.day(batch.on)} for batch in found.batches],
    }


def _sources(view: GroupView, money: Any, speech: Speech) -> Iterator[dict[str, str]]:
    found = view.statement
    yield {
        "word": speech.say("Carried over from before {day}", day=speech.day(found.first)),
        "amount": money(found.carried_minor),
    }
    yield {"word": speech.say("Booked by Daybook"), "amount": money(found.in_minor)}
    yield {"word": speech.say("Taken by payouts"), "amount": money(-found.out_minor)}
    if found.others_minor:
        yield {"word": speech.say("Entered by other people"), "amount": money(found.others_minor)}
    if view.difference_minor:
        yield {"word": speech.say("Not explained by anything above"), "amount": money(view.difference_minor)}


def _usual(found: ClearingStatement, speech: Speech) -> str:
    if found.usual_rate is None or found.usual_days is None:
        return ""
    rate = percent_word(found.usual_rate, speech)
    return speech.count(
        "Usually {rate} is withheld, and money arrives {count} day later.",
        "Usually {rate} is withheld, and money arrives {count} days later.",
        found.usual_days,
        rate=rate,
    )


def _chosen_days(row: ClearingRow, found: ClearingStatement) -> dict[str, str]:
    """The days that stand in the form of a payout: those that it may pay, else the last one before it."""
    if row.batches:
        days = [batch.on for batch in row.batches]
    else:
        days = [batch.on for batch in found.batches if row.payout and batch.on < row.payout.on][-1:]
    return {"first": days[0].isoformat(), "last": days[-1].isoformat()} if days else {"first": "", "last": ""}


def _row_values(row: ClearingRow, realm_id: str, currency: str, speech: Speech) -> dict[str, Any]:
    payout = row.payout

    def money(minor: int) -> str:
        return speech.money(minor, currency)

    return {
        "dates": dates_word(row.batches, speech) if row.batches else "",
        "taken_in": money(row.in_minor) if row.batches else "",
        "document": how_entered(payout, realm_id, speech) if payout else None,
        "id": payout.document.id if payout else "",
        "taken": money(payout.taken_minor) if payout else "",
        "banked": money(payout.banked_minor) if payout else "",
        "rest": money(row.open_minor) if row.open_minor else "",
        "grade": row.grade.value if row.grade else "",
        "grade_word": speech.say(GRADES[row.grade]) if row.grade else "",
        "asks": row.grade in {Grade.ASK, Grade.LIKELY},
        "is_chosen": row.grade is Grade.CHOSEN,
    }
