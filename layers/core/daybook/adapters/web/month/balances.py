"""Balances of a month: the form in which a person types what each was before it, and the files for spreadsheets."""

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, day_of
from daybook.adapters.web.http.tables import FORMATS, Money, Table
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.month.balance_view import BALANCES, FIELD, SHOWN
from daybook.adapters.web.month.month_page import asked_month, location_of, month, month_path
from daybook.application.days.month_balances import balances_of, type_balances
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.month.openings import minor_of


def type_in(visit: Visit) -> Answer:
    """Keep what a person typed; a text that is no amount is asked again, and then nothing is kept."""
    request, said, problems = visit.request, {}, []
    for name, text in _changed(visit).items():
        try:
            said[name] = minor_of(text) if text else None
        except AskDifferentlyError as refused:
            problems.append(Problem(f"{FIELD}{name}", refused.said(visit.speech.language)))
    if problems:
        return month(visit, tuple(problems))
    place = (request.text("location"), day_of(f"{request.text('month')}-01"))
    try:
        type_balances(place, said, visit.connection, visit.profile, visit.systems, who=visit.session.user)
    except AskDifferentlyError as refused:
        return month(visit, (Problem(FIELD, refused.said(visit.speech.language)),))
    found = asked_month(visit)
    return Redirect(f"{month_path(found.first, location_of(visit))}&done=saved")


def balances_file(visit: Visit, form: str) -> Answer:
    """One row a balance; an opening and a closing that are not known are empty."""
    found, location, say = asked_month(visit), location_of(visit), visit.speech.say
    balances = balances_of(found, visit.connection, visit.profile, visit.systems, location)
    heading = (
        say("Balance"),
        say("Opening"),
        say("Added"),
        say("Used or paid out"),
        say("Movement"),
        say("Closing"),
    )
    rows = tuple(
        (
            say(BALANCES[each.movement.balance]),
            Money(each.opening_minor),
            Money(each.movement.added_minor),
            Money(each.taken_minor),
            Money(each.net_minor),
            Money(each.closing_minor),
        )
        for each in balances.rows
    )
    return FORMATS[form](Table(f"daybook-balances-{found.first:%Y-%m}", heading, rows), visit.speech.language)


def _changed(visit: Visit) -> dict[str, str]:
    """The fields that the person changed, by balance; the others may have been typed by another person meanwhile."""
    form = visit.request.form
    texts = {name.removeprefix(FIELD): text.strip() for name, text in form.items() if name.startswith(FIELD)}
    return {name: text for name, text in texts.items() if text != form.get(f"{SHOWN}{name}", "").strip()}
