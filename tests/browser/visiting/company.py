"""A fresh start on a running system: a merchant whom Daybook has never heard of, and a company with empty books."""

import json
import time
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.domain.company.connection import Connection
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.vendors.loopback import Loopback
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl
from daybook_local.system.vendors.vendor_apps import company_variant

_EMPTY_LOOKS, _LOOK_SECONDS = 3, 0.25


@dataclass(frozen=True, slots=True)
class Company:
    """One QuickBooks company of the simulator."""

    name: str
    control: QuickBooksControl
    loopback: Loopback

    def close_books(self, last: date) -> None:
        """What the accountant does in QuickBooks' settings."""
        self.control.close_books(last)

    def disconnect(self) -> None:
        """What the merchant does under Apps in QuickBooks."""
        self.loopback.post(f"/_control/companies/{self.control.realm}/disconnect", {})

    def documents(self) -> dict[str, str]:
        """Everything in its books."""
        return self.control.documents_until(date.max)

    def accounts_created(self) -> int:
        """How many accounts QuickBooks has been asked to make so far, in any company."""
        return self.control.meter().accounts


def new_company(system: LocalSystem, name: str) -> Company:
    """A company of the merchant's country, with the accounts that QuickBooks gives it."""
    loopback = Loopback(system.quickbooks.url)
    variant = {"variant": company_variant(system.sample.country), "name": name, "home_currency": system.sample.currency}
    realm = loopback.post("/_control/companies", variant)["realm"]
    return Company(name, QuickBooksControl(system.quickbooks.url, realm), loopback)


def connection_of(system: LocalSystem) -> Connection | None:
    """What Daybook knows of the merchant's connection."""
    return _connections(system).connection(system.sample.merchant_id)


def hand_over(system: LocalSystem, merchant_id: str) -> None:
    """Who is connected is another talech account from now on; the merchant has never been here."""
    connection = connection_of(system)
    assert connection is not None
    never_connected(system)
    _connections(system).save_connection(replace(connection, merchant_id=merchant_id))


def _connections(system: LocalSystem) -> DynamoConnectionStore:
    return DynamoConnectionStore(system.aws.dynamodb, table_of(system, "Connection"))


def never_connected(system: LocalSystem) -> None:
    """Empty every lane and every table: connections, choices, mappings, sessions and the log of days.

    A worker, or a page that was left, may still be at the merchant of the test before and write a row back.
    """
    for lane in ("LocationDayQueueUrl", "BackfillQueueUrl", "RereadQueueUrl"):
        system.aws.sqs.purge_queue(QueueUrl=system.deployment.outputs[lane])
    tables, looks = system.aws.dynamodb.list_tables()["TableNames"], 0
    while looks < _EMPTY_LOOKS:
        looks = 0 if sum(_empty(system, table) for table in tables) else looks + 1
        time.sleep(_LOOK_SECONDS)


def _empty(system: LocalSystem, table: str) -> int:
    dynamodb = system.aws.dynamodb
    keys = [key["AttributeName"] for key in dynamodb.describe_table(TableName=table)["Table"]["KeySchema"]]
    rows = _rows(system, table)
    for row in rows:
        dynamodb.delete_item(TableName=table, Key={key: row[key] for key in keys})
    return len(rows)


def _rows(system: LocalSystem, table: str) -> list[dict[str, Any]]:
    pages = system.aws.dynamodb.get_paginator("scan").paginate(TableName=table)
    return [row for page in pages for row in page["Items"]]


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions that were taken away; they can be given back."""

    system: LocalSystem
    rows: tuple[dict[str, Any], ...]

    def restore(self) -> None:
        """Every visit goes on as if nothing had been."""
        for row in self.rows:
            self.system.aws.dynamodb.put_item(TableName=table_of(self.system, "Session"), Item=row)


def forget_sessions(system: LocalSystem) -> Sessions:
    """What half an hour without a click does."""
    rows = tuple(_rows(system, table_of(system, "Session")))
    _empty(system, table_of(system, "Session"))
    return Sessions(system, rows)


def everything_stored(system: LocalSystem) -> dict[str, list[str]]:
    """Every row but those of sessions, and the sums that a page keeps of what it reads: each page renews both."""
    tables = set(system.aws.dynamodb.list_tables()["TableNames"]) - {table_of(system, "Session")}
    return {
        table: sorted(
            json.dumps(row, sort_keys=True, default=repr)
            for row in _rows(system, table)
            if not row.get("merchant_id", {}).get("S", "").endswith("#dates")
        )
        for table in tables
    }


def table_of(system: LocalSystem, noun: str) -> str:
    """The table whose name holds a noun of the template."""
    return next(name for name in system.aws.dynamodb.list_tables()["TableNames"] if noun in name)
