"""Settings: how days are posted from a date on, policies, mails and language."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View, day_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.tax_pages import tax_sentence
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.account_words import limit_sentence
from daybook.adapters.web.words.states_and_roles import kind_word
from daybook.application.access.sessions import speak
from daybook.application.company.lists import remember_accounts
from daybook.application.mapping.accounts.create_accounts import AccountLimitError
from daybook.application.mapping.choose_posting import (
    ChoiceRefusedError,
    Policies,
    choose_policies,
    choose_posting,
    earliest_change,
    take_change_back,
)
from daybook.application.setup.clear_tenders import clear_tenders
from daybook.application.telling.mail_address import (
    MOST_ASKED_AN_HOUR,
    BadAddressError,
    MailsChoice,
    MailsChosen,
    NothingWaitsError,
    TooManyMailsError,
    ask_again,
    choose_notify,
    withdraw_address,
)
from daybook.application.telling.recipients import first_preference
from daybook.domain.company.connection import ClosedBooksPolicy, LocationMode, PostingChoice, UntiedPolicy
from daybook.domain.day.adjustments import LEAST_LIMIT_MINOR, AdjustmentLimit, LimitRefusedError
from daybook.domain.nouns import DOCUMENT_KINDS, LOCATION_MODES
from daybook.domain.posting.documents import CHOSEN_KINDS, DocumentKind
from daybook.domain.telling.mail import MailNotSentError
from daybook.domain.words import LANGUAGES

SETTINGS_PATH = "/settings"
# Signs that the address of a page has; two slashes at its beginning would be another server.
_OUR_PATH = re.compile(r"/(?!/)[A-Za-z0-9_.:%?=&/-]*")


def settings(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Everything that can be changed after the setup."""
    earliest = earliest_change(visit.profile, visit.systems.clock.now())
    now = visit.connection.choice_on(earliest)
    values = {
        "company": visit.connection.company,
        "connected_at": visit.speech.instant(visit.connection.connected_at, visit.zone),
        "kind": visit.request.text("document_kind") or now.document_kind.value,
        "mode": visit.request.text("location_mode") or now.location_mode.value,
        "kinds": [{"value": kind.value, "word": visit.speech.say(DOCUMENT_KINDS[kind])} for kind in CHOSEN_KINDS],
        "several": len(visit.profile.active_locations) > 1,
        "from": visit.request.text("effective_from") or str(earliest),
        "earliest": str(earliest),
        "untied": visit.connection.untied_policy.value,
        "closed_books": visit.connection.closed_books_policy.value,
        "limit": visit.request.text("adjustment_limit")
        or visit.speech.number(Decimal(visit.connection.adjustment_limit.percent)),
        "clear_tenders": visit.connection.clears_tenders,
        "least": visit.speech.money(LEAST_LIMIT_MINOR, visit.connection.company.home_currency),
        "mails": _mails(visit),
        "changes": [_change(change, earliest, visit) for change in visit.connection.changes],
        "taxes": tax_sentence(visit.systems.connections.mapping_on(visit.merchant_id, earliest), visit),
    }
    title = visit.speech.say("Settings")
    return View("settings", title, values, UNPROCESSABLE if problems else 200, problems)


def change_posting(visit: Visit) -> Answer:
    """Another kind or mode from a date on; earlier documents keep theirs."""
    effective_from = day_of(visit.request.text("effective_from"))
    if effective_from is None:
        return settings(visit, (Problem("effective_from", visit.speech.say("Enter a date, for example 2026-11-24.")),))
    choice, systems = _choice(visit, effective_from), visit.systems
    try:
        choose_posting(
            visit.connection,
            visit.profile,
            choice,
            now=systems.clock.now(),
            connections=systems.connections,
            ledger_of=systems.ledger_of,
        )
    except ChoiceRefusedError as refused:
        message = visit.speech.say(
            "Choose a date from {first} to {last}. Days before it may be in your books already.",
            first=visit.speech.day(refused.earliest),
            last=visit.speech.day(refused.latest),
        )
        return settings(visit, (Problem("effective_from", message),))
    return Redirect(f"{SETTINGS_PATH}?done=saved")


def take_posting_back(visit: Visit) -> Answer:
    """A change of kind or mode that has not begun is taken back."""
    begins, now = day_of(visit.request.text("begins")) or date.min, visit.systems.clock.now()
    try:
        take_change_back(visit.connection, visit.profile, begins, now=now, connections=visit.systems.connections)
    except ChoiceRefusedError:
        message = visit.speech.say("The change has begun or was taken back. Save what is to hold from a day on.")
        return settings(visit, (Problem("effective_from", message),))
    return Redirect(f"{SETTINGS_PATH}?done=saved")


