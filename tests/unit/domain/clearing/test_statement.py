"""What lies on the accounts of a group of tenders, from which days, and when too little matches to say from what."""

from datetime import date, timedelta

import pytest

from daybook.domain.clearing.groups import ProcessorGroup
from daybook.domain.clearing.matching import Grade, Match
from daybook.domain.clearing.payouts import Batch, BooksDocument, Outgoings, Payout
from daybook.domain.clearing.statement import AGES, ClearingStatement, OpenPart, age_of, statement

CARDS = ProcessorGroup(("tender:CCRD:VISA",), ("84", "85"), is_matched=True)
APP = ProcessorGroup(("tender:UBER",), ("84",), is_matched=False)


def on(day):
    return date(2026, 3, day)


def batches(amounts):
    return tuple(Batch(on(day), minor) for day, minor in amounts.items())


def payout(number, day, taken, banked=None):
    document = BooksDocument("Deposit", str(number), on(day), {"84": -taken})
    return Payout(document, taken, taken if banked is None else banked)


def other(**amounts):
    return BooksDocument("JournalEntry", "j", on(5), {key.removeprefix("a"): minor for key, minor in amounts.items()})


def of_app(taken, out, **more):
    period = more.pop("period", (on(1), on(20)))
    return statement(APP, batches(taken), Outgoings(out, more.pop("others", ())), period, **more)


def of_cards(taken, *paid, **more):
    period = more.pop("period", (on(1), on(20)))
    return statement(CARDS, batches(taken), Outgoings(paid, ()), period, **more)


