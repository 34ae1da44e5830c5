"""The end of the setup: every choice at a glance, the merchant's own day as it would be posted, the confirmation."""

from dataclasses import dataclass, replace
from typing import Any

from daybook.adapters.web.home.connection_view import told_line
from daybook.adapters.web.http.requests import Answer, Problem, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems, Visit
from daybook.adapters.web.setup.document_view import document_view
from daybook.adapters.web.setup.setup_frame import NAMES, path_of, step_view
from daybook.adapters.web.words.account_words import limit_sentence
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.adapters.web.words.states_and_roles import kind_word, role_word
from daybook.application.access.share_setup import SHARED_FOR, end_sharing, is_shared, share_setup, shared_setup
from daybook.application.company.lists import company_lists
from daybook.application.days.sample_day import sample_day, sample_document, sample_effect, sample_postings
from daybook.application.mapping.accounts.create_accounts import AccountLimitError
from daybook.application.mapping.draft_mapping import Draft, draft
from daybook.application.mapping.taxes.tax_codes import TaxCodesRefusedError
from daybook.application.setup.finish_setup import KIND_WITHOUT_ANSWER, RECOMMENDED_MODE, finish_setup
from daybook.application.setup.progress import steps_of
from daybook.application.setup.store_codes import first_store_codes
from daybook.application.setup.taxes import asks_for_tax_codes, setup_codes_if_any
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.chart.accounts import NewAccount
from daybook.domain.chart.tender_words import card_word
from daybook.domain.chart.usage_limits import account_room
from daybook.domain.company.connection import Connection, LocationMode
from daybook.domain.company.setup import Setup, SetupStep
from daybook.domain.day.roles import Role, role_from_text
from daybook.domain.errors import HoldReason, LaunchRefusedError, NeedsAttentionError, Refusal
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.nouns import DAY_FIGURES
from daybook.domain.posting.balanced_lines import Posting
from daybook.domain.posting.day_figures import figures_of

_DAYS_SHARED = SHARED_FOR.days


