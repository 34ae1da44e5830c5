"""What a merchant, a shop and persons in QuickBooks do to a day; stages of a day are made of it."""

from dataclasses import replace

from daybook.domain.sync.location_day import LocationDay
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day
from unit.portal.stages import set_up, with_posted_days

QUEENS = LocationDay(MERCHANT, NEWEST, QUEEN)
PAGE = f"/log/{NEWEST}/{QUEEN}"
MORE_TIPS = sales_of_day(QUEEN, NEWEST, tip=3150 + 390)


def ready():
    return set_up()


def posted():
    """Thirty days of three stores are in the books."""
    return with_posted_days()


def come(world):
    """A worker takes what is queued."""
    world.work()
    return world


def record(world):
    return world.sync_log.get(QUEENS)


def sync(world, limit=None):
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work(limit)
    return world


def press(world, action):
    visitor = world.visitor()
    visitor.send(visitor.open(PAGE), f"{PAGE}/{action}")
    world.work()
    return world


def close_books(world, through=NEWEST):
    connection = world.connections.connection(MERCHANT)
    world.ledger.close_books(through)
    world.connections.save_connection(connection.with_company(replace(connection.company, book_close_date=through)))


def larger(entry, by):
    """The entry with more on its first line of either side."""
    first = {line.side: number for number, line in reversed(list(enumerate(entry.lines)))}.values()
    grown = (
        replace(line, amount_minor=line.amount_minor + by) if number in first else line
        for number, line in enumerate(entry.lines)
    )
    return replace(entry, lines=tuple(grown))


def sells(world, activity):
    world.sales.days[QUEEN, NEWEST] = activity
    return world


def before():
    """The merchant connected after the day."""
    world = ready()
    connection = world.connections.connection(MERCHANT)
    world.connections.save_connection(replace(connection, connected_at=world.clock.now()))
    return world
