from contextlib import ExitStack

from bench.figures.pages import LARGE, SMALL, Shown, goals, shown_pages


def test_pages_of_two_merchants_are_counted_by_what_their_stores_and_days_are():
    with ExitStack() as stack:
        small, soon, large = shown_pages(stack, {SMALL: 1, LARGE: 2}, {SMALL: 6, LARGE: 40}, views=1)

    def more(other, one=small):
        return {page: shown.items - one[page].items for page, shown in other.items()}

    sums = 35 - 6  # one a date
    assert more(large) == {"home": sums, "log": sums + 2 * 35 - 6, "day": 0, "mapping": 0, "CSV": 2 * 35 - 6}
    assert more(soon) == {"home": 0, "log": 6, "day": 0, "mapping": 0, "CSV": 6}
    assert large["home"].first - large["home"].items == 29  # the records of dates that no page had looked at
    assert (small["CSV"].rows, large["CSV"].rows) == (6, 70)
    assert all(one.seconds > 0 and one.units > 0 for one in (*small.values(), *large.values()))


def test_a_page_has_a_goal_for_what_it_reads_and_one_for_its_processor_time():
    def shown(items, seconds, rows=1):
        return {"day": Shown(items, 1.0, seconds, 100, rows)}

    read, cpu = goals(shown(10, 0.25), shown(10, 0.5), shown(15, 0.75))
    row_read, row_cpu = goals(shown(10, 0.25, 5), shown(10, 0.5, 5), shown(30, 1.0, 10))

    assert (read.figure, read.met, cpu.figure, cpu.met) == (1.5, True, 3.0, False)
    assert (row_read.figure, row_read.what[:10], row_cpu.figure) == (1.5, "day, a row", 2.0)
