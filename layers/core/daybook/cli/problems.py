"""How an error leaves a command: its code, what happened and what to do, in the reader's language."""

import json

from daybook.bootstrap.operating import StackUnavailableError
from daybook.cli.refusals import FRENCH
from daybook.cli.words import said
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import entry_for_condition, entry_for_error
from daybook.domain.errors import Condition, NeedsAttentionError


def problem_text(error: Exception, language: str) -> str:
    """Lines for people: the catalogue's words first, what the error itself says behind "details"."""
    entry = _entry_of(error)
    text = entry.text(language)
    return "\n".join(
        (f"daybook: {entry.code} {text.title}", text.happened, text.action, *_said_details(error, language))
    )


def problem_document(error: Exception) -> str:
    """One JSON line for scripts."""
    return json.dumps({"error": {"code": _entry_of(error).code, "details": _details(error)}}, ensure_ascii=False)


def _said_details(error: Exception, language: str) -> list[str]:
    """What systems say is as the logs have it, in any language; what was asked wrongly is said in the reader's."""
    if isinstance(error, AskDifferentlyError):
        return [said("Details: {text}", language, text=_asked(error, language))]
    return [said("Details, as the logs have them: {text}", language, text=detail) for detail in _details(error)]


def _asked(error: AskDifferentlyError, language: str) -> str:
    return FRENCH[error.message].format(**error.values) if language.startswith("fr") else str(error)


def _entry_of(error: Exception) -> Entry:
    match error:
        case StackUnavailableError():
            return entry_for_condition(Condition.SYSTEM_UNREACHABLE)
        case ValueError():
            return entry_for_condition(Condition.WISH_REFUSED)
        case _:
            return entry_for_error(error)


def _details(error: Exception) -> list[str]:
    return [str(error), *(error.details if isinstance(error, NeedsAttentionError) else ())]
