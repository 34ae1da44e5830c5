"""Held days of one reason, decided in one press: each by the figures that the page showed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from daybook.adapters.web.days.log.filter import LogFilter, filter_of
from daybook.adapters.web.http.requests import Answer, Redirect, day_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.story_words import lead_of_several
from daybook.application.days.settle_holds import may_be_released, question_of_day, release_days
from daybook.application.posting.reading.read_day import usable_connection
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.holds import RULES
from daybook.domain.sync.location_day import LocationDay, SyncRecord

_FIELD = "day."
_NAMED = 20


def decisions(records: Sequence[SyncRecord], chosen: LogFilter, visit: Visit) -> dict[str, Any] | None:
    """What waits for the one reason of the filter, with the question of each day; None where nothing is released."""
    if chosen.reason is None or not RULES[chosen.reason].releasable or not visit.connection.is_live:
        return None
    if not visit.may(AccountantRole.DECIDE):
        return None
    asked = [record for record in records if may_be_released(record)]
    if not asked:
        return None
    now, currency = visit.systems.clock.now(), visit.connection.company.home_currency
    return {
        "lead": lead_of_several([story_of(record, now) for record in asked], currency, visit.speech),
        "path": f"/log/decisions?{chosen.query}",
        "questions": {record.day: question_of_day(record) for record in asked},
    }


def decide(visit: Visit) -> Answer:
    """Release the ticked days; one that is no longer as the page showed it is left out, and named."""
    chosen = replace(filter_of(visit), page=None)
    shown = {}
    for name, question in visit.request.form.items():
        date_text, _, location = name.removeprefix(_FIELD).partition("/")
        on = day_of(date_text)
        if name.startswith(_FIELD) and on is not None:
            shown[LocationDay(visit.merchant_id, on, location)] = question
    usable_connection(visit.merchant_id, visit.systems.connections)
    if chosen.reason is None or not shown:
        return Redirect(f"/log?{chosen.query}", did=False)
    systems = visit.systems
    left = release_days(shown, chosen.reason, systems.sync_log, systems.queue, systems.clock.now())
    told = f"&released={len(shown) - len(left)}"
    named = ",".join(f"{day.business_date}/{day.location}" for day in left[:_NAMED])
    return Redirect(f"/log?{chosen.query}{told}{f'&left={named}' if named else ''}", did=len(left) < len(shown))


def told_of_decisions(visit: Visit) -> str:
    """What came of the press that the address names: how many are on their way, and which were left out."""
    query, speech = visit.request.query, visit.speech
    released = query.get("released", "")
    if not (released.isascii() and released.isdigit()):
        return ""
    said = speech.count(
        "{count} day is being posted as it is.", "{count} days are being posted as they are.", int(released)
    )
    names = [
        speech.say("{date}, {store}", date=speech.day(on), store=visit.location_name(location))
        for each in query.get("left", "").split(",")
        if (on := day_of(each.partition("/")[0])) and (location := each.partition("/")[2])
    ]
    if not names:
        return said
    return f"{said} {speech.say('Changed meanwhile, so left out: {days}.', days='; '.join(names))}"
