"""A day's story in the merchant's words: what is in the books, what waits, how old the proof is."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import FIGURE_WORDS
from daybook.application.days.settle_holds import reason_to_overrule
from daybook.domain.errors import HoldReason
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, Lies
from daybook.domain.sync.location_day import SyncRecord


def lead_of(story: DayStory, currency: str, speech: Speech) -> str:
    """The first sentence about a day that waits or that a person decided; empty where the state says all."""
    waiting = story.waiting
    moved = "" if waiting is None or waiting.moved_minor is None else speech.money(waiting.moved_minor, currency)
    match story.state:
        case DayState.CHANGE if moved:
            return speech.say("The day is in your books. A change of {amount} waits.", amount=moved)
        case DayState.CHANGE:
            return speech.say("The day is in your books. A change waits.")
        case DayState.PARTLY:
            return speech.say("A part of the day is in your books. The rest waits.")
        case DayState.HELD if waiting is not None:
            sales = speech.money(waiting.figures.net_sales_minor, currency)
            return speech.say("The day is not in your books. Net sales of {amount} wait.", amount=sales)
        case DayState.HELD:
            return speech.say("The day is not in your books.")
    return _accepted(story, currency, speech)


def lead_of_several(stories: Sequence[DayStory], currency: str, speech: Speech) -> str:
    """The same of several days that wait for one reason: those outside the books, then those whose change waits."""
    if len(stories) == 1:
        return lead_of(stories[0], currency, speech)
    outside = [story.waiting for story in stories if story.lies is Lies.OUTSIDE]
    inside = [story.waiting for story in stories if story.lies is not Lies.OUTSIDE]
    sales = [each.figures.net_sales_minor for each in outside if each is not None]
    moved = [each.moved_minor for each in inside if each is not None and each.moved_minor is not None]
    said = []
    if sales and len(sales) == len(outside):
        said.append(
            speech.count(
                "{count} day is not in your books: net sales of {amount} wait.",
                "{count} days are not in your books: net sales of {amount} wait.",
                len(outside),
                amount=speech.money(sum(sales), currency),
            )
        )
    elif outside:
        said.append(
            speech.count("{count} day is not in your books.", "{count} days are not in your books.", len(outside))
        )
    if moved and len(moved) == len(inside):
        said.append(
            speech.count(
                "{count} day is in your books, and a change of {amount} waits.",
                "{count} days are in your books, and changes of {amount} wait.",
                len(inside),
                amount=speech.money(sum(moved), currency),
            )
        )
    elif inside:
        said.append(
            speech.count(
                "{count} day is in your books, and a change waits.",
                "{count} days are in your books, and changes wait.",
                len(inside),
            )
        )
    return " ".join(said)


def _accepted(story: DayStory, currency: str, speech: Speech) -> str:
    if story.accepted_minor is None:
        return ""
    if not story.accepted_minor:
        return speech.say("The day is in your books as it was edited in QuickBooks.")
    amount = speech.money(story.accepted_minor, currency)
    return speech.say("The day is in your books, with an accepted difference of {amount} to talech.", amount=amount)


def change_of(story: DayStory, currency: str, speech: Speech) -> list[dict[str, Any]]:
    """What waits, figure by figure: in the books, in talech, the difference. Empty where nothing waits."""
    if story.waiting is None:
        return []
    return list(_rows(story.booked, story.waiting.figures, currency, speech))


def figures_in(story: DayStory) -> list[int]:
    """The figures that the books hold, in the order of `FIGURE_WORDS`; none where they hold none."""
    return [] if story.booked is None else [getattr(story.booked, name) for name in FIGURE_WORDS]


def _rows(booked: DayFigures | None, told: DayFigures, currency: str, speech: Speech) -> Iterable[dict[str, Any]]:
    for name, word in FIGURE_WORDS.items():
        before, after = getattr(booked, name, None), getattr(told, name)
        yield {
            "figure": speech.say(word),
            "before": "—" if before is None else speech.money(before, currency),
            "after": speech.money(after, currency),
            "difference": "—" if before is None else speech.money(after - before, currency),
            "differs": before is not None and before != after,
        }


def proof_of(story: DayStory, visit: Visit, *, is_tied: bool, has_moved: bool) -> dict[str, str]:
    """How the proof stands: a tick only while nothing is known to have happened since on either side."""
    say, at = visit.speech.say, story.proved_at
    dated = say("QuickBooks told so {instant}.", instant=visit.speech.instant(at, visit.zone)) if at else ""
    if has_moved:
        state, words = "held", say("The document is as proved; QuickBooks moved what is said above.")
    elif not story.is_proof_current:
        state, words = "before", say("So it was when the day was posted. What happened since is said above.")
    elif not is_tied:
        state, words = "held", say("Some figures differ; they are marked below.")
    else:
        state, words = "posted", say("Tied: talech, Daybook and QuickBooks say the same in every field.")
    return {"state": state, "words": words, "dated": dated}


def release_button(record: SyncRecord, story: DayStory, visit: Visit) -> tuple[str, str] | None:
    """The word and the meaning of a release that has a date, or sets figures of talech aside; None for any other."""
    say, closed_through = visit.speech.say, visit.connection.company.book_close_date
    if reason_to_overrule(record) is HoldReason.TOUCHED_IN_QUICKBOOKS:
        meaning = say("The document stays as it was edited in QuickBooks. What talech says of the day is set aside.")
        return say("Keep the document as edited"), meaning
    if record.reason is not HoldReason.CLOSED_PERIOD or closed_through is None:
        return None
    day = visit.speech.day(closed_through + timedelta(days=1))
    waiting = story.waiting
    if story.state is not DayState.CHANGE:
        return say("Post the day on {day}", day=day), say("Its document has the first open date.")
    meaning = say("The posted document stays; a correction has the first open date.")
    if waiting is None or waiting.moved_minor is None:
        return say("Post the change on {day}", day=day), meaning
    amount = visit.speech.money(waiting.moved_minor, visit.connection.company.home_currency)
    return say("Post the change of {amount} on {day}", amount=amount, day=day), meaning
