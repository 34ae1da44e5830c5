"""Classes and locations of QuickBooks after the setup: which belong to each store, from now on."""

from collections.abc import Mapping
from typing import Any

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.account_pages import MAPPING_PATH
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.application.company.lists import company_lists
from daybook.application.setup.tracking import choose_tracking
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.lists import CompanyLists

TRACKING_PATH = f"{MAPPING_PATH}/tracking"


def tracking(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """One row per open store, with what its lines carry now."""
    if visit.setup.finished_at is None:
        return Redirect("/setup/tracking")
    known = visit.systems.connections.references(visit.merchant_id)
    values = tracking_fields(visit, known.classes, known.departments)
    title = visit.speech.say("Classes and locations")
    return View("mapping/tracking", title, values, UNPROCESSABLE if problems else 200, problems)


def save_tracking(visit: Visit) -> Answer:
    """Store them for documents to come; an entry that QuickBooks has no more is refused."""
    if visit.setup.finished_at is None:
        return Redirect("/setup/tracking")
    lists = company_lists(visit.connection, visit.systems)
    try:
        choose_tracking(visit.profile, lists, chosen(visit, "class"), chosen(visit, "department"), visit.systems)
    except AskDifferentlyError as refused:
        return tracking(visit, (Problem("tracking", refused.said(visit.speech.language)),))
    return Redirect(f"{TRACKING_PATH}?done=saved")


def tracking_fields(visit: Visit, classes: Mapping[str, str], departments: Mapping[str, str]) -> dict[str, Any]:
    """What the fields show: a row per open store, and the company's own entries to choose from."""
    lists: CompanyLists = company_lists(visit.connection, visit.systems)
    rows = [
        {
            "id": place.id,
            "name": place.name,
            "class": classes.get(place.id, ""),
            "department": departments.get(place.id, ""),
        }
        for place in visit.profile.active_locations
    ]
    return {"rows": rows, "classes": lists.classes, "departments": lists.departments}


def chosen(visit: Visit, kind: str) -> dict[str, str]:
    """What a form says of each store; a store with nothing chosen is left out."""
    said = {place.id: visit.request.text(f"{kind}.{place.id}") for place in visit.profile.active_locations}
    return {place: entry for place, entry in said.items() if entry}
