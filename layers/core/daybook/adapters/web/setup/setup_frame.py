"""What the pages of the setup share: where they stand in the way, where back leads, where an answer leads to."""

from collections.abc import Iterable, Mapping
from functools import wraps
from typing import Any

from daybook.adapters.web.http.requests import Answer, PageFunction, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.application.days.sample_day import sample_day
from daybook.application.setup.progress import counted_steps, open_step, step_after, step_before, steps_of
from daybook.application.setup.tenders_seen import with_tenders_seen
from daybook.domain.company.setup import Setup, SetupStep
from daybook.domain.day.sales import SalesDay
from daybook.domain.words import noted

START_PATH = "/setup"
UNPROCESSABLE = 422

TITLES: dict[SetupStep, str] = {
    SetupStep.STORES: noted("Post your stores together or apart?"),
    SetupStep.DOCUMENT: noted("How should your daily sales be recorded?"),
    SetupStep.REVENUE: noted("One sales account, or one per category?"),
    SetupStep.REVENUE_ACCOUNTS: noted("Which accounts receive your sales?"),
    SetupStep.PAYMENTS: noted("Which accounts receive your payments?"),
    SetupStep.REST: noted("Taxes, tips, gift cards and the rest"),
    SetupStep.TAXES: noted("How should sales tax reach QuickBooks?"),
    SetupStep.TRACKING: noted("Do you track classes or locations?"),
    SetupStep.REVIEW: noted("Check and confirm"),
}
# The same pages in the task list, where a question would read oddly.
NAMES: dict[SetupStep, str] = {
    SetupStep.STORES: noted("Stores: Simple or Advanced"),
    SetupStep.DOCUMENT: noted("Journal entry, invoice or sales receipt"),
    SetupStep.REVENUE: noted("Sales: one account or by category"),
    SetupStep.REVENUE_ACCOUNTS: noted("Accounts for sales"),
    SetupStep.PAYMENTS: noted("Accounts for payments"),
    SetupStep.REST: noted("Taxes, tips, gift cards and the rest"),
    SetupStep.TAXES: noted("Sales tax: QuickBooks’ tax codes or lines"),
    SetupStep.TRACKING: noted("Classes and locations"),
    SetupStep.REVIEW: noted("Check and confirm"),
}


def until_finished(page: PageFunction) -> PageFunction:
    """A page of the setup; once it is confirmed, settings and accounts are where things are changed."""

    @wraps(page)
    def unless_finished(visit: Visit, **parameters: str) -> Answer:
        if open_setup(visit).finished_at is not None:
            return Redirect("/settings")
        return page(visit, **parameters)

    return unless_finished


def open_setup(visit: Visit) -> Setup:
    """The answers so far; until they are confirmed, with the tenders that were taken lately."""
    setup = visit.setup
    if setup.finished_at is not None:
        return setup
    with_tenders = with_tenders_seen(setup, visit.profile, visit.systems)
    if with_tenders != setup:
        visit.save_setup(with_tenders)
    return with_tenders


def path_of(step: SetupStep) -> str:
    """The address of a page."""
    return f"{START_PATH}/{step}"


def step_view(visit: Visit, step: SetupStep, values: Mapping[str, Any], problems: Iterable[Problem] = ()) -> View:
    """A page of the setup."""
    steps = steps_of(visit.profile, visit.connection, visit.setup)
    before, counted = step_before(steps, step), counted_steps(visit.profile, visit.connection)
    found = tuple(problems)
    frame = {
        "step": step,
        "action": path_of(step),
        "number": counted.index(step) + 1,
        "total": len(counted),
        "back": path_of(before) if before else START_PATH,
        "sample_date": sample_date(sample_of(visit), visit),
    }
    title = visit.speech.say(TITLES[step])
    return View(f"setup/{step}", title, {**frame, **values}, UNPROCESSABLE if found else 200, found)


def go_on(visit: Visit, step: SetupStep, setup: Setup) -> Redirect:
    """Remember the answer and go to the next page; straight back to the review once everything else is answered.

    A change may open one more question, as another kind of document does; then that one comes next.
    """
    answered = setup.with_answer(step)
    visit.save_setup(answered)
    steps = steps_of(visit.profile, visit.connection, answered)
    still_open = [each for each in steps if each not in answered.answered and each is not SetupStep.REVIEW]
    if not still_open or (step in setup.answered and len(still_open) == 1):
        return Redirect(path_of(open_step(steps, answered)))
    return Redirect(path_of(step_after(steps, step)))


def sample_of(visit: Visit) -> tuple[SalesDay, ...]:
    """The merchant's own numbers."""
    return sample_day(visit.profile, visit.systems)


def sample_date(sample: tuple[SalesDay, ...], visit: Visit) -> str:
    """The date of the numbers; empty where there are none."""
    return visit.speech.day(sample[0].business_date) if sample else ""
