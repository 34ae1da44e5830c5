"""Further merchants who let the same accountant into their books, each with days of their own."""

from dataclasses import replace
from datetime import timedelta

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from unit.portal.guests import LEA, accept, another_client, invite, link_to
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day

PORT, NORD, ANSE = "m_2", "m_3", "m_4"


def settled_client(world, merchant_id, name, address=LEA, role="decide"):
    """A merchant who posts as the first one does, and whose accountant has accepted; nothing is posted yet."""
    another_client(world, merchant_id, name)
    connections = world.connections
    connections.save_mapping(merchant_id, connections.mapping_on(MERCHANT, NEWEST))
    connection = replace(connections.connection(merchant_id), connected_at=world.clock.now() - timedelta(hours=1))
    connections.save_connection(connection)
    if lists := world.setups.lists(MERCHANT):
        world.setups.save_lists(merchant_id, replace(lists, realm_id=connection.company.realm_id))
    invite(world, address, role, merchant_id=merchant_id)
    return accept(world, link_to(world, address))


def bring_in(world, merchant_id, *days, store=QUEEN, cause=SyncCause.RESYNC, **sales):
    """Days of one store come to an outcome, with sales as `sales_of_day` makes them."""
    for on in days:
        world.sales.days[store, on] = sales_of_day(store, on, **sales)
        day = LocationDay(BooksId(merchant_id), on, store)
        post_location_day(SyncRequest(day, cause, world.clock.now()), "worker", world.ports)


def day_of(merchant_id, on=NEWEST, store=QUEEN):
    """A day of a client, for its record."""
    return LocationDay(BooksId(merchant_id), on, store)