def review(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Everything that confirming would do."""
    values = _Summary(visit.profile, visit.connection, visit.setup, visit.systems, visit.speech).values
    steps = [step for step in steps_of(visit.profile, visit.connection, visit.setup) if step is not SetupStep.REVIEW]
    changes = {step: {"name": visit.speech.say(NAMES[step]), "path": path_of(step)} for step in steps}
    token = visit.request.query.get("shared", "")
    return step_view(
        visit,
        SetupStep.REVIEW,
        {**values, "changes": changes, "shared_path": f"/shared/{token}" if token else "", "shared_days": _DAYS_SHARED}
        | {"is_shared": is_shared(visit.merchant_id, visit.systems.one_time), "told": told_line(visit)},
        problems,
    )


def confirm(visit: Visit) -> Answer:
    """Create the accounts, store the choices; on to the first sync."""
    try:
        finish_setup(visit.connection, visit.profile, visit.setup, visit.session.language, visit.systems)
    except NeedsAttentionError as error:
        if error.reason is HoldReason.NEEDS_RECONNECT:
            raise
        text = entry_for_error(error).text(visit.speech.language, company=visit.connection.company.name)
        return review(visit, (Problem("confirm", f"{text.happened} {text.action}"),))
    except AccountLimitError as error:
        return review(visit, (Problem("confirm", limit_sentence(error.room, visit.speech)),))
    except TaxCodesRefusedError:
        message = visit.speech.say(
            "Your company no longer has a tax code that you chose. Choose again under sales tax."
        )
        return review(visit, (Problem("confirm", message),))
    end_sharing(visit.merchant_id, visit.systems.one_time)
    return Redirect("/sync")


def share(visit: Visit) -> Answer:
    """A link for the accountant; it comes back on the review, to be copied."""
    token = share_setup(visit.merchant_id, visit.session.language, visit.systems.one_time)
    return Redirect(f"{path_of(SetupStep.REVIEW)}?shared={token}")


def end_share(visit: Visit) -> Answer:
    """No link to the review works any more."""
    end_sharing(visit.merchant_id, visit.systems.one_time)
    return Redirect(path_of(SetupStep.REVIEW))


def shared_review(_request: Request, systems: PortalSystems, token: str) -> View:
    """The review as the accountant sees it: the same figures, nothing to press."""
    shared = shared_setup(token, systems.one_time)
    connection, profile = (
        systems.connections.connection(shared.merchant_id),
        systems.connections.profile(shared.merchant_id),
    )
    if connection is None or profile is None:
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "the merchant behind the link is not connected any more")
    speech = speech_for(shared.language, profile.country)
    values = _Summary(profile, connection, systems.setups.setup(shared.merchant_id), systems, speech).values
    title = speech.say("How {merchant} would post its sales", merchant=profile.name)
    return View("setup/shared", title, {**values, "company": connection.company}, speech=speech)


@dataclass(frozen=True, slots=True)
class _Summary:
    """Everything that confirming would do, for the merchant and for their accountant."""

    profile: MerchantProfile
    connection: Connection
    setup: Setup
    systems: PortalSystems
    speech: Speech

    @property
    def values(self) -> dict[str, Any]:
        """What the templates show."""
        setup, speech = self.setup, self.speech
        plan = draft(self.profile, company_lists(self.connection, self.systems).chart, setup, speech.language)
        kind, mode = setup.document_kind or KIND_WITHOUT_ANSWER, setup.location_mode or RECOMMENDED_MODE
        codes = setup_codes_if_any(self.connection, self.profile, setup, self.systems)
        sample, mapping = sample_day(self.profile, self.systems), replace(plan.preview, tax_codes=codes)
        postings = sample_postings(sample, mapping, mode, self.connection.language)
        stores = first_store_codes(self.connection, self.profile, None)
        return {
            "kind": kind_word(kind, speech),
            "combined": mode is LocationMode.COMBINED,
            "taxed": asks_for_tax_codes(self.profile, self.connection, kind),
            "tax_codes": bool(codes),
            "several": len(self.profile.active_locations) > 1,
            "tracking": self._tracking(),
            "accounts": self._accounts(plan),
            "to_create": [account.label for account in plan.to_create],
            "waiting": tuple(dict.fromkeys(self._payment(role_from_text(role)) for role in plan.waiting)),
            "since": speech.day(setup.tenders_seen.since) if setup.tenders_seen else "",
            "beyond_limit": self._beyond_limit(plan),
            "documents": [
                {
                    "place": self._place(posting),
                    "view": document_view(sample_document(posting, mapping, kind, stores), posting, mapping, speech),
                }
                for posting in postings
            ],
            "figures": self._figures(postings),
            "effect": self._effect(sample_effect(postings, mapping, kind)),
            "sample_date": speech.day(sample[0].business_date) if sample else "",
        }

    def _figures(self, postings: tuple[Posting, ...]) -> list[dict[str, str]]:
        """The sample day in a few figures, every store together."""
        found = figures_of(line for posting in postings for line in posting.lines)
        currency = self.profile.active_locations[0].currency
        return [
            {"word": self.speech.say(word), "amount": self.speech.money(getattr(found, name), currency)}
            for name, word in DAY_FIGURES.items()
        ]

    def _accounts(self, plan: Draft) -> list[dict[str, Any]]:
        """Accounts with what each receives; a role that several stores have is named once."""
        received: dict[tuple[str, bool], dict[str, None]] = {}
        for role, account in plan.accounts.items():
            word = role_word(role_from_text(role), self.profile, self.speech)
            received.setdefault((account.label, isinstance(account, NewAccount)), {})[word] = None
        return [{"name": name, "new": new, "of": list(words)} for (name, new), words in received.items()]

    def _payment(self, role: Role) -> str:
        """What a tender is called; credit and debit of a card are one."""
        if role.detail:
            return card_word(role.detail, self.speech.language)
        return role_word(role, self.profile, self.speech)

    def _tracking(self) -> list[dict[str, str]]:
        """The class and the location of each store that has one."""
        lists = company_lists(self.connection, self.systems)
        classes = {entry.id: entry.name for entry in lists.classes}
        departments = {entry.id: entry.name for entry in lists.departments}
        rows = [
            {
                "store": place.name,
                "class": classes.get(self.setup.classes.get(place.id, ""), ""),
                "department": departments.get(self.setup.departments.get(place.id, ""), ""),
            }
            for place in self.profile.active_locations
        ]
        return [row for row in rows if row["class"] or row["department"]]

    def _beyond_limit(self, plan: Draft) -> str:
        """What stands in the way of confirming, counted before anything is created."""
        chart = company_lists(self.connection, self.systems).chart
        room = account_room(self.connection.company.plan, chart, plan.to_create)
        return "" if room is None or room.suffices else limit_sentence(room, self.speech)

    def _effect(self, effect: dict[str, int]) -> list[dict[str, str]]:
        """What the day would do to each account."""
        currency = self.profile.active_locations[0].currency
        return [
            {
                "account": name,
                "debit": self.speech.money(minor, currency) if minor > 0 else "",
                "credit": self.speech.money(-minor, currency) if minor < 0 else "",
            }
            for name, minor in effect.items()
        ]

    def _place(self, posting: Posting) -> str:
        if len(posting.location_ids) > 1:
            return self.speech.say("All stores")
        return next((place.name for place in self.profile.locations if place.id in posting.location_ids), "")
