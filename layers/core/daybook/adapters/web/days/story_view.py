"""A day's story in the merchant's words: what is in the books, what waits, how old the proof is."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import field_word
from daybook.application.days.settle_holds import reason_to_overrule
from daybook.domain.errors import HoldReason
from daybook.domain.nouns import DAY_FIGURES
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory
from daybook.domain.sync.location_day import SyncRecord


def change_of(story: DayStory, currency: str, speech: Speech) -> list[dict[str, Any]]:
    """What waits, figure by figure: in the books, in talech, the difference. Empty where nothing waits."""
    if story.waiting is None:
        return []
    return list(_rows(story.booked, story.waiting.figures, currency, speech))


def figures_in(story: DayStory) -> list[int]:
    """The figures that the books hold, in the order of `DAY_FIGURES`; none where they hold none."""
    return [] if story.booked is None else [getattr(story.booked, name) for name in DAY_FIGURES]


def _rows(booked: DayFigures | None, told: DayFigures, currency: str, speech: Speech) -> Iterable[dict[str, Any]]:
    for name, word in DAY_FIGURES.items():
        before, after = getattr(booked, name, None), getattr(told, name)
        yield {
            "figure": speech.say(word),
            "before": "—" if before is None else speech.money(before, currency),
            "after": speech.money(after, currency),
            "difference": "—" if before is None else speech.money(after - before, currency),
            "differs": before is not None and before != after,
        }


def proof_of(story: DayStory, proof: Proof, visit: Visit, *, has_moved: bool) -> dict[str, str]:
    """How the proof stands: a tick only while nothing is known to have happened since on either side.

    A figure that talech's report lacks is named: nothing can be said of it.
    """
    lacking = dict.fromkeys(field.field for field in proof.fields if field.talech_minor is None)
    missing = ", ".join(field_word(name, visit.speech) for name in lacking)
    say, at = visit.speech.say, story.proved_at
    dated = say("Confirmed by QuickBooks on {instant}.", instant=visit.speech.instant(at, visit.zone)) if at else ""
    if has_moved:
        state, words = "held", say("The document is as proved; QuickBooks moved what is said above.")
    elif not story.is_proof_current:
        state, words = "before", say("This is how it stood when the day was posted. What happened since is said above.")
    elif any(field.difference_minor for field in proof.fields):
        is_accepted = story.state is DayState.ACCEPTED
        state, words = (
            "accepted" if is_accepted else "held",
            say("Some figures differ, which was accepted; they are marked below.")
            if is_accepted
            else say("Some figures differ; they are marked below."),
        )
    elif missing:
        state = "posted"
        words = say("Tied in every figure that talech reports. Its report lacks: {figures}.", figures=missing)
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
