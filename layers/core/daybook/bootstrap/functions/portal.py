"""Wiring of `portal` for the merchant's pages."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2  # noqa: F401 - every page needs it: loaded while Lambda starts

from daybook.adapters.aws.tables import (
    company_watch,  # noqa: F401 - every page needs them: loaded while Lambda starts
    setups,  # noqa: F401 - every page needs them: loaded while Lambda starts
)
from daybook.adapters.web.http.reception import Reception
from daybook.adapters.web.http.rendering import Renderer
from daybook.adapters.web.http.visit_router import VisitRouter
from daybook.adapters.web.portal import PageAnswers
from daybook.adapters.web.routes import ROUTES
from daybook.bootstrap import quickbooks, talech  # noqa: F401 - as above
from daybook.bootstrap.functions.answering import answer_event, session_cookies, tell
from daybook.bootstrap.systems import systems


@cache
def reception() -> Reception:
    """Where requests of pages and of the API are received."""
    return Reception(systems(), session_cookies())


@cache
def portal(folder: Path) -> VisitRouter:
    """The pages, with templates and static files beside the function."""
    return VisitRouter(ROUTES, reception(), PageAnswers(Renderer(folder), systems()), tell)


def answer_page(event: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The answer to a browser."""
    return answer_event(event, portal(folder))
