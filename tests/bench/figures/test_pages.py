from contextlib import ExitStack

from bench.figures.pages import LARGE, SMALL, Shown, goals, shown_pages


def test_pages_of_two_merchants_are_counted_by_what_their_stores_and_days_are():
    with ExitStack() as stack:
        small, soon, large = shown_pages(stack, {SMALL: 1, LARGE: 2}, {SMALL: 6, LARGE: 40}, views=1)

    assert {page: large[page].items - one.items for page, one in small.items()} == {
        "home": 2 * 35 - 6,
        "log": 2 * 35 - 6,
        "day": 0,
        "mapping": 0,
        "CSV": 2 * 35 - 6,
    }
    assert {page: soon[page].items - one.items for page, one in small.items()} == {
        "home": 6, "log": 6, "day": 0, "mapping": 0, "CSV": 6,
    }  # fmt: skip
    assert all(one.seconds > 0 and one.units > 0 for one in (*small.values(), *large.values()))
    assert large["CSV"].size > 5 * small["CSV"].size


def test_a_page_has_a_goal_for_what_it_reads_and_one_for_its_processor_time():
    def shown(items, seconds):
        return {"day": Shown(items, 1.0, seconds, 100)}

    read, cpu = goals(shown(10, 0.25), shown(10, 0.5), shown(15, 0.75))

    assert (read.figure, read.met, cpu.figure, cpu.met) == (1.5, True, 3.0, False)
