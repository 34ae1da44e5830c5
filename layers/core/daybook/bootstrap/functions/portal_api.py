"""portal: the JSON API. Apart from the pages, because a browser should not wait for what its calls take and return."""

from functools import cache
from typing import Any

from daybook.adapters.web.api.answers import CallAnswers
from daybook.adapters.web.api.calls import ROUTES
from daybook.adapters.web.http.visit_router import VisitRouter
from daybook.bootstrap.functions.answering import answer_event, tell
from daybook.bootstrap.functions.portal import reception


@cache
def api() -> VisitRouter:
    """The API behind the same reception as the pages."""
    return VisitRouter(ROUTES, reception(), CallAnswers(), tell)


def answer_call(event: dict[str, Any]) -> dict[str, Any]:
    """The answer to one call."""
    return answer_event(event, api())
