"""A catalogue that would leave somebody without words is refused when it is read, and the refusal names the place."""

from importlib.resources import files

import pytest

from daybook.domain.catalogue.file import CatalogueBrokenError, read_entries

WHOLE = (files("daybook") / "error_catalogue.toml").read_text(encoding="utf-8")
TITLE = 'title = "QuickBooks is disconnected"\n'


def broken(old, new):
    assert WHOLE.count(old) >= 1
    return WHOLE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (TITLE, "", "DB-1001 title is no text"),
        (TITLE, 'title = " "\n', "DB-1001 title: .*says nothing"),
        (TITLE, 'title.en = "QuickBooks is disconnected"\n', "DB-1001 title is no text"),
        ('holds = ["not_tied"]', 'holds = ["not_tidy"]', "DB-1301: 'not_tidy' is not a valid HoldReason"),
        ('holds = ["not_tied"]', "quickbooks = [7777]", r"no entry for \['hold:not_tied'\]"),
        ('refusals = ["launch_used"]', "quickbooks = [7777]", r"no entry for \['refusal:launch_used'\]"),
        ('conditions = ["bug"]', "quickbooks = [7777]", r"no entry for \['condition:bug'\]"),
        ("quickbooks = [6430]", "quickbooks = [6430, 6200]", "quickbooks:6200 has two entries, DB-1103 and DB-1201"),
        ("quickbooks = [6430]", 'quickbooks = ["6400-6480"]', "quickbooks:6470 has two entries"),
        ("quickbooks = [6430]", 'quickbooks = ["many"]', "DB-1103: 'many' is no fault code"),
        ("[DB-1001]", "[DB-01]", "DB-01.* is no code"),
        ('who = "accountant"', 'who = "somebody"', "'somebody' is not a valid Actor"),
        ('nobody = "Nobody"\n', "", r"\[who\] lacks .*'nobody'"),
        ("quickbooks = [6430]\n", "", "DB-1103 answers to nothing"),
        ('refines = ["account_unusable"]', 'replaces = ["account_unusable"]', r"has \['replaces'\]"),
    ],
)
def test_a_broken_catalogue_is_refused_by_name(old, new, names):
    with pytest.raises(CatalogueBrokenError, match=names):
        read_entries(broken(old, new))
