"""What pages say about what went wrong, without a session, a table or a secret: words lie beside the code."""

from daybook.adapters.web.http.rendering import Frame
from daybook.adapters.web.http.requests import View
from daybook.adapters.web.words.speech import Speech
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import entry_for_condition, entry_for_error
from daybook.domain.errors import Condition, DaybookError, HoldReason, LaunchRefusedError, NeedsAttentionError


def error_view(error: DaybookError, frame: Frame) -> View:
    """Why it cannot go on, who has to act, and the one thing to do: from the error catalogue."""
    reconnect = isinstance(error, NeedsAttentionError) and error.reason is HoldReason.NEEDS_RECONNECT
    expected = error.expected if isinstance(error, LaunchRefusedError) else ""
    return _view(entry_for_error(error), frame, status_of(error), reconnect=reconnect, expected=expected)


def broken_view(frame: Frame) -> View:
    """Something broke that should not have; the traceback is in the log."""
    return _view(entry_for_condition(Condition.BUG), frame, 500, reconnect=False)


def not_found_view(speech: Speech) -> View:
    """There is no such page."""
    lead = speech.say("The address may be old or mistyped.")
    return _message(404, speech.say("There is no such page"), lead, speech)


def too_large_view(speech: Speech) -> View:
    """More was sent than any page sends."""
    lead = speech.say("The form you sent is larger than any of Daybook’s pages. Nothing was changed.")
    return _message(413, speech.say("That was too much at once"), lead, speech)


def status_of(error: DaybookError) -> int:
    """The status of a page or an answer about an error that is no bug."""
    match error:
        case LaunchRefusedError():
            return 403
        case NeedsAttentionError():
            return 409
    return 503


def _view(said: Entry, frame: Frame, status: int, *, reconnect: bool, expected: str = "") -> View:
    text = said.text(frame.speech.language, company=frame.company, expected=expected)
    return View("error", text.title, {"text": text, "code": said.code, "reconnect": reconnect}, status=status)


def _message(status: int, title: str, lead: str, speech: Speech) -> View:
    return View("message", title, {"lead": lead, "action": speech.say("Go to the start page")}, status=status)
