"""A preview shows what the posting would, and the proof of a coded day says where its tax really is."""

import json
from argparse import Namespace
from dataclasses import replace

import pytest
from beancount import loader

from daybook.application.days.export_proofs import ProofFormat, export_proofs
from daybook.application.days.preview_day import preview_day
from daybook.application.mapping.rehearse_mapping import rehearse
from daybook.cli.commands.days import preview as command
from daybook.cli.output import Output
from daybook.domain.posting.documents import DocumentKind
from unit.application.conftest import QUEEN, D
from unit.application.posting.coded.sales import CODES, IN_QUICKBOOKS, one_more, sale
from unit.application.posting.tries import post

pytestmark = pytest.mark.usefixtures("coded")


def test_it_names_the_tax_set_without_a_code_as_the_posting_does(day, ports, sales, ledger, connections, mapping):
    without = {"": CODES[""]}
    connections.save_mapping("m_1", replace(mapping, version=3, tax_codes=without))

    preview = preview_day(day, connections, sales, lambda _: ledger)

    assert preview.gaps == post(day, ports).gaps == ("tax_code:hst",)


def test_its_effect_is_what_the_books_hold_afterwards(day, ports, sales, ledger, connections):
    preview = preview_day(day, connections, sales, lambda _: ledger)
    post(day, ports)

    # The name of the tax is its role here, as this mapping knows no better.
    assert preview.effect == {"1": -1000, "3": 1130, "QuickBooks (tax:hst)": -130}
    assert ledger.effect == {"1": -1000, "3": 1130, IN_QUICKBOOKS: -130}
    assert preview.gaps == ()


def test_the_command_says_that_tax_stays_in_lines_and_asks_for_attention(ports, connections, mapping, capsys):
    connections.save_mapping("m_1", replace(mapping, version=3, tax_codes={"": CODES[""]}))
    chosen = Namespace(merchant="m_1", date=D, location=QUEEN)

    attention = command.preview(chosen, ports, Output(as_json=False))

    said = " ".join(capsys.readouterr().out.split())
    assert attention
    assert "no tax code for hst, the day's tax would stay in liability lines" in said


def test_what_posting_would_make_first_has_a_name_in_brackets(day, ports, sales, ledger, connections, monkeypatch):
    asked = []
    monkeypatch.setattr(ledger, "payload", lambda _, references: asked.append(references) or {})

    preview_day(day, connections, sales, lambda _: ledger)
    post(day, ports)
    preview_day(day, connections, sales, lambda _: ledger)

    before, after = asked
    assert (before.customer_id, before.items["1"]) == ("(customer)", "(1)")
    assert (after.customer_id, after.items["1"]) == ("customer", "item of 1")
    assert connections.references("m_1") == after


def test_a_journal_entry_lacks_no_code(day, sales, ledger, connections, connection, mapping):
    connections.save_connection(replace(connection, document_kind=DocumentKind.JOURNAL_ENTRY))
    connections.save_mapping("m_1", replace(mapping, version=3, tax_codes={"": CODES[""]}))

    preview = preview_day(day, connections, sales, lambda _: ledger)

    assert (preview.gaps, preview.effect) == ((), {"1": -1000, "2": -130, "3": 1130})


def test_it_moves_every_account_as_the_books_do_and_ties_on_three_sides(day, ports, ledger):
    post(day, ports)

    proof = ports.proofs.get(day)

    assert proof.effect == ledger.effect
    assert {field.difference_minor for field in proof.fields} == {0}


def test_it_leaves_as_json_with_whole_figures(day, ports, sales, activity):
    one_more(sales, day, activity, sale(400, 0))
    post(day, ports)

    text = export_proofs("m_1", D, D, ProofFormat.JSON_LINES, proofs=ports.proofs, connections=ports.connections)

    lines = json.loads(text)["lines"]
    assert [(line["role"], line["amount_minor"]) for line in lines if line["role"] == "revenue:food"] == [
        ("revenue:food", -1400)
    ]


def test_another_program_reads_quickbooks_account_as_a_liability(day, ports):
    post(day, ports)

    text = export_proofs("m_1", D, D, ProofFormat.BEANCOUNT, proofs=ports.proofs, connections=ports.connections)

    _, errors, _ = loader.load_string(text)
    assert errors == []
    assert "Liabilities:Quickbooks-tax-hst" in text


def test_a_rehearsal_of_another_account_leaves_the_tax_where_it_is(day, ports, connections):
    post(day, ports)
    current = connections.mapping_on("m_1", D)
    candidate = replace(current, accounts={**current.accounts, "revenue:food": "7", "tax:hst": "8"})

    found = rehearse("m_1", candidate, D, D, ports.proofs)

    assert found.differences == {"1": 1000, "7": -1000}
