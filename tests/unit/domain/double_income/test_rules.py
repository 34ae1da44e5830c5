"""The rules for income that may stand twice: whole days, streams, and what is no finding."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.domain.double_income.rules import Rule
from daybook_local.life.other_app import Harmless, Stream
from unit.domain.double_income.entered import APP, FIRST, entry, found, ledger_days, read, weeks

SOLD = weeks()
TWO_STORES = [*weeks(), *weeks(store="304268:1", seed=2)]
RULE_OF = {Stream.CONTINUED: Rule.STREAM}


def hand_entered(days, *, number="SQ-", shift=0, tax=True):
    """A sales receipt for each day, as a person enters it."""
    return [
        entry(
            day.on + timedelta(days=shift),
            day.net_minor,
            str(9000 + n),
            number=f"{number}{1000 + n}" if number else "",
            tax=day.tax_minor if tax else 0,
        )
        for n, day in enumerate(days)
    ]


@pytest.mark.parametrize("sold", [SOLD, TWO_STORES, weeks(cards=False)], ids=["a store", "two stores", "report alone"])
@pytest.mark.parametrize("stream", list(Stream))
def test_every_stream_of_another_app_is_found_whole(stream, sold):
    days = ledger_days(sold)
    documents = read(APP.posts(days, stream))

    [finding] = found(documents, sold)

    assert finding.rule is RULE_OF.get(stream, Rule.SAME_TOTAL)
    assert {each.id for each in finding.documents} == {each.id for each in documents}
    assert finding.talech_minor == sum(day.net_minor for day in days)
    assert finding.days == tuple(day.on for day in days)
    assert finding.amount_minor >= finding.talech_minor


@pytest.mark.parametrize("kinds", [[kind] for kind in Harmless] + [list(Harmless)], ids=str)
def test_harmless_documents_are_no_finding(kinds):
    posts = [post for kind in kinds for post in APP.harmless(ledger_days(SOLD), kind)]

    assert found(read(posts), SOLD) == ()


def test_receipts_by_hand_for_the_first_days_are_found_with_their_dates():
    documents = hand_entered(SOLD[:13])

    [finding] = found(documents, SOLD)

    assert (finding.rule, len(finding.documents)) == (Rule.SAME_TOTAL, 13)
    assert finding.days == tuple(day.on for day in SOLD[:13])
    assert finding.amount_minor == finding.talech_minor == sum(day.net_minor for day in SOLD[:13])
    assert finding.sources == ("Sales Receipt number SQ-",)


def test_one_store_alone_is_found_among_two():
    documents = hand_entered(TWO_STORES[:10])

    [finding] = found(documents, TWO_STORES)

    assert finding.amount_minor == finding.talech_minor == sum(day.net_minor for day in TWO_STORES[:10])


def test_receipts_of_single_sales_are_a_stream():
    chance = random.Random(3)  # noqa: S311 -- a story, not a secret
    documents = []
    for day in SOLD:
        left = day.net_minor
        while left > 0:
            part = min(left, chance.randint(1_000, 60_000))
            documents.append(entry(day.on, part, str(9000 + len(documents)), number=f"#{len(documents)}", tax=1))
            left -= part

    [finding] = found(documents, SOLD)

    assert (finding.rule, finding.amount_minor) == (Rule.STREAM, sum(day.net_minor for day in SOLD))


def test_daybooks_own_documents_are_known_by_id_not_by_number():
    documents = read(APP.posts(ledger_days(SOLD), Stream.JOURNAL))

    assert found(documents, SOLD, ours=[each.id for each in documents]) == ()
    assert found([replace(each, number=f"TL-{each.id}") for each in documents], SOLD) != ()


@pytest.mark.parametrize(
    ("income", "tax", "shift", "is_found"),
    [
        (0, 0, 0, True),
        (4, 0, 0, False),
        (4, "own", 0, True),
        (0, 0, 1, False),
        (6, 0, 0, False),
    ],
    ids=["to the cent", "near", "near, with the tax", "a day later", "too far"],
)
def test_a_single_document_needs_more_than_nearness(income, tax, shift, is_found):
    day = SOLD[5]
    single = entry(
        day.on + timedelta(days=shift), day.net_minor + income, tax=day.tax_minor if tax == "own" else 0, bank=0
    )

    assert bool(found([single], SOLD)) is is_found


@pytest.mark.parametrize(("cents", "is_found"), [(5, True), (6, False)])
def test_two_dates_of_a_source_may_be_five_cents_off(cents, is_found):
    two = [
        entry(day.on, day.net_minor + cents, str(9000 + n), number=f"H-{n}", bank=0)
        for n, day in enumerate((SOLD[3], SOLD[9]))
    ]

    assert bool(found(two, SOLD)) is is_found


def test_two_near_totals_among_many_documents_of_a_source_are_chance():
    near = [entry(day.on, day.net_minor + 4, f"n{n}", party="Hotel", bank=0) for n, day in enumerate(SOLD[3:5])]
    others = [entry(day.on, 11_000 + 317 * n, f"o{n}", party="Hotel", bank=0) for n, day in enumerate(SOLD[:12])]

    assert found(near, SOLD) != ()
    assert found(near + others, SOLD) == ()


def test_a_stream_that_began_before_the_first_day_is_found_for_the_days_that_stand_twice():
    earlier = [replace(day, on=day.on - timedelta(days=28)) for day in SOLD]
    documents = read(APP.posts(ledger_days([*earlier, *SOLD]), Stream.CONTINUED))

    [finding] = found(documents, SOLD)

    assert (finding.rule, finding.days) == (Rule.STREAM, tuple(day.on for day in SOLD))


def test_a_round_total_needs_a_second_figure():
    day = replace(SOLD[5], net_minor=200_000, gross_minor=200_000, tax_minor=26_000, collected_minor=238_000)
    sold = [*SOLD[:5], day, *SOLD[6:]]

    assert found([entry(day.on, 200_000, bank=0)], sold) == ()
    assert found([entry(day.on, 200_000, tax=26_000, bank=0)], sold) != ()


def test_a_rent_that_equals_a_days_sales_once_is_not_told():
    day = replace(SOLD[5], net_minor=180_013)
    sold = [*SOLD[:5], day, *SOLD[6:]]
    rents = [entry(on, 180_013, str(9000 + n), memo="Rent") for n, on in enumerate((day.on, FIRST))]

    assert found(rents, sold) == ()


def test_catering_to_a_named_customer_is_not_told_even_if_it_is_much():
    chance = random.Random(5)  # noqa: S311 -- a story, not a secret
    invoices = [
        entry(day.on, chance.randint(20_000, 60_000), str(9000 + n), party="Hotel", kind="Invoice", bank=0)
        for n, day in enumerate(SOLD[::3])
    ]

    assert found(invoices, SOLD) == ()


def test_another_store_that_talech_does_not_see_is_no_stream_although_it_sells_as_much():
    for seed in range(2, 42):
        other = hand_entered(weeks(store="not of talech", seed=seed), number="NORTH-")

        assert [each for each in found(other, SOLD) if each.is_strong] == []


def test_days_before_the_first_that_talech_sold_are_not_double():
    earlier = hand_entered([replace(day, on=day.on - timedelta(days=40)) for day in SOLD])

    assert found(earlier, SOLD) == ()


def test_without_sales_nothing_can_stand_twice():
    assert found(hand_entered(SOLD), []) == ()


def test_two_hundred_companies_with_other_income_have_no_strong_finding():
    """Invoices, receipts and deposits of amounts that have nothing to do with the shop, in one source and in many."""
    alarms = 0
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311 -- a story, not a secret
        documents = [
            entry(
                FIRST + timedelta(days=chance.randint(0, 27)),
                chance.randint(1_000, 120_000),
                str(9000 + n),
                party=chance.choice(["", "", "Hotel", "School", "Church"]),
                kind=chance.choice(["Invoice", "Sales Receipt", "Deposit"]),
            )
            for n in range(30)
        ]
        alarms += any(each.is_strong for each in found(documents, TWO_STORES if seed % 2 else SOLD))

    assert alarms == 0
