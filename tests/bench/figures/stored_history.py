"""A merchant whose every location-day of a range is posted, made cheaply: one date by the worker, the others copies.

The worker posts the newest date of each store. Its rows are then written once more under each earlier date: the sync
record, its proof and the row that names its document. Only attributes that name the date differ; the others are shared,
since the tables never change a stored value in place.
"""

import json
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bench.one_day.run import _ENDS_AT, _TAX, _ZONE, FIRST, Run
from bench.one_day.shop import BusyShop
from chaos.days import setting_up
from chaos.days.aws.expressions import Item
from daybook.application.company.lists import company_lists
from daybook.bootstrap.systems import Systems
from daybook.domain.company.setup import Setup, SyncRun

NEWEST = FIRST + timedelta(days=1)
"""The newest business date that has ended."""
_FIRST_SYNC_DAYS = 30
_ORDERS = 4
_TABLES = ("SyncLogTable", "ProofTable", "ConnectionTable")


class StoredHistory:
    """Merchants of one run, by id; each may get a longer history, not a shorter one."""

    def __init__(self, stack: ExitStack) -> None:
        self._run = Run(stack, merchants=0, orders=_ORDERS, dates=0)
        self._posted: dict[str, list[tuple[str, Item]]] = {}
        self._days: dict[str, int] = {}
        self.dynamodb = self._run.world.dynamodb
        self.clock = self._run.world.clockwork

    def connect(self, merchants: dict[str, int]) -> None:
        """Merchants with so many stores each; the worker posts the newest date of each store."""
        for number, (merchant_id, stores) in enumerate(merchants.items()):
            places = tuple(f"{510_001 + 1_000 * number + store}:1" for store in range(stores))
            shop = BusyShop(merchant_id, "US", _ZONE, _TAX, _ENDS_AT, places, NEWEST, NEWEST, orders=_ORDERS)
            setting_up._connect(self._run.world, shop, merchant_id, "journal_entry", "delta")
        before = {name: set(self.dynamodb.tables[name].items) for name in _TABLES}
        self._run.first_sync(1)
        for name in _TABLES:
            for key, item in self.dynamodb.tables[name].items.items():
                if key not in before[name]:
                    self._posted.setdefault(_merchant_of(item), []).append((name, item))

    def lengthen(self, merchant_id: str, days: int) -> None:
        """Every store has so many posted days until the newest one, and finished its first sync when they began."""
        posted = self._posted[merchant_id]
        ids = {item["document"]["M"]["id"]["S"] for name, item in posted if name == "SyncLogTable"}
        for name, item in posted:
            own = frozenset(each for each in ids if _is_about(item, each))
            table, copy = self.dynamodb.tables[name], _copies_of(item, own)
            for back in range(self._days.get(merchant_id, 1), days):
                made = copy(NEWEST - timedelta(days=back), back)
                table.put(table.key_of(made), made)
        self._days[merchant_id] = days
        self._finish_setup(merchant_id, days)

    def store_of(self, merchant_id: str) -> str:
        """A store of a merchant."""
        return str(next(item["location"]["S"] for name, item in self._posted[merchant_id] if name == "SyncLogTable"))

    def _finish_setup(self, merchant_id: str, days: int) -> None:
        systems, first = Systems(), NEWEST - timedelta(days=days - 1)
        connection = systems.connections.connection(merchant_id)
        asked = connection.connected_at - timedelta(days=days - 1)
        systems.connections.save_connection(replace(connection, connected_at=asked))
        run = SyncRun(first, min(first + timedelta(days=_FIRST_SYNC_DAYS - 1), NEWEST), asked)
        setup = Setup(connection.company.realm_id, finished_at=asked, last_run=run)
        systems.setups.save_setup(merchant_id, setup)
        company_lists(connection, systems)


def _merchant_of(item: Item) -> str:
    """Whose day a row is about."""
    about = item if "merchant_id" in item else item["document"]["M"]
    return str(about["merchant_id"]["S"])


def _is_about(item: Item, document_id: str) -> bool:
    """Whether a row names a document."""
    texts = map(_text, item.values())
    return any(f'{mark}{document_id}"' in text for text in texts for mark in '#"')


def _copies_of(item: Item, ids: frozenset[str]) -> Callable[[date, int], Item]:
    """Makes the same row of another date, so many days before; its document has an id and a number of its own."""
    texts = {name: _text(value) for name, value in item.items()}
    words = [f"{NEWEST}", f"{NEWEST:%Y%m%d}", *(f'{mark}{each}"' for each in ids for mark in '#"')]
    named = {name: [word for word in words if word in text] for name, text in texts.items()}
    named = {name: found for name, found in named.items() if found}

    def copy(on: date, back: int) -> Item:
        others = (f"{on}", f"{on:%Y%m%d}", *(f'{mark}{each}{back:03}"' for each in ids for mark in '#"'))
        becomes = dict(zip(words, others, strict=True))
        changed: Item = {}
        for name, found in named.items():
            text = texts[name]
            for word in found:
                text = text.replace(word, becomes[word])
            changed[name] = {"B": zlib.compress(text.encode())} if "B" in item[name] else json.loads(text)
        return item | changed

    return copy


def _text(value: Any) -> str:
    """An attribute as text; a packed one is JSON already."""
    return zlib.decompress(value["B"]).decode() if "B" in value else json.dumps(value)
