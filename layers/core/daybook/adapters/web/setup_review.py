"""The end of the setup: every choice at a glance, the merchant's own day as it would be posted, and the confirmation."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from daybook.adapters.web.document_view import document_view
from daybook.adapters.web.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.setup_frame import NAMES, path_of, step_view
from daybook.adapters.web.speech import Speech, speech_for
from daybook.adapters.web.visit import Visit
from daybook.adapters.web.words import kind_word, role_word
from daybook.application.company_lists import company_lists
from daybook.application.draft_mapping import Draft, draft
from daybook.application.finish_setup import RECOMMENDED_KIND, RECOMMENDED_MODE, finish_setup
from daybook.application.portal_ports import PortalPorts
from daybook.application.preview_day import by_account_name
from daybook.application.sample_day import sample_day, sample_document, sample_postings
from daybook.application.setup_progress import steps_of
from daybook.application.share_setup import SHARED_FOR, share_setup, shared_setup
from daybook.domain.accounts import NewAccount
from daybook.domain.connection import Connection, LocationMode
from daybook.domain.error_catalogue import entry_for_error
from daybook.domain.errors import HoldReason, LaunchRefusedError, NeedsAttentionError, Refusal
from daybook.domain.merchant import MerchantProfile
from daybook.domain.posting import Posting
from daybook.domain.proof import effect_of
from daybook.domain.roles import role_from_text
from daybook.domain.setup import Setup, SetupStep

_DAYS_SHARED = SHARED_FOR.days


def review(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Everything that confirming would do."""
    values = _summary(visit.profile, visit.connection, visit.setup, visit.ports, visit.session.language, visit.speech)
    steps = [step for step in steps_of(visit.profile, visit.connection) if step is not SetupStep.REVIEW]
    changes = {step: {"name": visit.speech.say(NAMES[step]), "path": path_of(step)} for step in steps}
    token = visit.request.query.get("shared", "")
    return step_view(
        visit,
        SetupStep.REVIEW,
        {**values, "changes": changes, "shared_path": f"/shared/{token}" if token else "", "shared_days": _DAYS_SHARED},
        problems,
    )


def confirm(visit: Visit) -> Answer:
    """Create the accounts, store the choices; on to the first sync."""
    try:
        finish_setup(visit.connection, visit.profile, visit.setup, visit.session.language, visit.ports)
    except NeedsAttentionError as error:
        if error.reason is HoldReason.NEEDS_RECONNECT:
            raise
        text = entry_for_error(error).text(visit.speech.language, company=visit.connection.company.name)
        return review(visit, (Problem("confirm", f"{text.happened} {text.action}"),))
    return Redirect("/sync")


def share(visit: Visit) -> Answer:
    """A link for the accountant; it comes back on the review, to be copied."""
    token = share_setup(visit.merchant_id, visit.session.language, visit.ports.one_time)
    return Redirect(f"{path_of(SetupStep.REVIEW)}?shared={token}")


def shared_review(ports: PortalPorts, token: str) -> tuple[View, Speech]:
    """The review as the accountant sees it: the same figures, nothing to press."""
    shared = shared_setup(token, ports.one_time)
    connection, profile = (
        ports.connections.connection(shared.merchant_id),
        ports.connections.profile(shared.merchant_id),
    )
    if connection is None or profile is None:
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "the merchant behind the link is not connected any more")
    speech = speech_for(shared.language, profile.country)
    values = _summary(profile, connection, ports.setups.setup(shared.merchant_id), ports, shared.language, speech)
    title = speech.say("How {merchant} would post its sales", merchant=profile.name)
    return View("setup/shared", title, {**values, "company": connection.company}), speech


def _summary(
    profile: MerchantProfile,
    connection: Connection,
    setup: Setup,
    ports: PortalPorts,
    language: str,
    speech: Speech,
) -> dict[str, Any]:
    plan = draft(profile, company_lists(connection, ports).chart, setup, language)
    kind, mode = setup.document_kind or RECOMMENDED_KIND, setup.location_mode or RECOMMENDED_MODE
    sample = sample_day(profile, ports)
    mapping = plan.preview
    postings = sample_postings(sample, mapping, mode)
    return {
        "kind": kind_word(kind, speech),
        "combined": mode is LocationMode.COMBINED,
        "several": len(profile.active_locations) > 1,
        "accounts": _accounts(plan, profile, speech),
        "to_create": [account.name for account in plan.to_create],
        "documents": [
            {
                "place": _place(posting, profile, speech),
                "view": document_view(sample_document(posting, mapping, kind), mapping, speech),
            }
            for posting in postings
        ],
        "effect": _effect(postings, plan, speech),
        "sample_date": speech.date(sample[0].business_date) if sample else "",
    }


def _accounts(plan: Draft, profile: MerchantProfile, speech: Speech) -> list[dict[str, Any]]:
    """Accounts with what each receives; a role that several stores have is named once."""
    received: dict[str, dict[str, Any]] = {}
    for role, account in plan.accounts.items():
        row = received.setdefault(
            account.name, {"name": account.name, "new": isinstance(account, NewAccount), "of": {}}
        )
        row["of"][role_word(role_from_text(role), profile, speech)] = None
    return [{**row, "of": list(row["of"])} for row in received.values()]


def _effect(postings: Iterable[Posting], plan: Draft, speech: Speech) -> list[dict[str, str]]:
    """What the day would do to each account."""
    totals: Counter[str] = Counter()
    currency = ""
    for posting in postings:
        totals.update(effect_of(posting.lines))
        currency = posting.currency
    named = by_account_name(dict(totals), plan.preview)
    return [
        {
            "account": name,
            "debit": speech.money(minor, currency) if minor > 0 else "",
            "credit": speech.money(-minor, currency) if minor < 0 else "",
        }
        for name, minor in named.items()
    ]


def _place(posting: Posting, profile: MerchantProfile, speech: Speech) -> str:
    if len(posting.location_ids) > 1:
        return speech.say("All stores")
    return next((place.name for place in profile.locations if place.id in posting.location_ids), "")
