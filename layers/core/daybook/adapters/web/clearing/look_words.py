"""What the pages of looks say of those that come by themselves: how often, what they cost, why one was not made."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from daybook.adapters.web.http.visit import Visit
from daybook.application.clearing.plan_looks import CHOICES, looked_at
from daybook.domain.clearing.books_reading import MOST_READS
from daybook.domain.clearing.look_plan import Every, LookEnd, LookKind, LookPlan
from daybook.domain.words import noted

_LEADS = {
    (LookKind.CLEARING, Every.NEVER): noted(
        "Daybook reads only when you ask. It can also read by itself: each week takes about 5 readings a month, each "
        "day about 30, and more where QuickBooks needs several for one look. It stops at {most} a month."
    ),
    (LookKind.CLEARING, Every.WEEK): noted(
        "Daybook reads by itself each week, next on {day}: about 5 readings a month."
    ),
    (LookKind.CLEARING, Every.DAY): noted(
        "Daybook reads by itself each day, next on {day}: about 30 readings a month."
    ),
    (LookKind.DOUBLE_INCOME, Every.NEVER): noted(
        "Daybook looks only when you ask. It can also look by itself each month: one reading, rarely up to seven."
    ),
    (LookKind.DOUBLE_INCOME, Every.ONCE): noted(
        "A week after the first sync Daybook looks once more by itself: one reading, rarely up to seven."
    ),
    (LookKind.DOUBLE_INCOME, Every.MONTH): noted(
        "Daybook looks by itself each month, next on {day}: one reading, rarely up to seven."
    ),
}
_BUTTONS = {
    (LookKind.CLEARING, Every.NEVER): noted("Read only when I ask"),
    (LookKind.CLEARING, Every.WEEK): noted("Read each week"),
    (LookKind.CLEARING, Every.DAY): noted("Read each day"),
    (LookKind.DOUBLE_INCOME, Every.NEVER): noted("Look only when I ask"),
    (LookKind.DOUBLE_INCOME, Every.MONTH): noted("Look each month"),
}
_NOT_MADE = {
    LookEnd.NO_READS: noted(
        "On {day} it could not: the readings of the month were used up, yours or those of all merchants together."
    ),
    LookEnd.NO_ACCESS: noted("On {day} it could not: QuickBooks was not connected."),
    LookEnd.AWAY: noted("On {day} it could not: QuickBooks did not answer."),
    LookEnd.UNREADABLE: noted(
        "On {day} it could not use QuickBooks’ answer: it was cut, in several currencies, or contradicted itself."
    ),
    LookEnd.NOTHING_TO_READ: noted("On {day} there was no account to read."),
}


def look_values(look: LookKind, visit: Visit) -> dict[str, Any]:
    """What a person chose of a look, and the buttons for the other choices."""
    plan, speech = visit.systems.clearing.plan(visit.merchant_id, look), visit.speech
    day = _day(plan.due_at, visit) if plan.due_at else ""
    return {
        "lead": speech.say(_LEADS[look, plan.every], day=day, most=speech.number(MOST_READS)),
        "not_made": _not_made(look, plan, visit),
        "choices": [
            {"value": every.value, "word": speech.say(_BUTTONS[look, every])}
            for every in CHOICES[look]
            if every is not plan.every
        ],
    }


def _not_made(look: LookKind, plan: LookPlan, visit: Visit) -> str:
    """Why the last look by itself was not made; nothing once another one was."""
    words = _NOT_MADE.get(plan.ended) if plan.ended else None
    last = looked_at(visit.merchant_id, look, visit.systems.clearing)
    if words is None or plan.ended_at is None or (last is not None and last > plan.ended_at):
        return ""
    return visit.speech.say(words, day=_day(plan.ended_at, visit))


def _day(instant: datetime, visit: Visit) -> str:
    return visit.speech.day(instant.astimezone(ZoneInfo(visit.zone)).date())
