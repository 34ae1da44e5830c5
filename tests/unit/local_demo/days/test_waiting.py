"""What a person reads while the first sync runs."""

import pytest
from rich.console import Console
from rich.progress import Progress

from daybook_local.demo.days.progress_bars import ProgressBars
from daybook_local.demo.days.waiting import waited_for
from daybook_local.demo.merchant.posting_choice import PostingChoice

INVOICE = PostingChoice("invoice")


@pytest.mark.parametrize(
    ("left", "words"),
    [(90, "about 2 min 20 s for 90 to come"), (40, "about 1 min 00 s"), (20, "about 30 s"), (1, "about 10 s")],
)
def test_invoices_wait_for_the_batches_that_quickbooks_takes_and_say_how_long(left, words):
    said = " ".join(waited_for(INVOICE, left))

    assert "QuickBooks takes 40 batches a minute" in said
    assert words in said


def test_other_documents_wait_for_nobody_but_the_workers():
    assert waited_for(PostingChoice("sales_receipt"), 12) == ("12 wait in the queues or lie with a worker",)


def test_when_nothing_is_under_way_the_outcomes_are_still_to_be_read():
    assert waited_for(INVOICE, 0) == ("every day is through; its outcome is read from the history",)


def test_what_a_stage_waits_for_stands_under_it_and_is_gone_when_it_ends():
    progress = Progress(console=Console(quiet=True))
    bars = ProgressBars(progress)
    bars.stage("First sync", 90)

    bars.note("for batches")
    waiting = progress.tasks[0].description
    bars.stage("The next stage")

    assert waiting == "First sync\n  [dim]for batches[/dim]"
    assert (progress.tasks[0].description, progress.tasks[0].completed) == ("First sync", 90)


def test_a_wait_of_invoices_fits_eighty_columns_beside_its_bar():
    assert all(len(line) <= 50 for line in waited_for(INVOICE, 99))
