"""Days that look wrong, each with its figures, and two answers that teach the rules."""

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View, segment
from daybook.adapters.web.http.visit import Visit
from daybook.application.unusual.find_unusual import UnusualDay, answer, find_unusual
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.unusual.rules import Rule
from daybook.domain.words import noted

UNUSUAL_PATH = "/unusual"
_COMPARED = noted(
    "{amount} on {orders} orders; a usual {weekday} is {usual} on {usual_orders} orders (median of {count}). Was the "
    "shop closed early, a register offline, or a day counted twice?"
)
_SAID = {
    Rule.NOTHING_SOLD: noted(
        "Nothing was sold; a usual {weekday} is {usual} (median of {count}). Was the shop closed?"
    ),
    Rule.FAR_OFF: _COMPARED,
    Rule.CLEARLY_OFF: _COMPARED,
    Rule.EQUAL_DAY: noted("Sales, taxes, tips, orders and payments are those of {other}. Did one day arrive twice?"),
    Rule.REFUNDS_ABOVE_SALES: noted("Refunds of {amount} are more than the sales of the day, {usual}."),
    Rule.TIPS: noted("Tips of {amount} are more than 30 % of the card payments, {usual}."),
    Rule.OVER_SHORT: noted("Cash was over or short by {amount}, more than 1 % of the cash taken, {usual}."),
    Rule.TENDER: noted("{tender} took {amount} of {usual}; it never had a tenth of a day before."),
}


def unusual(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """The notices of the last sixty days."""
    found = find_unusual(visit.connection, visit.profile, visit.systems)
    speech = visit.speech
    lead = (
        speech.count("{count} day looks unusual.", "{count} days look unusual.", len(found))
        if found
        else speech.say("No day of the last 60 days looks unusual.")
    )
    values = {"lead": lead, "days": [_day(each, visit) for each in found]}
    return View("unusual", speech.say("Unusual days"), values, problems=problems)


def answer_notice(visit: Visit) -> Answer:
    """That a day is right, or that it was wrong."""
    request = visit.request
    about = (request.text("location"), request.day("date"), request.text("rule"))
    try:
        answer(visit.connection, about, request.text("answer"), visit.systems)
    except AskDifferentlyError as refused:
        return unusual(visit, (Problem("answer", refused.said(visit.speech.language)),))
    return Redirect(f"{UNUSUAL_PATH}?done=saved")


def _day(each: UnusualDay, visit: Visit) -> dict[str, str]:
    notice, speech, currency = each.notice, visit.speech, visit.connection.company.home_currency
    sentence = speech.say(
        _SAID[notice.rule],
        amount=speech.money(notice.figure_minor, currency),
        usual=speech.money(notice.usual_minor, currency),
        orders=speech.number(notice.day.orders),
        usual_orders=speech.number(notice.usual_orders),
        count=speech.number(notice.of_days),
        weekday=speech.weekday(notice.day.on),
        other=speech.day(notice.other) if notice.other else "",
        tender=notice.tender,
    )
    return {
        "day": speech.weekday_date(notice.day.on),
        "date": notice.day.on.isoformat(),
        "store": visit.location_name(each.location_id),
        "location": each.location_id,
        "rule": notice.rule.value,
        "sentence": sentence,
        "path": f"/log/{notice.day.on}/{segment(each.location_id)}",
    }
