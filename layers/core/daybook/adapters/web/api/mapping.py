"""Calls about the mapping: what is in force, gaps, a change and its rehearsal, templates."""

from daybook.adapters.web.api.accounts import proposal_body, suitable_account
from daybook.adapters.web.api.answers import WishRefusedError
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.decided_rows import open_weeks, start_of_change
from daybook.adapters.web.setup.setup_accounts import choices_of
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.company.lists import company_lists
from daybook.application.mapping.accounts.account_choices import AccountChoices
from daybook.application.mapping.gap_proposals import gap_roles, propose_for_gaps
from daybook.application.mapping.map_roles import map_roles, with_roles
from daybook.application.mapping.mapping_template import export_mapping, import_mapping, use_imported
from daybook.application.mapping.reclass_days import reclass_days
from daybook.application.mapping.rehearse_mapping import rehearse
from daybook.application.mapping.taxes.tax_choices import gap_sets
from daybook.application.setup.tracking import choose_tracking
from daybook.contracts.http.mapping import (
    GapListBody,
    RehearsalBody,
    RehearsalRequestBody,
    TemplateBody,
    TemplateOutcomeBody,
    TrackingBody,
)
from daybook.contracts.http.setup import EffectBody, MappingBody, MappingChangeBody
from daybook.contracts.mapping_template import MappingTemplate
from daybook.domain.chart.accounts import Account
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import mapping_rows
from daybook.domain.day.roles import role_from_text
from daybook.domain.proposals.template import unresolved_text


def mapping(visit: Visit) -> MappingBody:
    """Which account receives which role."""
    return _body(visit.in_force, visit)


def gaps(visit: Visit) -> GapListBody:
    """What days in the books still wait for: accounts, each with a proposed one, and tax codes."""
    known = visit.in_force
    records = visit.days_with_gaps
    roles = gap_roles(records, known, visit.profile)
    chart = company_lists(visit.connection, visit.systems).chart
    proposals = propose_for_gaps(roles, visit.profile, chart, visit.setup, visit.session.language)
    sets = sorted({key for record in records for key in gap_sets(record.gaps)})
    return GapListBody(accounts=tuple(proposal_body(each, visit) for each in proposals), tax_sets=tuple(sets))


def change(visit: Visit, body: MappingChangeBody) -> MappingBody:
    """Point roles at other accounts, from the day that is running; days that waited for an account are corrected.

    With `reclass` it begins with the first day that is corrected; for an account that is gone it holds for every day.
    """
    systems, now = visit.systems, visit.systems.clock.now()
    assignments, (first, last) = _assignments(body.accounts, choices_of(visit)), open_weeks(visit)
    starts = {start_of_change(role_from_text(role), first if body.reclass else None, visit) for role in assignments}
    start = None if None in starts else min(filter(None, starts), default=None)
    changed = map_roles(visit.merchant_id, assignments, systems, effective_from=start)
    if body.reclass:
        reclass_days(visit.merchant_id, first, last, sync_log=systems.sync_log, queue=systems.queue, now=now)
    return _body(changed.mapping, visit)


def tracking(visit: Visit) -> TrackingBody:
    """Which class and location of QuickBooks the lines of each store carry."""
    known = visit.systems.connections.references(visit.merchant_id)
    return TrackingBody(classes=dict(known.classes), departments=dict(known.departments))


def change_tracking(visit: Visit, body: TrackingBody) -> TrackingBody:
    """Choose them anew for documents to come. During the setup the answer belongs to `PATCH /setup`."""
    if visit.setup.finished_at is None:
        raise WishRefusedError("the setup is not confirmed: answer with classes and departments of the setup")
    lists = company_lists(visit.connection, visit.systems)
    choose_tracking(visit.profile, lists, body.classes, body.departments, visit.systems)
    return tracking(visit)


def rehearsal(visit: Visit, body: RehearsalRequestBody) -> RehearsalBody:
    """What the days in the books would look like with roles on other accounts. Nothing is written."""
    in_force = visit.in_force
    weeks = visit.weeks
    first, last = body.first or weeks[0], body.last or weeks[1]
    candidate = with_roles(in_force, _assignments(body.accounts, choices_of(visit)))
    found = rehearse(visit.merchant_id, candidate, first, last, visit.systems.proofs)
    return RehearsalBody(
        first=first,
        last=last,
        days=found.days,
        days_changed=found.days_changed,
        differences=tuple(EffectBody(account=name, amount_minor=minor) for name, minor in found.differences.items()),
    )


def template(visit: Visit) -> MappingTemplate:
    """The mapping in force by names, for another company."""
    chart = company_lists(visit.connection, visit.systems).chart
    return MappingTemplate.of(export_mapping(visit.in_force, visit.profile, chart, title=visit.profile.name).portable)


def use_template(visit: Visit, body: TemplateBody) -> TemplateOutcomeBody:
    """What a template means in this company; with `confirm` it is used for days to come."""
    current = visit.in_force
    chart = company_lists(visit.connection, visit.systems).chart
    found = import_mapping(
        body.template.to_domain(), current, visit.profile, chart, effective_from=current.effective_from
    )
    if body.confirm:
        use_imported(visit.merchant_id, found, visit.systems)
    return TemplateOutcomeBody(
        mapped=len(found.mapping.accounts),
        unresolved=tuple(unresolved_text(row, visit.speech.language) for row in found.unresolved),
        not_mapped=tuple(role_word(role_from_text(role), visit.profile, visit.speech) for role in found.not_mapped),
        applied=body.confirm,
    )


def _assignments(accounts: dict[str, str], choices: AccountChoices) -> dict[str, Account]:
    return {role: suitable_account(role, account, choices) for role, account in accounts.items()}


def _body(found: AccountMapping, visit: Visit) -> MappingBody:
    return MappingBody(
        version=found.version,
        effective_from=found.effective_from,
        suspense_account=found.suspense_account,
        accounts=mapping_rows(found, visit.profile),
        account_names=dict(found.account_names),
    )
