"""The setup, page by page: start and task list, stores, kind of document, how sales are split."""

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.setup.document_view import document_view
from daybook.adapters.web.setup.setup_frame import NAMES, go_on, path_of, sample_date, sample_of, step_view
from daybook.application.company.lists import company_lists
from daybook.application.days.sample_day import sample_document, sample_postings
from daybook.application.mapping.draft_mapping import draft
from daybook.application.setup.finish_setup import RECOMMENDED_MODE
from daybook.application.setup.progress import open_step, steps_of
from daybook.application.setup.recommend import Question, Recommendation, accept_recommended, recommended_kind
from daybook.application.setup.store_codes import first_store_codes
from daybook.application.setup.taxes import recommends_tax_codes
from daybook.domain.company.connection import LocationMode
from daybook.domain.company.setup import SetupStep
from daybook.domain.posting.documents import CHOSEN_KINDS, DocumentKind

_LINES_OF_A_GROUP = 2
_Member = TypeVar("_Member", bound=StrEnum)


def start(visit: Visit) -> Answer:
    """The company that was connected, what there is to decide, and the shortest way through."""
    steps = steps_of(visit.profile, visit.connection, visit.setup)
    company = visit.connection.company
    tasks = [
        {"name": visit.speech.say(NAMES[step]), "path": path_of(step), "done": step in visit.setup.answered}
        for step in steps
    ]
    values = {
        "company": company,
        "tasks": tasks,
        "begun": bool(visit.setup.answered),
        "next": path_of(open_step(steps, visit.setup)),
        "sample_date": sample_date(sample_of(visit), visit),
    }
    return View("setup/start", visit.speech.say("QuickBooks is connected"), values)


def recommended(visit: Visit) -> Answer:
    """Everything as recommended, down to the review, where it can still be changed.

    Tax codes of a sales form come before it where untaxed sales could have several: that is a person's choice.
    """
    lists, found = company_lists(visit.connection, visit.systems), _recommendation(visit)
    setup = accept_recommended(visit.setup, visit.profile, lists, found)
    if not recommends_tax_codes(visit.connection):
        setup = setup.with_answer(SetupStep.TAXES)
    visit.save_setup(setup)
    return Redirect(path_of(open_step(steps_of(visit.profile, visit.connection, setup), setup)))


def stores(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Simple or Advanced, each with the number of documents a day makes."""
    sample = sample_of(visit)
    totals = [
        {
            "name": visit.location_name(day.location_id),
            "amount": visit.speech.money(day.gross_minor, day.currency),
        }
        for day in sample
    ]
    whole = visit.speech.money(sum(day.gross_minor for day in sample), sample[0].currency) if sample else ""
    values = {
        "chosen": visit.setup.location_mode or RECOMMENDED_MODE,
        "recommended": RECOMMENDED_MODE,
        "totals": totals,
        "whole": whole,
        "locations": len(visit.profile.active_locations),
    }
    return step_view(visit, SetupStep.STORES, values, problems)


def choose_stores(visit: Visit) -> Answer:
    """Remember Simple or Advanced."""
    mode = _member(LocationMode, visit.request.text("location_mode"))
    if mode is None:
        return stores(visit, (Problem("location_mode", visit.speech.say("Choose Simple or Advanced.")),))
    return go_on(visit, SetupStep.STORES, replace(visit.setup, location_mode=mode))


def document(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """The three kinds, each drawn with the merchant's own day."""
    chart = company_lists(visit.connection, visit.systems).chart
    mapping = draft(visit.profile, chart, visit.setup, visit.session.language).preview
    sample = sample_of(visit)
    mode = visit.setup.location_mode or RECOMMENDED_MODE
    postings = sample_postings(sample, mapping, mode, visit.connection.language)
    codes = first_store_codes(visit.connection, visit.profile, None)
    pictures = {
        kind: document_view(
            sample_document(postings[0], mapping, kind, codes),
            postings[0],
            mapping,
            visit.speech,
            most_of_a_group=_LINES_OF_A_GROUP,
        )
        for kind in CHOSEN_KINDS
        if postings
    }
    found = _recommendation(visit)
    values = {
        "chosen": visit.setup.document_kind or found.kind,
        "recommended": found.kind,
        "why": _why(found, visit),
        "pictures": pictures,
        "report_lacks_entries": visit.connection.company.uses_sales_tax and recommends_tax_codes(visit.connection),
    }
    return step_view(visit, SetupStep.DOCUMENT, values, problems)


def choose_document(visit: Visit) -> Answer:
    """Remember the kind."""
    kind = _member(DocumentKind, visit.request.text("document_kind"))
    if kind not in CHOSEN_KINDS:
        message = visit.speech.say("Choose how your daily sales should be recorded.")
        return document(visit, (Problem("document_kind", message),))
    return go_on(visit, SetupStep.DOCUMENT, replace(visit.setup, document_kind=kind))


def revenue(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """One account for all sales, or by category."""
    sample = sample_of(visit)
    names = sorted({category.name for category in visit.profile.categories})
    gross = sum(day.gross_minor for day in sample)
    values = {
        "chosen": "one" if visit.setup.one_revenue_account else "split",
        "categories": names,
        "whole": visit.speech.money(gross, sample[0].currency) if sample else "",
    }
    return step_view(visit, SetupStep.REVENUE, values, problems)


def choose_revenue(visit: Visit) -> Answer:
    """Remember how sales are split; what was chosen for categories is kept for a change of mind."""
    chosen = visit.request.text("revenue")
    if chosen not in {"one", "split"}:
        message = visit.speech.say("Choose one account or one per category.")
        return revenue(visit, (Problem("revenue", message),))
    return go_on(visit, SetupStep.REVENUE, replace(visit.setup, one_revenue_account=chosen == "one"))


def _recommendation(visit: Visit) -> Recommendation:
    return recommended_kind(visit.connection, visit.profile, visit.systems)


def _why(found: Recommendation, visit: Visit) -> str:
    """Why this kind is recommended, where tax returns need tax codes; empty elsewhere."""
    say, names = visit.speech.say, ", ".join(found.names)
    if found.question is Question.TAX:
        return say(
            "The entry is recommended all the same: with the others you first have to choose tax codes for {names}.",
            names=names,
        )
    if found.question is Question.UNTAXED and names:
        return say(
            "The entry is recommended all the same: with the others you first have to choose the tax code of sales "
            "without tax ({names}), and these codes differ on the tax return.",
            names=names,
        )
    if found.question is Question.UNTAXED:
        return say(
            "The entry is recommended all the same: your company in QuickBooks has no tax code for sales without tax."
        )
    if not found.untaxed_code:
        return ""
    return say(
        "Recommended for your tax return: QuickBooks has one code for each of your taxes, and “{name}” for sales "
        "without tax.",
        name=names,
    )


def _member(members: type[_Member], text: str) -> _Member | None:
    return next((member for member in members if member == text), None)