@pytest.mark.parametrize(("days", "age"), [(-1, 0), (0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (400, 2)])
def test_an_age_is_up_to_three_days_up_to_a_week_or_more(days, age):
    assert age_of(days) == age
    assert AGES == ((0, 3), (4, 7), (8, None))


def test_a_group_that_is_not_matched_has_its_balance_in_the_newest_days():
    taken, out = batches({2: 10_000, 3: 20_000, 4: 30_000}), (payout(1, 5, 20_000), payout(2, 6, 5_000))
    others = (other(a84=1_500, a99=70_000), other(a84=-500))

    found = of_app({2: 10_000, 3: 20_000, 4: 30_000}, out, others=others, opening_minor=4_000)

    assert found == ClearingStatement(
        group=APP,
        first=on(1),
        last=on(20),
        carried_minor=4_000,
        batches=taken,
        outgoings=Outgoings(out, others),
        matches=(),
        # 40 000 are left: 4 000 + 60 000 - 25 000 + 1 000.
        parts=(OpenPart(on(3), 10_000, (taken[1],)), OpenPart(on(4), 30_000, (taken[2],))),
        usual_rate=None,
        usual_days=None,
        is_matched=False,
    )
    assert (found.in_minor, found.out_minor, found.others_minor, found.closing_minor) == (60_000, 25_000, 1_000, 40_000)


@pytest.mark.parametrize(
    ("paid", "parts"),
    [
        (0, [(2, 10_000), (3, 20_000)]),
        (9_999, [(2, 1), (3, 20_000)]),
        (10_000, [(3, 20_000)]),
        (29_999, [(3, 1)]),
        (30_000, []),
        (40_000, []),
    ],
)
def test_what_came_first_is_taken_as_paid_first(paid, parts):
    found = of_app({2: 10_000, 3: 20_000}, (payout(1, 5, paid),))

    assert [(part.on.day, part.open_minor) for part in found.parts] == parts


def test_a_group_that_is_not_matched_shows_no_day_before_the_period_and_starts_with_the_opening_balance():
    taken = {2: 10_000, 3: 20_000, 4: 30_000}
    period = (on(3), on(20))

    said = of_app(taken, (), period=period, opening_minor=10_000)
    unsaid = of_app(taken, (), period=period, opening_minor=None)
    none = of_app(taken, (), period=period)

    assert [(each.carried_minor, each.closing_minor) for each in (said, unsaid, none)] == [
        (10_000, 60_000),
        (0, 50_000),
        (0, 50_000),
    ]
    assert said.batches == batches({3: 20_000, 4: 30_000})


def test_the_balance_is_told_by_age():
    found = of_app({10: 1, 12: 20, 13: 300, 16: 4_000, 17: 50_000, 20: 600_000}, ())

    assert found.ages == (650_000, 4_300, 21)


def test_a_group_of_cards_has_open_days_rests_and_payouts_that_nothing_explains():
    monday, tuesday, wednesday, thursday = batches({2: 10_000, 3: 20_000, 4: 31_000, 5: 42_000})
    whole, net, unknown = payout(1, 3, 10_000, 9_750), payout(2, 4, 19_500), payout(3, 19, 555)
    past = Payout(BooksDocument("Deposit", "4", on(19), {}, opposite="Sales"), 0, 777)

    found = of_cards({2: 10_000, 3: 20_000, 4: 31_000, 5: 42_000}, whole, net, unknown, past, opening_minor=90)

    matches = (Match(whole, (monday,), Grade.SURE), Match(net, (tuesday,), Grade.SURE))
    assert found == ClearingStatement(
        group=CARDS,
        first=on(1),
        last=on(20),
        carried_minor=90,
        batches=(monday, tuesday, wednesday, thursday),
        outgoings=Outgoings((whole, net, unknown, past), ()),
        matches=matches,
        parts=(
            OpenPart(on(3), 500, (tuesday,), matches[1], net),
            OpenPart(on(4), 31_000, (wednesday,)),
            OpenPart(on(5), 42_000, (thursday,)),
            OpenPart(on(19), -555, (), None, unknown),
        ),
        usual_rate=0.025,
        usual_days=1,
        is_matched=True,
    )
    assert (found.in_minor, found.out_minor, found.closing_minor) == (103_000, 30_055, 73_035)


def test_a_day_before_the_period_is_shown_if_a_payout_of_the_period_pays_it():
    taken, first = {1: 7_000, 2: 10_000, 3: 20_000}, on(3)

    found = of_cards(taken, payout(1, 3, 10_000, 9_750), period=(first, on(20)), opening_minor=10_500)
    unsaid = of_cards(taken, payout(1, 3, 10_000, 9_750), period=(first, on(20)), opening_minor=None)

    assert found.batches == batches({2: 10_000, 3: 20_000})
    assert (found.carried_minor, found.closing_minor) == (500, 20_500)
    assert [(part.on.day, part.open_minor) for part in found.parts] == [(3, 20_000)]
    assert unsaid.carried_minor == 0


def test_a_choice_of_a_person_comes_before_what_would_match():
    monday, tuesday = batches({2: 10_000, 3: 10_000})
    paid = payout(1, 4, 9_750)

    one = of_cards({2: 10_000, 3: 10_000}, paid, chosen={"1": (monday,)})
    none = of_cards({2: 10_000, 3: 10_000}, paid, chosen={"1": ()})

    assert one.matches == (Match(paid, (monday,), Grade.CHOSEN),)
    assert (one.usual_rate, one.usual_days, one.is_matched) == (None, None, True)
    assert none.parts == (
        OpenPart(on(2), 10_000, (monday,)),
        OpenPart(on(3), 10_000, (tuesday,)),
        OpenPart(on(4), -9_750, (), None, paid),
    )


TRIPLING = {day: 100 * 3**day for day in range(1, 11)}


def chosen_days(count, *asked):
    """Ten days, each of three times the one before; a person gave each of the last `count` a payout."""
    days = range(11 - count, 11)
    paid = [payout(day, 17, TRIPLING[day]) for day in days]
    return of_cards(TRIPLING, *asked, *paid, chosen={str(day): batches({day: TRIPLING[day]}) for day in days})


@pytest.mark.parametrize(("count", "is_matched"), [(6, True), (5, False), (0, True)])
def test_a_group_is_matched_if_six_days_in_ten_that_are_due_have_a_payout(count, is_matched):
    found = chosen_days(count)

    assert (found.is_matched, len(found.matches)) == (is_matched, count if is_matched else 0)


def test_where_too_little_matches_the_balance_is_told_by_age_alone():
    found = chosen_days(5)

    # Days 6 to 10 were paid, and what the days before them took in is taken to be the newest money.
    assert found.parts == (OpenPart(on(10), 36_300, batches({10: 5_904_900})),)
    assert (found.usual_rate, found.usual_days) == (None, None)


def test_a_day_whose_payout_is_only_asked_about_counts_for_nothing():
    """These payouts lack a tenth, which is more than a processor keeps."""
    lacking = [payout(day, day + 1, 90 * 3**day) for day in (1, 2, 3, 4)]

    assert not chosen_days(5, *lacking).is_matched
    assert [each.grade for each in chosen_days(6, *lacking).matches] == [Grade.ASK] * 4 + [Grade.CHOSEN] * 6


@pytest.mark.parametrize(("sure", "is_matched", "usual"), [(4, True, (0.025, 1)), (3, False, (None, None))])
def test_a_group_is_matched_if_four_days_in_ten_are_sure(sure, is_matched, usual):
    """All days are alike, so each payout could pay another day too."""
    taken = dict.fromkeys(range(1, 11), 10_000)
    paid = [payout(day, min(day + 1, 11), 9_750) for day in range(1, 11)]
    last = payout(11, 17, 0, 0)
    chosen = {str(day): batches({day: 10_000}) for day in range(1, sure + 1)}

    found = of_cards(taken, *paid, last, chosen=chosen)

    assert (found.is_matched, (found.usual_rate, found.usual_days)) == (is_matched, usual)


@pytest.mark.parametrize(
    ("first", "newest", "is_matched"),
    [(1, 17, False), (1, 16, True), (2, 17, True), (2, 30, True)],
)
def test_fewer_than_ten_days_that_are_a_week_old_say_nothing_against_matching(first, newest, is_matched):
    taken = dict.fromkeys(range(1, 11), 10_000)

    found = of_cards(taken, payout(1, 1, 3), payout(2, newest, 5), period=(on(first), on(30)))

    assert found.is_matched is is_matched


def test_without_payouts_nothing_is_due():
    taken = dict.fromkeys(range(1, 21), 10_000)

    found = of_cards(taken, period=(on(1), on(1) + timedelta(days=60)))

    assert found.is_matched
    assert len(found.parts) == 20


def test_a_newest_day_of_refunds_alone_takes_no_part_and_hides_none():
    told = of_app({2: 50_000, 3: -5_000}, ())

    assert (told.closing_minor, told.parts) == (45_000, (OpenPart(on(2), 45_000, (Batch(on(2), 50_000),)),))
