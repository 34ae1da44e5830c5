from bench.figures import growth
from bench.figures.growth import Hundred, goals, hundreds


def test_days_are_posted_and_what_the_stand_ins_hold_of_them_is_dropped(monkeypatch):
    monkeypatch.setattr(growth, "_HUNDRED", 4)
    monkeypatch.setattr(growth, "_STORES", 2)

    measured = hundreds(8)

    assert [each.seconds > 0 and each.fixed > 0 and each.memory > 0 for each in measured] == [True, True]


def test_the_first_hundred_warms_up_and_the_last_ones_are_held_against_those_after_it():
    early, late = Hundred(0.010, 0.001, 1000), Hundred(0.012, 0.001, 1100)
    slowed = Hundred(0.024, 0.002, 1100)

    cpu, memory = goals([Hundred(9.0, 0.001, 1), early, early, late, slowed])

    assert (cpu.figure, memory.figure) == (1.2, 1.1)
    assert [cpu.met, memory.met] == [False, False]
