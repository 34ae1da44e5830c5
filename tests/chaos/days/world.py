"""Everything that one seed is made of: time, chance, AWS, both vendors, the shops and their books."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from chaos.days.aws.aws_services import InProcessFunctions, InProcessKms, InProcessScheduler, InProcessSecrets
from chaos.days.aws.expressions import Item
from chaos.days.aws.queues import InProcessSqs, Queues
from chaos.days.aws.store import InProcessDynamo
from chaos.days.clockwork import Actor, Clockwork
from chaos.days.dice import Dice
from chaos.days.doors import Doors
from chaos.days.environment import LOG, SECRETS
from chaos.days.judging.books import Books, expected_of
from chaos.days.judging.history import DocumentKey, Effect, History
from chaos.days.judging.witness import Witness
from chaos.days.shops import Shop, Trade
from chaos.days.vendors import QUICKBOOKS, Vendors
from quickbooks_simulator import TRANSACTIONS, QuickBooksSimulator
from talech_simulator import MovableClock, Quirks, TalechSimulator


class World:
    """One seed's world."""

    def __init__(self, seed: int, start: datetime) -> None:
        self.seed = seed
        random = Random(seed)  # noqa: S311 - a game, not a secret
        self.dice, self.names = Dice(random), Dice(Random(random.getrandbits(64)))  # noqa: S311
        self.clockwork = Clockwork(start)
        self.history = History(self.clockwork)
        self.doors = Doors(self.clockwork, self.dice, self.history)
        self.queues = Queues(self.clockwork)
        self.dynamodb = InProcessDynamo(self.doors)
        self.scheduler = InProcessScheduler(self.doors)
        self.on_invoke: Callable[[dict[str, Any]], None] = lambda _event: None
        self.clients = {
            "dynamodb": self.dynamodb,
            "sqs": InProcessSqs(self.doors, self.queues),
            "kms": InProcessKms(self.doors),
            "secretsmanager": InProcessSecrets(self.doors, SECRETS),
            "scheduler": self.scheduler,
            "functions": InProcessFunctions(self.doors, self._invoked),
        }
        self.shops: dict[str, Shop] = {}
        self.books: dict[str, Books] = {}
        self.notices: Callable[[str, str, str, str], bool] = lambda *_: False
        self._simulate()

    def _simulate(self) -> None:
        self.quickbooks = QuickBooksSimulator(now=self.clockwork.now)
        self.signature = lambda body: self._signing.signature(body.encode())
        self._signing, self.quickbooks.state.webhooks = self.quickbooks.state.webhooks, _Notices(self)
        self.quickbooks.state.throttle.timer = lambda: self.clockwork.seconds
        self.talech = TalechSimulator(
            [], clock=_Followed(self.clockwork), quirks=Quirks(self.seed), seconds=lambda: self.clockwork.seconds
        )
        self.vendors = Vendors(self.clockwork, self.dice, self.history, self.quickbooks.app, self.talech.app.asgi)
        self.vendors.before_write = self._attributed
        log = self.dynamodb.tables[LOG]
        self.witness = Witness(self.clockwork, self.history, log.items)
        self.witness.asks_before_corrections = self._asks_before_corrections
        self.vendors.on_leaving = self.witness.asked
        self.dynamodb.on_written = self._written

    def _asks_before_corrections(self, day: Any) -> bool:
        books = self.books[day.merchant_id]
        is_closed = books.closed_through is not None and books.closed_through >= day.business_date
        return is_closed and books.policy == "hold"

    def _written(self, table: str, before: Item | None, after: Item, asked: dict[str, Any]) -> None:
        if table == LOG:
            self.witness.written(before, after, asked)

    def _invoked(self, event: dict[str, Any]) -> None:
        self.on_invoke(event)

    def show(self, shop: Shop) -> None:
        """talech tells of the shop's trades as they are now."""
        self.shops[shop.merchant_id] = shop
        self.talech.world.change(shop.sample())

    def trade(self, books: Books, place: str, on: date, trade: Trade) -> None:
        """A date of a shop is another one from now on."""
        books.shop.trades[place, on] = trade
        self.show(books.shop)

    def truth(self, books: Books, place: str, on: date) -> Effect:
        """What a location-day should do to the accounts, as talech tells it now."""
        places = [each for each in books.shop.places if each in books.places] if place == "all" else [place]
        rows = [self.talech.world.truth(each).day(on) for each in places]
        return expected_of(books, rows, account_for=lambda role: account_of(books.mapping, role))

    def settings(self, books: Books, **asked: Any) -> None:
        """Somebody turns a switch of the company."""
        body = json.dumps(asked).encode()
        path = f"/_control/companies/{books.realm}/settings"
        answer = self.vendors.control(QUICKBOOKS, "POST", path, body)
        assert answer.status == 200, answer.body

    def close_books(self, books: Books, through: date | None) -> None:
        text = through.isoformat() if through else None
        self.settings(books, preferences={"AccountingInfoPrefs.BookCloseDate": text})

    def documents_of(self, day: Any) -> list[DocumentKey]:
        """What lives in the books that was made in a day's name."""
        books = self.books[day.merchant_id]
        return [key for key in self.history.of(day).documents if books.company.find(key[1], key[2]) is not None]

    def running_at(self, day: Any) -> Iterable[Actor]:
        return [actor for actor in self.clockwork.running if actor.day == day and not actor.is_dead]

    def _attributed(self, day: Any, url: str) -> Callable[[], None]:
        """Remember which documents a call makes: they belong to the day of whoever sent it."""
        _, _, rest = url.partition("/v3/company/")
        company = self.quickbooks.state.companies.get(rest.partition("/")[0])
        if company is None or day is None:
            return lambda: None
        before = {name: len(company.table(name)) for name in TRANSACTIONS}

        def told() -> None:
            for name in TRANSACTIONS:
                made = list(company.table(name))[before[name] :]
                self.history.of(day).documents += [(company.realm, name, row_id) for row_id in made]
                for row_id in made:
                    self.history.tell(
                        day, f"books: {name} {row_id} {company.table(name)[row_id].body.get('DocNumber')}"
                    )

        return told


class _Followed(MovableClock):
    """The shops' clock is the world's."""

    def __init__(self, clockwork: Clockwork) -> None:
        super().__init__()
        self._clockwork = clockwork

    def now(self) -> datetime:
        return self._clockwork.now()


class _Notices:
    """In place of the simulator's thread: every change is told to the world, which decides what becomes of it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def notify(self, realm: str, entity: str, identifier: str, verb: str) -> None:
        self._world.notices(realm, entity, identifier, verb)

    def close(self) -> None:
        """There is no thread."""


def account_of(mapping: Any, role: str) -> str:
    from daybook.domain.day.roles import role_from_text  # noqa: PLC0415

    return mapping.account_for(role_from_text(role)) or mapping.suspense_account


NOON = timedelta(hours=12)


def instant(on: date, hours: float = 12) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(hours=hours)
