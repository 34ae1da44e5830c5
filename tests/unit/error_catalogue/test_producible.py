"""The catalogue holds nothing that nobody can meet: every entry is the answer to something that shipped code raises."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
import requests

import daybook
from daybook.adapters.quickbooks.documents.write_refusals import raise_for_write
from daybook.adapters.quickbooks.grants.oauth import IntuitConfigurationError
from daybook.adapters.quickbooks.http.fault_bodies import Fault
from daybook.adapters.quickbooks.http.fault_table import REACTIONS, Decision
from daybook.adapters.quickbooks.http.faults import Refusal as QuickBooksRefusal
from daybook.adapters.quickbooks.http.faults import grant_ended, raise_for_refusal
from daybook.adapters.talech.http.answers import read_answer, read_object
from daybook.adapters.talech.http.envelope import Envelope
from daybook.adapters.talech.http.transport import Reply, Transport
from daybook.domain.catalogue.error_catalogue import entry_for, entry_for_error, error_catalogue
from daybook.domain.errors import (
    Condition,
    DaybookRefusedError,
    HoldReason,
    NeedsAttentionError,
    Refusal,
    RetriableError,
)
from daybook.domain.posting.posted_documents import ConflictError

PACKAGE = Path(daybook.__file__).parent
# Where names are given and described, nothing is raised.
NAMED_ONLY = {
    PACKAGE / "domain" / "errors.py",
    PACKAGE / "domain" / "holds.py",
    PACKAGE / "domain" / "error_entries.py",
}
DEFAULTS = {"Condition.RETRIABLE"}
# Days that the first release held and that nobody has settled since: their records are still read and told.
OF_EARLIER_RECORDS = {"HoldReason.CHANGED_AFTER_POSTING"}
RAISED = (RetriableError, NeedsAttentionError, DaybookRefusedError)


@cache
def mentions():
    """Every name of a hold, a refusal or a condition that what ships says, where more is done than to name it."""
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path not in NAMED_ONLY]
    return {name for text in sources for name in re.findall(r"\b(?:HoldReason|Refusal|Condition)\.\w+", text)}


def mentioned(name):
    return name in mentions() | DEFAULTS | OF_EARLIER_RECORDS


def refused(code):
    """A refusal about a reference that only some companies require: that makes 2020 a setting instead of a bug."""
    return QuickBooksRefusal("POST journalentry", 400, (Fault(code, "vendor words", "vendor words", "DepartmentRef"),))


def entry_raised_for(code):
    """The entry of the error that a fault ends as; a conflict that a look-up does not explain ends as its own.

    A doubt about the grant ends as a lost connection, once it has lasted.
    """
    if REACTIONS[code].decision is Decision.RECONNECT:
        return entry_for_error(grant_ended(refused(code)))
    raising = raise_for_write if REACTIONS[code].decision is Decision.RECONCILE else raise_for_refusal
    with pytest.raises((*RAISED, ConflictError)) as raised:
        raising(refused(code))
    error = raised.value
    return entry_for_error(error.unless_ours if isinstance(error, ConflictError) else error)


def can_be_met(entry):
    names = (
        *(f"HoldReason.{reason.name}" for reason in entry.holds),
        *(f"Refusal.{refusal.name}" for refusal in entry.refusals),
        *(f"Condition.{condition.name}" for condition in entry.conditions),
    )
    if any(mentioned(name) for name in names):
        return True
    known = entry.faults & REACTIONS.keys()
    # What adapters look up first ends as a document that a person touched, or as an account they cannot use.
    looked_up = (HoldReason.TOUCHED_IN_QUICKBOOKS, HoldReason.ACCOUNT_UNUSABLE)
    return any(
        entry_raised_for(code) is entry
        or (
            REACTIONS[code].decision is Decision.RECONCILE
            and entry in [entry_for(reason, code) for reason in looked_up]
        )
        for code in known
    )


@pytest.mark.parametrize("entry", list(error_catalogue()), ids=lambda entry: entry.code)
def test_something_can_end_as_every_entry(entry):
    assert can_be_met(entry)


@pytest.mark.parametrize(
    "name", [*HoldReason, *Refusal, *Condition], ids=lambda name: f"{type(name).__name__}.{name.name}"
)
def test_every_name_is_used_by_what_ships(name):
    assert mentioned(f"{type(name).__name__}.{name.name}")


@pytest.mark.parametrize(
    "code",
    [
        code
        for code, reaction in REACTIONS.items()
        if reaction.decision in (Decision.RETRY, Decision.BUG) and code != 2020
    ],
)
def test_a_fault_that_holds_nothing_is_told_in_its_own_words(code):
    """A retry or a mistake of ours; 2020 alone may be a setting of the company instead."""
    assert code in entry_raised_for(code).faults


class Unreachable:
    def post(self, *_, **__):
        raise requests.ConnectionError("no route")


def answered(status, body=b"{}"):
    return Reply(status, {}, body)


TALECH = {
    "talech cannot be reached": (
        lambda: Transport("https://talech.example", Unreachable()).post("orders", {}),
        "DB-1311",
    ),
    "talech is busy": (lambda: read_answer("orders", answered(503), Envelope), "DB-1311"),
    "talech answers with an error in a 200": (
        lambda: read_answer(
            "orders", answered(200, json.dumps({"ResponseCode": {"statusCode": 500}}).encode()), Envelope
        ),
        "DB-1311",
    ),
    "the answer is cut off": (lambda: read_object("orders", answered(200, b'{"orders": [')), "DB-1312"),
    "the answer is a list": (lambda: read_object("orders", answered(200, b"[]")), "DB-1312"),
    "a fresh token is refused": (lambda: read_answer("orders", answered(401), Envelope), "DB-1313"),
    "the form of a call is refused": (lambda: read_answer("orders", answered(400), Envelope), "DB-1314"),
}


@pytest.mark.parametrize(("meet", "code"), TALECH.values(), ids=TALECH)
def test_what_talech_answers_has_its_own_entry(meet, code):
    with pytest.raises(RAISED, match="talech") as raised:
        meet()

    assert entry_for_error(raised.value).code == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (lambda: raise_for_refusal(QuickBooksRefusal("POST invoice", 503, ())), "DB-1904"),
        (lambda: raise_for_refusal(QuickBooksRefusal("POST invoice", 429, ())), "DB-1904"),
        (lambda: raise_for_refusal(refused(3001)), "DB-1905"),
        (lambda: raise_for_refusal(refused(19999)), "DB-1904"),
        (lambda: raise_for_refusal(refused(3200)), "DB-1909"),
        (lambda: raise_for_refusal(QuickBooksRefusal("POST invoice", 404, ())), "DB-1902"),
    ],
)
def test_what_quickbooks_answers_has_its_own_entry(error, code):
    with pytest.raises(RAISED, match="QuickBooks") as raised:
        error()

    assert entry_for_error(raised.value).code == code


def test_an_app_that_intuit_refuses_is_told_to_operators():
    assert entry_for_error(IntuitConfigurationError("invalid_client")).code == "DB-1917"
