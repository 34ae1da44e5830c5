"""A merchant whose tablets type ’, – and emoji, whose accents come in two forms and whose names hold line breaks.

Items and payment methods are made in one batch. Its answer is lost here: what it made is found again by names that no
query to QuickBooks can spell.
"""

from pathlib import Path

import pytest

from daybook_local.demo.merchant.posting_choice import PostingChoice
from daybook_local.system.daybook_command import DaybookCommand, DaybookCommandError
from e2e.conftest import system_of, told_by

pytestmark = pytest.mark.stack

TYPOGRAPHIC = Path(__file__).parent / "merchants" / "typographic"


def test_invoices_of_typographic_names_tie_although_the_answer_about_their_items_was_lost(tmp_path, monkeypatch):
    choose = DaybookCommand.choose

    with system_of(TYPOGRAPHIC, tmp_path) as (system, dates):

        def choose_again(commands, merchant, **choice):
            if "document" in choice:
                system.quickbooks.arm(fault="drop_connection_after_commit", path="batch", times=1)
                with pytest.raises(DaybookCommandError):
                    choose(commands, merchant, **choice)
            choose(commands, merchant, **choice)

        monkeypatch.setattr(DaybookCommand, "choose", choose_again)
        told = told_by(system, dates, choice=PostingChoice("invoice", "separate"))
        items = [row["Name"] for row in system.quickbooks.read_back("Item")]

    assert told.problems == []
    figures = told.as_json()
    expected = {"documents": 6, "duplicates": 0, "unbalanced": 0, "difference_minor": 0, "held": 0, "failed": 0}
    assert figures | expected == figures
    assert len(items) == len(set(items))
    assert sum("Téléphone → téléphone" in name for name in items) == 1
