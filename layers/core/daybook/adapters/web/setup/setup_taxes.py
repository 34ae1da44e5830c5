"""The setup's page of tax codes: whether sales forms carry QuickBooks' own, and which."""

from dataclasses import replace

from daybook.adapters.web.http.requests import Answer, Problem, Redirect
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.tax_fields import tax_problems, tax_values
from daybook.adapters.web.setup.setup_frame import go_on, path_of, step_view
from daybook.application.company.lists import company_lists
from daybook.application.mapping.draft_mapping import draft
from daybook.application.setup.finish_setup import RECOMMENDED_MODE
from daybook.application.setup.progress import open_step, steps_of
from daybook.application.setup.tax_code_choices import CODES, LINES, TaxAnswers, TaxCodeChoices, tax_code_choices
from daybook.application.setup.taxes import asks_for_tax_codes, recommends_tax_codes
from daybook.domain.company.setup import SetupStep


def taxes(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """A code per set of the merchant's taxes, with their own day; a journal entry has nothing to decide here."""
    if not asks_for_tax_codes(visit.profile, visit.connection, visit.setup.document_kind):
        return Redirect(_onward(visit))
    return step_view(
        visit, SetupStep.TAXES, tax_values(setup_choices(visit).typed(visit.request.form), visit), problems
    )


def choose_taxes(visit: Visit) -> Answer:
    """Remember the codes, or that taxes stay lines; what is missing is said at its field."""
    if not asks_for_tax_codes(visit.profile, visit.connection, visit.setup.document_kind):
        return Redirect(_onward(visit))
    choices = setup_choices(visit).typed(visit.request.form)
    if problems := tax_problems(choices, visit):
        return taxes(visit, problems)
    answers = choices.answered()
    return go_on(
        visit, SetupStep.TAXES, replace(visit.setup, untaxed_code=answers.untaxed, tax_codes=dict(answers.chosen))
    )


def setup_choices(visit: Visit) -> TaxCodeChoices:
    """What there is to decide before anything is stored, with the answers so far."""
    setup = visit.setup
    chart = company_lists(visit.connection, visit.systems).chart
    mapping = draft(visit.profile, chart, setup, visit.session.language).preview
    if SetupStep.TAXES in setup.answered:
        use = CODES if setup.untaxed_code else LINES
    else:
        use = CODES if recommends_tax_codes(visit.connection) else LINES
    return tax_code_choices(
        visit.connection,
        visit.profile,
        visit.systems,
        mapping=mapping,
        mode=setup.location_mode or RECOMMENDED_MODE,
        answers=TaxAnswers(use, setup.untaxed_code, dict(setup.tax_codes)),
    )


def _onward(visit: Visit) -> str:
    return path_of(open_step(steps_of(visit.profile, visit.connection, visit.setup), visit.setup))
