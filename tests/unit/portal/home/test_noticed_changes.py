"""What somebody changed in QuickBooks stands on the home page, with the one thing to do."""

import pytest

from daybook.application.company.changes import update_changes
from daybook.domain.company.changes import CompanyEntity
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncState
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN


def change_account(world, account_id):
    realm_id, now = world.connection.company.realm_id, world.clock.now()

    def change(known):
        return known.with_change(CompanyEntity.ACCOUNT, account_id, now)

    update_changes(MERCHANT, realm_id, world.watch, change)


def test_a_changed_account_leads_to_the_accounts(synced, visitor):
    mapping = synced.connections.mapping_on(MERCHANT, NEWEST)
    synced.clock.advance(minutes=10)
    change_account(synced, mapping.accounts["tip"])

    home = visitor.open("/")

    assert "Something you use was changed in QuickBooks" in home.words
    assert "DB-1107" in home.words
    assert 'href="/mapping"' in home.body.partition("<main")[2]


@pytest.mark.parametrize(("kind", "code"), [(DriftKind.EDITED, "DB-1210"), (DriftKind.REMOVED, "DB-1211")])
def test_a_document_that_a_person_changed_leads_to_its_day(kind, code, synced, visitor):
    day = LocationDay(MERCHANT, NEWEST, QUEEN)
    synced.sync_log.claim(day, "worker")
    drift = Drift(kind, "148", synced.clock.now())
    synced.sync_log.settle(day, "worker", Outcome(SyncState.POSTED, drift=drift))

    home = visitor.open("/")

    assert code in home.words
    assert f"/log/{NEWEST}/{QUEEN}" in home.body
