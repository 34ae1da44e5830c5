"""Tax codes put to use from a date on: ties settled by a person, forms in the books amended; and `daybook taxes`."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.mapping.taxes.tax_codes import TaxCodesRefusedError
from daybook.application.ports import Lane
from daybook.cli.output import Output
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.form_taxes import NOT_A_SALE
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncRequest, SyncState
from unit.application.conftest import QUEEN, D
from unit.application.mapping.taxes.conftest import CODES, FEE, FIRST, ZERO, code, ids, run


def test_codes_are_used_from_the_date_on_and_a_tie_is_left_out(use, connections):
    used = use("exempt")

    assert ids(used.mapping) == {"hst": "13", "": "exempt", NOT_A_SALE: "out"}
    assert connections.mapping_on("m_1", FIRST) == used.mapping
    assert connections.mapping_on("m_1", FIRST - timedelta(days=1)).tax_codes == {}


def test_a_person_settles_a_tie_and_need_not_say_it_again(use):
    first = use(chosen={"zero": "exempt"})
    again = use()

    assert ids(first.mapping)["zero"] == ids(again.mapping)["zero"] == "exempt"
    assert again.mapping.version == first.mapping.version + 1


def test_without_a_code_that_bears_no_rate_what_is_no_sale_has_the_code_of_untaxed_sales(use, ledger):
    ledger.tax_codes = lambda: CODES[:-1]

    assert ids(use("0").mapping) == {"hst": "13", "": "0"}


@pytest.mark.parametrize(
    ("untaxed", "chosen", "says"),
    [
        (
            "13",
            {},
            r"'13' is no code without tax; choose one of: 0 \(Code 0\), exempt \(Code exempt\), out \(Code out\)",
        ),
        ("none", {}, "'none' is no code without tax"),
        (
            "out",
            {"zero": "13"},
            r"'13' has not the rates of zero; codes that have: 0 \(Code 0\), exempt",
        ),
        ("out", {"vat": "13"}, "no such taxes: vat"),
    ],
)
def test_a_code_that_would_put_a_return_wrong_is_refused_with_the_possible_ones(
    use, connections, untaxed, chosen, says
):
    with pytest.raises(TaxCodesRefusedError, match=says):
        use(untaxed, chosen=chosen)

    assert connections.mapping_on("m_1", D).version == 1


def test_a_merchant_none_of_whose_taxes_has_a_code_keeps_liability_lines(use, ledger):
    ledger.tax_codes = lambda: (code("out"),)

    with pytest.raises(TaxCodesRefusedError, match="keep liability lines"):
        use()


def test_without_a_mapping_there_is_nothing_to_add_codes_to(use, connections):
    connections._mappings.clear()

    with pytest.raises(NeedsAttentionError, match="no account mapping yet"):
        use()


def post(sync_log, day, state):
    sync_log.claim(day, "worker")
    sync_log.settle(day, "worker", Outcome(state))


def test_the_sales_forms_in_the_books_since_the_date_are_amended(use, sync_log, queue, connections, clock):
    """Held days will post with the codes anyway; journal entries and earlier days have none."""
    posted, gaps, held, early = (LocationDay("m_1", D - timedelta(days=back), QUEEN) for back in (0, 1, 2, 30))
    for day, state in ((posted, SyncState.POSTED), (gaps, SyncState.POSTED_WITH_GAPS), (held, SyncState.HELD)):
        post(sync_log, day, state)
    post(sync_log, early, SyncState.POSTED)

    used = use()
    connections.save_connection(replace(connections.connection("m_1"), document_kind=DocumentKind.JOURNAL_ENTRY))
    as_journal_entries = use()

    assert used.requests == tuple(SyncRequest(day, SyncCause.RECLASS, clock.now()) for day in (posted, gaps))
    assert queue.sent[Lane.BACKFILL] == list(used.requests)
    assert as_journal_entries.requests == ()


def test_the_command_shows_what_it_found_and_asks_for_attention_while_a_tie_is_open(system, capsys):
    attention = run(system, Output(as_json=True))

    assert attention
    assert json.loads(capsys.readouterr().out) == {
        "tax_codes": {"hst": "13"},
        "undecided": [
            {"taxes": ["zero"], "codes": [{"id": "0", "name": "Code 0"}, {"id": "exempt", "name": "Code exempt"}]}
        ],
        "uncovered": [],
        "untaxed": [
            {"id": "0", "name": "Code 0"},
            {"id": "exempt", "name": "Code exempt"},
            {"id": "out", "name": "Code out"},
        ],
        "not_a_sale": "out",
        "own_lines": [],
        "one_code_a_form": False,
    }


def test_the_command_names_the_codes_between_which_a_person_has_to_choose(system, profile, connections, capsys):
    connections.save_profile(replace(profile, taxes=(*profile.taxes, ZERO, FEE)))

    run(system, Output(as_json=False))

    said = " ".join(capsys.readouterr().out.split())
    assert "several codes would do for zero: 0 (Code 0), exempt (Code exempt)" in said
    assert "no code has the rate of eco (Eco fee): a day with it keeps its tax as liability lines" in said


def test_the_command_is_quiet_once_nothing_is_open(system, profile, connections):
    connections.save_profile(profile)

    assert not run(system, Output(as_json=False))


def test_the_command_uses_the_codes_and_says_how_many_days_are_amended(system, sync_log, capsys):
    post(sync_log, LocationDay("m_1", D, QUEEN), SyncState.POSTED)

    attention = run(system, Output(as_json=True), untaxed="out", first=FIRST, set=["zero=0"])

    assert not attention
    assert json.loads(capsys.readouterr().out) == {
        "version": 2,
        "tax_codes": {"hst": "13", "zero": "0", "": "out", NOT_A_SALE: "out"},
        "reclassed": [{"business_date": "2026-11-23", "location": QUEEN}],
    }


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"untaxed": "out"}, "say from which business date on"),
        ({"untaxed": "out", "first": FIRST, "set": ["zero"]}, "write TAXES=CODE"),
        ({"untaxed": "13", "first": FIRST}, "no code without tax"),
    ],
)
def test_the_command_says_what_is_missing(system, chosen, says):
    with pytest.raises(ValueError, match=says):
        run(system, Output(as_json=False), **chosen)


def test_the_command_needs_a_merchant_who_has_finished_connecting(system, connections):
    connections._profiles.clear()

    with pytest.raises(NeedsAttentionError, match="has not finished connecting"):
        run(system, Output(as_json=False))
