"""Confirms the setup: creates missing accounts, stores mapping and choices; from then on days are posted."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from daybook.application.company.lists import company_lists, remember_accounts
from daybook.application.days.settle_holds import plan_held_again
from daybook.application.mapping.accounts.create_accounts import create_accounts
from daybook.application.mapping.choose_posting import choose_first_posting
from daybook.application.mapping.draft_mapping import draft
from daybook.application.mapping.mapping_versions import FROM_THE_BEGINNING
from daybook.application.ports.systems import (
    HasClock,
    HasConnections,
    HasLedger,
    HasProofs,
    HasQueue,
    HasSetups,
    HasSyncLog,
    HasTracking,
    HasWatch,
)
from daybook.application.setup.clear_tenders import with_clearing
from daybook.application.setup.store_codes import first_store_codes
from daybook.application.setup.taxes import setup_codes
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import Connection, LocationMode
from daybook.domain.company.setup import Setup
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind

# Of a merchant who was asked nothing: an entry needs no tax code. What is recommended is in `recommend`.
KIND_WITHOUT_ANSWER = DocumentKind.JOURNAL_ENTRY
RECOMMENDED_MODE = LocationMode.SEPARATE


class SetupSystems(
    HasClock, HasConnections, HasLedger, HasProofs, HasQueue, HasSetups, HasSyncLog, HasTracking, HasWatch, Protocol
):
    """The systems that confirming the setup needs."""


def finish_setup(
    connection: Connection, profile: MerchantProfile, setup: Setup, language: str, systems: SetupSystems
) -> AccountMapping:
    """Create the chosen accounts that do not exist, and store the mapping for every date.

    A second confirmation changes nothing: accounts are found by name, and the same answers give the same mapping. Days
    held because the setup was not finished are queued again.

    Raises:
        TaxCodesRefusedError: the company no longer has a tax code that was chosen; nothing was created.
        AccountLimitError: the plan does not allow that many accounts; nothing was created.
        NeedsAttentionError: QuickBooks refused an account.
        RetriableError: QuickBooks did not answer; the merchant confirms again.
    """
    if setup.finished_at is not None and (stored := _stored(connection, systems)) is not None:
        return stored
    plan = draft(profile, company_lists(connection, systems).chart, setup, language)
    tax_codes = setup_codes(connection, profile, setup, systems)
    missing = plan.to_create
    accounts = create_accounts(connection, missing, systems)
    created = {new.path: account for new, account in zip(missing, accounts, strict=True)}
    before = systems.connections.mapping_on(connection.merchant_id, date.max)
    version = before.version + 1 if before is not None else 1
    chart_only = plan.mapping(created, version=version, effective_from=FROM_THE_BEGINNING)
    ledger = systems.ledger_of(connection)
    mapping, clearing = with_clearing(replace(chart_only, tax_codes=tax_codes), connection, ledger)
    remember_accounts(connection.merchant_id, clearing, systems)
    systems.connections.save_mapping(connection.merchant_id, mapping)
    systems.connections.save_tracking(connection.merchant_id, classes=setup.classes, departments=setup.departments)
    kind, mode = setup.document_kind or KIND_WITHOUT_ANSWER, setup.location_mode or RECOMMENDED_MODE
    numbered = replace(connection, store_codes=first_store_codes(connection, profile, before))
    choose_first_posting(numbered, kind, mode, systems)
    systems.setups.save_setup(connection.merchant_id, replace(setup, finished_at=systems.clock.now()))
    plan_held_again(
        connection.merchant_id, [HoldReason.NOT_MAPPED], systems.sync_log, systems.queue, systems.clock.now()
    )
    return mapping


def _stored(connection: Connection, systems: SetupSystems) -> AccountMapping | None:
    today: date = systems.clock.now().date()
    return systems.connections.mapping_on(connection.merchant_id, today)