def change_policies(visit: Visit) -> Answer:
    """What happens to days that do not tie, and to changes in closed periods: a field that is missing is refused."""
    untied = next((each for each in UntiedPolicy if each == visit.request.text("untied")), None)
    closed_books = next((each for each in ClosedBooksPolicy if each == visit.request.text("closed_books")), None)
    if untied is None or closed_books is None:
        field = "untied" if untied is None else "closed_books"
        return settings(visit, (Problem(field, visit.speech.say("Choose one of the two.")),))
    try:
        limit = AdjustmentLimit.of(visit.request.text("adjustment_limit"))
    except LimitRefusedError:
        message = visit.speech.say("Enter a percentage from 0 to 100, for example 1 or 2.5.")
        return settings(visit, (Problem("adjustment_limit", message),))
    choose_policies(visit.connection, Policies(untied, closed_books, limit), visit.systems.connections)
    return Redirect(f"{SETTINGS_PATH}?done=saved")


def change_clearing(visit: Visit) -> Answer:
    """Tenders through clearing accounts, or on bank accounts again."""
    try:
        cleared = clear_tenders(
            visit.merchant_id, wanted=bool(visit.request.text("clear_tenders")), systems=visit.systems
        )
    except AccountLimitError as error:
        return settings(visit, (Problem("clear_tenders", limit_sentence(error.room, visit.speech)),))
    remember_accounts(visit.merchant_id, cleared.accounts, visit.systems)
    return Redirect(f"{SETTINGS_PATH}?done=saved")


def change_mails(visit: Visit) -> Answer:
    """Where mails go, and whether the daily summary is wanted."""
    choice = MailsChoice(
        email=visit.request.text("email"),
        language=visit.session.language,
        alerts=bool(visit.request.text("alerts")),
        daily_summary=bool(visit.request.text("daily_summary")),
    )
    return _with_mails(visit, lambda: choose_notify(visit.asker, choice, visit.systems))


def send_again(visit: Visit) -> Answer:
    """The mail that asks the new address once more."""
    return _with_mails(visit, lambda: ask_again(visit.asker, visit.systems))


def withdraw(visit: Visit) -> Answer:
    """The new address is no longer asked for."""
    withdraw_address(visit.merchant_id, visit.systems.notify_store)
    return Redirect(f"{SETTINGS_PATH}?done=withdrawn")


def change_language(visit: Visit) -> Answer:
    """Go on in another language; the page stays the same."""
    language = visit.request.text("language")
    if language in LANGUAGES:
        speak(visit.session, language, visit.systems.one_time)
    back = visit.request.text("back")
    return Redirect(back if _OUR_PATH.fullmatch(back) else "/")


def _with_mails(visit: Visit, choose: Callable[[], MailsChosen]) -> Answer:
    """Back to the settings, with what was done or with what stood in its way."""
    try:
        chosen = choose()
    except NothingWaitsError:
        return Redirect(SETTINGS_PATH, did=False)
    except BadAddressError:
        message = visit.speech.say("Enter an e-mail address like owner@example.com, or leave it empty for no mails.")
    except TooManyMailsError:
        message = visit.speech.say(
            "Daybook sends {most} mails an hour to confirm an address. Nothing was changed; try again in an hour.",
            most=MOST_ASKED_AN_HOUR,
        )
    except MailNotSentError:
        message = visit.speech.say(
            "The mail that confirms this address could not be sent. Nothing was changed; check the address, or try "
            "again later."
        )
    else:
        done = "untold" if chosen.untold else "asked" if chosen.asked else "saved"
        return Redirect(f"{SETTINGS_PATH}?done={done}")
    return settings(visit, (Problem("email", message),))


def _mails(visit: Visit) -> dict[str, Any]:
    """Where mails go and which; the address that waits is the one that the merchant wants."""
    known = visit.systems.notify_store.preference(visit.merchant_id) or first_preference("", visit.session.language)
    waits = known.waiting
    return {
        "email": visit.request.form.get("email", waits.email if waits else known.email),
        "alerts": known.alerts,
        "daily_summary": known.daily_summary,
        "waiting": waits.email if waits else "",
        "until": visit.speech.instant(waits.ends_at, visit.zone) if waits else "",
        "is_too_old": waits is not None and not known.waits_for(waits.email, visit.systems.clock.now()),
        "confirmed": known.email,
    }


def _choice(visit: Visit, effective_from: date) -> PostingChoice:
    now = visit.connection.choice_on(effective_from)
    kind = next((kind for kind in CHOSEN_KINDS if kind == visit.request.text("document_kind")), now.document_kind)
    mode = next((mode for mode in LocationMode if mode == visit.request.text("location_mode")), now.location_mode)
    return PostingChoice(effective_from, DocumentKind(kind), mode)


def _change(change: PostingChoice, earliest: date, visit: Visit) -> dict[str, str]:
    return {
        "begins": str(change.effective_from) if change.effective_from >= earliest else "",
        "from": visit.speech.day(change.effective_from),
        "kind": kind_word(change.document_kind, visit.speech),
        "mode": visit.speech.say(LOCATION_MODES[change.location_mode]),
    }
