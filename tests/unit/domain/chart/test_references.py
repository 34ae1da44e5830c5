"""What documents name in a company: newer ids join the ones that are known, stores keep what the merchant chose."""

import pytest

from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds

KNOWN = CompanyReferences("58", {"1": "21", "2": "22"}, {"Visa": "3"}, {"304267:1": "D1"}, {"304267:1": "C1"})


def test_what_is_learned_later_wins_and_nothing_that_is_known_is_lost():
    learned = CompanyReferences("59", {"2": "32", "4": "34"}, {"Visa": "13", "Cash": "14"})

    after = KNOWN.including(learned)

    assert after.customer_id == "59"
    assert after.items == {"1": "21", "2": "32", "4": "34"}
    assert after.payment_methods == {"Visa": "13", "Cash": "14"}
    assert KNOWN.including(CompanyReferences()) == KNOWN


def test_a_worker_with_an_older_state_brings_back_no_location_or_class():
    older = CompanyReferences(departments={"304268:1": "D2"}, classes={"304268:1": "C2"})

    after = KNOWN.including(older)

    assert (after.departments, after.classes) == ({"304267:1": "D1"}, {"304267:1": "C1"})


def test_a_store_that_is_not_named_has_no_class_and_no_location_any_more():
    after = KNOWN.tracking(classes={"304268:1": "C2"}, departments={"304268:1": "D2"})

    assert (after.departments, after.classes, after.items) == ({"304268:1": "D2"}, {"304268:1": "C2"}, KNOWN.items)


@pytest.mark.parametrize(
    ("needs", "misses"),
    [
        (ReferenceNeeds(), False),
        (ReferenceNeeds({"1": "Food"}), True),
        (ReferenceNeeds(payment_methods=frozenset({"Visa"})), True),
        (ReferenceNeeds(customer=True), True),
    ],
)
def test_each_kind_of_reference_can_be_missing(needs, misses):
    assert bool(needs) is misses
