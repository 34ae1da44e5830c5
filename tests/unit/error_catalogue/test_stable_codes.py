"""Codes live in mails, tickets and people's heads: the list of those ever given only grows."""

import json
import re
from pathlib import Path

from daybook.domain.catalogue.error_catalogue import entry, error_catalogue

GIVEN = json.loads((Path(__file__).parents[3] / "schemas" / "error-codes-v1.json").read_text(encoding="utf-8"))["codes"]


def names(of):
    """What a code is for ever: reasons, refusals and conditions. Fault codes may move to a more exact entry."""
    return [key for key in of.keys if not key.startswith("quickbooks:")]


def test_a_code_that_was_given_stays_and_keeps_its_meaning():
    assert [code for code in GIVEN if not set(names(entry(code))) >= set(GIVEN[code])] == []
    assert GIVEN


def test_a_new_code_joins_the_list():
    """Add it to schemas/error-codes-v1.json; nothing else in that file may change."""
    assert {found.code: names(found) for found in error_catalogue()} == GIVEN


def test_codes_are_unique_and_in_their_hundreds():
    codes = [found.code for found in error_catalogue()]

    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"DB-1[0-69]\d\d", code) for code in codes)
